"""Long valley, round bowl: the same data before and after standardising x."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import numpy as np
from manim import Create, FadeIn, FadeOut, Mobject

from gdcore import Trajectory, condition_number
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.cuts import Cut, cut_panel, cuts
from scenes.kit.panels.turning import SECONDS, turn
from scenes.kit.problems.own_points import suit
from scenes.kit.time.fades import come_last, gone_first, in_turn
from scenes.kit.time.playhead import Advance
from scenes.parts.conditioning.descents import ENOUGH, Descent, Descents, descent_to, descents
from scenes.parts.conditioning.floor import DOWN, START, UP, AlongTheFloor
from scenes.parts.conditioning.given import read_given
from scenes.parts.conditioning.panels import Panels, panels_in
from scenes.parts.conditioning.ratio import is_long
from scenes.parts.conditioning.rising import APART, BEFORE, TOGETHER
from scenes.parts.conditioning.rows import correlated_rows, rows_of
from scenes.parts.conditioning.stamps import first_stamp, stamp_of_two
from scenes.parts.conditioning.standardised import formulas, renamed
from scenes.parts.conditioning.standardising import Standardising
from scenes.parts.conditioning.two_features import TwoViews, two_features
from scenes.parts.conditioning.valued import valued
from scenes.parts.conditioning.views import Views, among, ground

SHORT = partial(plain, digits=3)
SWAP = 0.25  # seconds in which a formula goes, and then in which another comes
CUT = 0.36  # of the map's smaller side, that both cuts reach to from the minimum


class Conditioning(Lesson):
    """Plain descent on one line's loss, at the best rate, before and after standardising x."""

    beats = ("valley", "ratio", "crawl", "standardise", "leap", "compare", "two_features")

    offset: Annotated[float, Interval(0, 0.8), "added to every x"] = 0.0
    stretch: Annotated[float, Interval(0.7, 3), "what every x is multiplied by first"] = 1.0
    start: Annotated[
        tuple[float, float], Interval(-15, 20), "slope and intercept that both runs start from"
    ] = (-5.0, 14.0)
    target: Annotated[float, Interval(0.0001, 1), "loss to which steps are counted"] = 0.01
    correlation: Annotated[float, Interval(0.7, 0.98), "that two features are drawn with"] = 0.9
    points: Annotated[str, data_file(), "your own, to which the start then suits"] = ""

    def compute(self) -> None:
        self.given = given = read_given(self.points)
        if self.points:
            suit(self, {"start": given.start})
        self.data = Standardising(self.stretch * given.x + self.offset, given.fitted, given.y)
        self.runs = self.before, self.after = self.descended(0), self.descended(2)
        self.both = two_features(self.correlation, self.target)
        self.data.set_value(0)

    def refuse(self) -> None:
        for run in (*self.runs, self.both.run):
            if not run.steps or run.values[-1] > self.target:
                raise ParameterError(
                    f"start = {self.start} needs {f'over {ENOUGH}' if run.steps else 'no'} steps "
                    f"to a loss of {self.target}: choose another start or target"
                )

    def panels(self, body: Box) -> Panels:
        return panels_in(body)

    def lay_out(self) -> None:
        told = self.data, self.runs, self.start, self.theme, self.given.names
        self.views = Views((self.boxes.data, self.boxes.map), *told)
        self.first = among(self.boxes.first, self.data, self.start, self.theme, self.given.names)
        given = Standardising(self.data.x_given, self.data.y)
        self.other = ground(self.boxes.other, given, self.runs, self.start, self.theme)
        boxes, bowl = (self.boxes.data, self.boxes.map), self.views.ground.contours
        with self.data.standardised(bowl):
            self.two_views = TwoViews(boxes, self.both, bowl, self.theme)
        self.rows = rows_of(self.data, self.boxes.rows, self.words, self.theme)
        features, rows = self.two_views.data, self.boxes.rows
        self.two_rows = correlated_rows(features, rows, self.words, self.theme)
        self.cut_panel, self.cuts = self.cut_through()
        place = self.views.ground.map, self.first.panel, self.data.problem
        self.floor = AlongTheFloor(*place, self.cut_panel.x.high, np.array(self.start))
        self.formulas = formulas(self.views.panel, self.data)
        self.descents = self.all_descents()
        grounds, lines = (self.views.ground, self.other), [cut.line for cut in self.cuts]
        two = self.two_views.contours, self.both.run
        self.values = valued(grounds, self.data, self.runs, lines, two)
        blanks, shows = stamp_of_two(self.both, self.target)
        self.stamp_of_two = self.stamped(blanks, "stamp_two", shows=shows)
        told_of = self.given, self.before, self.start, self.target, self.words
        self.stamp, moved = self.open(**first_stamp(*told_of)), first_stamp(*told_of, self.after)
        self.moved_stamp = self.stamped(moved.pop("stamp"), **moved)

    def opening(self) -> tuple[Mobject, ...]:
        first, ground = self.first, self.views.ground
        parts = first.panel, first.points, ground.map, ground.contours
        return *parts, self.values.before, ground.star

    def valley(self) -> None:
        floor = self.floor
        self.play(FadeIn(floor.mark, scale=3), FadeIn(floor.among), run_time=0.6)
        for place, seconds in ((UP, 0.9), (DOWN, 1.6), (START, 0.7)):
            self.play(floor.place.animate.set_value(place), run_time=seconds)
            self.wait(0.2)
        self.remove(floor.mark, floor.among).add(self.views.mark, self.first.line)

    def ratio(self) -> None:
        panel, *parts = self.first
        turn(self, panel, self.cut_panel, beside=map(gone_first, parts))
        for cut in self.cuts:
            self.add(cut.line, self.views.ground.star)
            self.play(Create(cut.line), Create(cut.curve), FadeIn(cut.label), run_time=1)
            self.keep(cut.line, cut.curve, cut.label)
        self.play(FadeIn(self.rows["ratio"]), run_time=0.8)
        self.wait(2.4)

    def crawl(self) -> None:
        views = self.views
        back = map(come_last, (views.points, views.line, self.rows["error"]))
        going, self.on_stage = [*map(gone_first, self.on_stage)], []
        turn(self, self.cut_panel, views.panel, beside=[*going, *back])
        self.follow(self.descents.crawled)
        self.wait(1.5)

    def standardise(self) -> None:
        self.keep(self.values.before)
        self.clear(seconds=0.7, beside=map(FadeIn, (self.views.mark, self.views.line)))
        centred, divided = self.formulas
        names = renamed(self.views.panel, self.views.ground.map)
        self.play(self.data.animate.set_value(1), FadeIn(centred), *names, run_time=2.8)
        self.wait(0.7)
        self.play(FadeOut(centred), run_time=SWAP)
        self.show(divided, seconds=SWAP)
        self.play(self.data.animate.set_value(2), gone_first(self.stamp), run_time=2.4)
        self.play(FadeIn(self.values.after, self.moved_stamp), run_time=0.6)
        self.wait(0.5)

    def leap(self) -> None:
        self.wait(0.4)
        self.ask("leap", self.views.halfway())
        self.follow(self.descents.leapt)
        self.wait(0.8)

    def compare(self) -> None:
        slow, quick, views, old = self.descents.slow, self.descents.quick, self.views, self.other
        gone, self.on_stage = [*self.on_stage, views.points, *self.rows.values()], []
        self.play(*in_turn([*gone, views.panel], [*old, quick.path]), run_time=SECONDS)
        self.show(self.values.beside, slow.path, slow.count, quick.count, seconds=0.4)
        self.keep(*old, quick.path, self.values.after)
        leap = Advance(quick.playhead, slow.times[: self.after.steps + 1])
        self.play_hops(slow.playhead, slow.times, beside=[leap])
        self.wait(0.6)

    def two_features(self) -> None:
        run, views, ground = self.descents.correlated, self.two_views, self.views.ground
        views.data.set_value(BEFORE)
        gone, self.on_stage = [*self.on_stage, self.moved_stamp], []
        come = views.map, views.contours, views.star, views.panel, views.rows, *self.two_rows
        # The bowl is the one that is there.
        self.play(*in_turn([*gone, ground.map], come), run_time=SECONDS)
        self.remove(*ground)
        self.play(views.data.animate.set_value(APART), run_time=0.7)
        self.show(views.told, self.stamp_of_two, seconds=0.5)
        self.play(views.data.animate.set_value(TOGETHER), run_time=2.4)
        self.show(self.values.two, run.path, run.count)
        self.play_hops(run.playhead, run.times)
        self.wait(0.5)

    def tell(self) -> dict[str, Told]:
        slow = "one" if self.before.steps == 1 else "many"
        told = Told(slow, {"steps": self.words.count(self.before.steps)})
        ratio = {"ratio": SHORT(self.both.ratio), "steps": self.words.count(self.both.run.steps)}
        line = Told("long" if is_long(self.before.problem) else "any")
        return {"crawl": told, "compare": told, "two_features": Told(None, ratio), "line": line}

    # -- what the beats show -------------------------------------------------------------------

    def descended(self, state: int) -> Trajectory:
        """The run to the target, or for as long as is counted, on data in a state."""
        self.data.set_value(state)
        return descent_to(self.data.problem, self.data.same_line(self.start), self.target)

    def cut_through(self) -> tuple[Plane, tuple[Cut, Cut]]:
        """Two cuts through the valley, over the map and in the place of the data."""
        plane, problem = self.views.ground.map, self.before.problem
        names = self.words["away"], self.words["above_least" if self.points else "loss"]
        half = CUT * float(min(np.diff(plane.window)[::2]))
        panel = cut_panel(self.boxes.cuts, problem, half, names, self.theme)
        return panel, cuts(plane, panel, problem)

    def all_descents(self) -> Descents:
        """The runs, each on its map; before and after are headed by their ratio of curvatures."""
        before, after = (
            self.heading(key, float(condition_number(run.problem, np.zeros(2))))
            for key, run in zip(("before", "after"), self.runs, strict=True)
        )
        maps = self.views.ground.map, self.other.map, self.two_views.map
        runs = self.before, self.after, self.both.run
        return descents(maps, self.views.panel, runs, (before, after), self.words["steps"])

    def follow(self, run: Descent) -> None:
        """Play a run on the map, and its line among the data; both stay to be cleared."""
        assert run.line is not None
        self.remove(self.views.mark, self.views.line)
        self.add(run.path, run.line)
        self.keep(run.path, run.line)
        self.show(run.count, seconds=0.4)
        self.play_hops(run.playhead, run.times)

    def heading(self, key: str, ratio: float) -> Text:
        """Before or after, with the ratio of curvatures."""
        return Text(self.words[key].format(ratio=SHORT(ratio)), self.theme, shows=[ratio])
