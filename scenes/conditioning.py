"""Long valley, round bowl: the same data before and after standardising x."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, VGroup

from gdcore import GradientDescent, Trajectory, condition_number, datasets, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, STAR
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.tally import Tally, settled
from scenes.kit.problems.valley import one_scale
from scenes.kit.runs.traces import ModelLine, Trace
from scenes.kit.runs.views import POINT
from scenes.kit.time.playhead import Advance, Playhead, step_times
from scenes.parts.conditioning.curvature_arrows import curvature_arrows
from scenes.parts.conditioning.maps import Points, data_panel, levels, reach
from scenes.parts.conditioning.standardising import (
    ChangingContours,
    MovingLine,
    MovingMarks,
    Standardising,
    best_rate,
)

ENOUGH = 2500  # steps in which runs are counted
DOTTED = 150  # steps up to which every iterate is marked
WIDE = 6.3  # of a map
SHORT = partial(plain, digits=3)
GAP = 0.35  # from a name to a count


class Panels(NamedTuple):
    """Where the data, the numbers under them and the map are, and the map they make way for."""

    data: Box
    rows: Box
    map: Box
    other: Box


@dataclass(frozen=True)
class Descent:
    """A run on its map, counted from over it, and how far it has come."""

    playhead: Playhead
    path: Trace
    count: VGroup


class Conditioning(Lesson):
    """Plain descent on one line's loss, at the best rate, before and after standardising x."""

    beats = ("valley", "ratio", "crawl", "standardise", "leap", "compare")

    offset: Annotated[float, Interval(0, 0.8), "added to every x"] = 0.0
    stretch: Annotated[float, Interval(0.7, 3), "what every x is multiplied by first"] = 1.0
    start: Annotated[
        tuple[float, float], Interval(-15, 20), "slope and intercept that both runs start from"
    ] = (-5.0, 14.0)
    target: Annotated[float, Interval(0.0001, 1), "loss to which steps are counted"] = 0.01

    def compute(self) -> None:
        given = datasets.noise_free_line()
        self.data = Standardising(self.stretch * given.x + self.offset, given.y)
        self.before, self.after = self.descended(0), self.descended(2)
        self.data.set_value(0)

    def refuse(self) -> None:
        for run in self.runs:
            if not run.steps or run.values[-1] > self.target:
                raise ParameterError(
                    f"start = {self.start} needs {f'over {ENOUGH}' if run.steps else 'no'} steps "
                    f"to a loss of {self.target}: choose another start or target"
                )

    def panels(self, body: Box) -> Panels:
        data, rows = body.inset(right=WIDE + 0.5).rows([1.75, 1], 0.1)
        right, left = body.inset(left=body.width - WIDE), body.inset(right=body.width - WIDE)
        return Panels(data, rows, right, left)

    def lay_out(self) -> None:
        self.map, self.other = self.map_in(self.boxes.map), self.map_in(self.boxes.other)
        self.data_panel = data_panel(self.boxes.data, self.data, self.start, self.theme)
        self.contours, self.star = self.landscape(self.map, self.data)
        self.mark = MovingMarks(lambda: self.beginning(), self.theme, "batch", radius=RADIUS)
        self.points = MovingMarks(lambda: self.places(), self.theme, "text", radius=POINT)
        self.line = MovingLine(self.data_panel, lambda: self.data.same_line(self.start))
        self.rows = {
            "ratio": self.row("ratio", 0, lambda: self.data.ratio),
            "rate": self.row("rate", 1, lambda: self.data.rate),
            "error": self.row("error", 2, lambda: self.data.factor),
        }
        self.arrows = self.curvatures()
        self.crawled, self.leapt = (self.descent(self.map, run) for run in self.runs)
        given = Standardising(self.data.x_given, self.data.y)
        self.valley_again = VGroup(self.other, *self.landscape(self.other, given))
        self.slow = self.descent(self.other, self.before, heading="before")
        self.quick = self.descent(self.map, self.after, heading="after")
        self.open(self.stamp_values())

    def valley(self) -> None:
        self.play(FadeIn(self.data_panel), FadeIn(self.points), run_time=0.9)
        self.wait(0.3)
        self.play(FadeIn(self.map), run_time=0.7)
        self.play(Create(self.contours, lag_ratio=0.1), run_time=2)
        self.play(FadeIn(self.star, scale=2), run_time=0.6)
        self.play(FadeIn(self.mark, scale=2), FadeIn(self.line), run_time=0.8)
        self.wait(1)

    def ratio(self) -> None:
        for arrow in self.arrows:
            self.show(arrow, seconds=0.8)
            self.wait(0.6)
        self.play(FadeIn(self.rows["ratio"]), run_time=0.8)
        self.wait(1.4)

    def crawl(self) -> None:
        self.clear()
        self.play(FadeIn(self.rows["rate"]), run_time=0.7)
        self.follow(self.crawled, self.before, 6.0, slow_seconds=0.9)
        self.play(FadeIn(self.rows["error"]), run_time=0.7)
        self.wait(1)

    def standardise(self) -> None:
        self.clear(seconds=0.7, beside=[FadeIn(self.mark, self.line)])
        for state in (1, 2):
            self.play(self.data.animate.set_value(state), run_time=3.3)
            self.wait(0.9)

    def leap(self) -> None:
        self.follow(self.leapt, self.after, 4.0, slow_seconds=2.4)
        self.wait(1.2)

    def compare(self) -> None:
        self.keep(self.data_panel, self.points, *self.rows.values())
        self.clear(seconds=0.7)
        runs = (self.slow, self.quick)
        fresh = [self.valley_again, *(run.path for run in runs)]
        self.play(*map(FadeIn, (*fresh, *(run.count for run in runs))), run_time=0.9)
        times = step_times(self.before.steps, 5.0, slow_seconds=0.7)
        ends = times[: self.after.steps + 1]
        self.play(Advance(self.slow.playhead, times), Advance(self.quick.playhead, ends))
        self.wait(0.6)

    def tell(self) -> dict[str, Told]:
        outcome = "one" if self.before.steps == 1 else "many"
        return {"crawl": Told(outcome, {"steps": self.words.count(self.before.steps)})}

    # -- what the beats show -------------------------------------------------------------------

    @property
    def runs(self) -> tuple[Trajectory, Trajectory]:
        """Before and after."""
        return self.before, self.after

    def descended(self, state: int) -> Trajectory:
        """The run to the target, or for as long as is counted, on data in a state."""
        self.data.set_value(state)
        problem, start = self.data.problem, self.data.same_line(self.start)
        optimizer = GradientDescent(best_rate(problem))
        whole = descend(problem, optimizer, start, ENOUGH)
        steps = settled(whole.values, self.target)
        return whole if steps is None else descend(problem, optimizer, start, steps)

    def follow(
        self, run: Descent, record: Trajectory, seconds: float, *, slow_seconds: float
    ) -> None:
        """Play a run on the map, and its line among the data; both stay to be cleared."""
        line = ModelLine(self.data_panel, record.thetas, run.playhead)
        self.remove(self.mark, self.line)
        self.add(run.path, line)
        self.keep(run.path, line)
        self.show(run.count, seconds=0.4)
        times = step_times(run.playhead.steps, seconds, slow_seconds=slow_seconds)
        self.play(Advance(run.playhead, times))

    def minimum(self) -> Points:
        """Where the star is now (1, 3)."""
        return self.map.to_scene(self.data.problem.minimizers)

    def beginning(self) -> Points:
        """Where the start is now (1, 3)."""
        return self.map.to_scene(self.data.same_line(self.start))[None]

    def places(self) -> Points:
        """Where the data points are now (n, 3)."""
        return self.data_panel.at(self.data.x, self.data.y)

    def map_in(self, box: Box) -> Plane:
        """Parameter space on one scale, the same window before, after and between."""
        return one_scale(box, reach(self.runs, self.start), self.theme, names=("$w$", "$b$"))

    def landscape(self, plane: Plane, data: Standardising) -> tuple[ChangingContours, MovingMarks]:
        """Contours over a map and the star at the minimum, as the data are."""
        contours = ChangingContours(plane, data, levels(plane, self.before))
        star = MovingMarks(
            lambda: plane.to_scene(data.problem.minimizers), self.theme, "minimum", radius=STAR
        )
        return contours, star

    def descent(self, plane: Plane, run: Trajectory, *, heading: str = "") -> Descent:
        """A run on a map, headed by before or after and its ratio of curvatures, or by nothing."""
        playhead = Playhead(run.steps, staged=0) if heading else Playhead(run.steps)
        dots = run.steps <= DOTTED
        path = Trace(plane, run.thetas, playhead, role="batch", dots=dots, arrow=True)
        word = self.words["steps"]
        count = Tally(run.steps, playhead, word, self.theme, role="batch", digits=4)
        left, line = plane.inner.left + 0.6, plane.inner.top + 0.18  # beside the axis's name
        over = VGroup()
        if heading:
            ratio = float(condition_number(run.problem, np.zeros(2)))
            body = self.words[heading].format(ratio=SHORT(ratio))
            over.add(Text(body, self.theme).put(left=left, baseline=line))
            left += over.width + GAP
        return Descent(playhead, path, over.add(count.put(left, line)))

    def row(self, key: str, place: int, read: Callable[[], float]) -> VGroup:
        """A formula and its live number, at one of three places."""
        box = self.boxes.rows
        line = box.top - 0.45 - place * box.height / 3
        name = Text(self.words[key], self.theme, size=32).put(left=box.left + 0.2, baseline=line)
        number = Number(read(), self.theme, write=three_digits, size=34, font="math")
        number.put((name.get_right()[0] + 0.15, line, 0)).read(read)
        return VGroup(name, number)

    def curvatures(self) -> tuple[VGroup, VGroup]:
        """A double arrow across the valley and one along it, with the curvature felt there."""
        hessian = self.before.problem.hessian(self.start)
        center, start = self.minimum()[0], self.beginning()[0]
        return curvature_arrows(self.map, hessian, center, start, SHORT)

    def stamp_values(self) -> dict[str, str]:
        """Data, start and target."""
        w, b = self.before.problem.minimizers[0].round(9)
        start_w, start_b = map(plain, self.start)
        return {
            "w": SHORT(w) if w != 1 else "",
            "b": f"{b:+.4g}",
            "start_w": start_w,
            "start_b": start_b,
            "target": plain(self.target),
        }


def three_digits(value: float) -> str:
    """Three digits, without needless zeros; noise of rounding is none."""
    return plain(round(value, 9) + 0.0, 3)
