"""Which of all directions is steepest: two slopes, one arrow, and the level line it stands on."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, FadeOut, LaggedStart, Mobject, ValueTracker, VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file, formula_or
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.landscape import Landscape
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.kit.problems.centred_line import map_box
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import Advance, step_times
from scenes.parts.steepest.cuts import SPOT, cuts
from scenes.parts.steepest.given import ground_of, where
from scenes.parts.steepest.grounds import GROUNDS
from scenes.parts.steepest.level_line import Standing, row_of_places
from scenes.parts.steepest.sides import Sides
from scenes.parts.steepest.spear import note_on_scale
from scenes.parts.steepest.trials import COUNT, Trials
from scenes.parts.steepest.trying import Trying
from scenes.parts.steepest.walk import askew
from scenes.parts.steepest.walking import Walking

CELLS = 120  # of the grid of the map, along each side
SLID = 2.4  # seconds in which a slider goes to both ends and back
LEAST = 0.02  # of the whole slope, that each of the two is at least
ACROSS = 10.0  # degrees off straight down, up to which a walk counts as across the lines
STEEP = 1e-6  # slope under which there is no direction to speak of
GAP = 0.5  # between the map and what is right of it
AROUND = 0.1  # doublings, by which the map is closer than at first when a level line is on it
CLOSER = 1.0  # doublings, by which the map is closer when arrows are on it


class Panels(NamedTuple):
    """The map on the left; what is right of it, whole and as two rows."""

    map: Box
    beside: Box
    cuts: tuple[Box, Box]


class Steepest(Lesson):
    """All directions from one place of a loss, and the one that is minus the gradient."""

    aspects = (*Lesson.aspects, "9:16")
    beats = ("two_slopes", "one_arrow", "try_directions", "level_line", "walk")
    pictured = "level_line"

    landscape: Annotated[str, formula_or(*GROUNDS), "where one stands"] = "valley"
    place: Annotated[
        tuple[float, float],
        Interval(-1.5, 2.3),
        "where one stands; the default is that of the landscape",
    ] = (0.5, -1.5)
    trial_length: Annotated[
        float, Interval(0.03, 0.15), "of the trial steps, in parts of the map's side"
    ] = 0.14
    points: Annotated[str, data_file(), "your own, whose loss is the landscape"] = ""

    def compute(self) -> None:
        self.ground = ground_of(self.landscape, self.points)
        self.problem = self.ground.problem
        own = self.place == Steepest.place
        self.here = np.array(self.ground.place if own else self.place)
        self.slopes = self.problem.gradient(self.here)
        self.trials = Trials(self.problem, self.here, self.trial_length * self.ground.side)

    def refuse(self) -> None:
        steep, each = float(np.linalg.norm(self.slopes)), np.abs(self.slopes)
        if steep < STEEP or each.min() < LEAST * steep:
            raise ParameterError(
                f"place = {tuple(self.here.tolist())} is level along a parameter, where there are "
                "no two slopes to make an arrow of: stay away from the axes of the valley"
            )

    def panels(self, body: Box) -> Panels:
        left = map_box(body)
        beside = body.beside(left, GAP)
        first, second = beside.parts([1, 1])
        return Panels(left, beside, (first, second))

    def lay_out(self) -> None:
        theme, problem, words = self.theme, self.problem, self.words
        self.farthest = CLOSER + float(np.log2(self.trials.length / self.trials.shrunk))
        self.map = self.ground.close_map(self.boxes.map, self.here, self.farthest, theme)
        self.away = ValueTracker(self.farthest)
        self.map.zoom = lambda: float(self.away.get_value())
        self.levels = self.ground.levels()
        contours = Contours(self.map, problem, self.levels, cells=CELLS, even=True)
        self.land = Landscape(contours, problem)
        self.spot = MovingMarks(self.map, lambda: self.here[None], "batch", radius=SPOT)
        self.spot.set_z_index(1)
        called = words["loss"], words["slope"]
        self.cuts = cuts(self.map, self.ground, self.boxes.cuts, self.here, called)
        self.away.set_value(self.farthest - AROUND)
        self.standing = self.stand()
        scale, size = self.standing.scale, self.cuts[0].label.size
        self.note = note_on_scale(self.map, words["scale"], scale)
        self.away.set_value(self.farthest - CLOSER)
        self.sides = Sides(self.map, problem, self.here, scale, size)
        self.trying = Trying(self.map, self.boxes.beside, self.trials, words)
        self.away.set_value(self.farthest)
        self.walking = Walking(self.map, self.boxes.beside, self.ground, self.here, words)
        self.open_stamped()

    def opening(self) -> tuple[Mobject, ...]:
        walking, land = self.walking, self.land
        around = (self.trying.ring, self.spot, walking.surface, walking.axes)
        return (self.map, land.contours, land.star, *around)

    def two_slopes(self) -> None:
        self.keep(self.walking.surface, self.walking.axes)
        leaving = [FadeOut(self.trying.ring, run_time=0.5)]
        self.clear(seconds=0.5, beside=[FadeIn(cut.panel, cut.dot) for cut in self.cuts])
        for cut in self.cuts:
            self.add(cut.over_map, cut.curve, cut.dot)
            slid = Advance(cut.playhead, np.linspace(0, SLID, cut.playhead.steps + 1))
            self.play(slid, *(leaving if cut is self.cuts[0] else []))
            self.keep(cut.panel, cut.over_map, cut.curve, cut.dot)
            self.show(cut.tangent, cut.label, seconds=0.6)
        self.wait(0.3)

    def one_arrow(self) -> None:
        sides, gone = self.sides, [self.land.star, *(cut.over_map for cut in self.cuts)]
        self.keep(self.land.star, self.spot)
        self.clear(keep=[part for part in self.on_stage if part not in gone], seconds=0.4)
        self.play(self.away.animate.set_value(self.farthest - CLOSER), run_time=0.8)
        for cut, leg in zip(self.cuts, sides.legs, strict=True):
            self.add(leg.before)
            carried = leg.carried(cut.label)
            self.clear(keep=[part for part in self.on_stage if part is not cut.label], seconds=0.3)
            self.play(carried, FadeIn(leg.arrow), run_time=0.9)
            self.remove(leg.before).play(*leg.turning(), run_time=0.9)
            self.remove(leg.digits, leg.sign).add(leg.after)
            self.keep(leg.arrow, leg.after)
        self.show(sides.rest, self.note, seconds=0.5)
        self.show(sides.arrow, sides.name, seconds=0.7)
        self.wait(0.6)

    def try_directions(self) -> None:
        trying = self.trying
        parts = trying.ring, trying.length, trying.panel, trying.level, trying.gains
        self.clear(keep=[self.spot], seconds=0.3, then=parts)
        self.ask("try_directions", trying.off.asked)
        self.play_to(trying.turning, 1, 2.0)
        self.play(FadeIn(trying.off), FadeOut(trying.level), run_time=0.5)
        self.play(trying.panel.away.animate.set_value(0), run_time=0.9)
        self.add(trying.first, trying.ring)
        self.play_to(trying.turning, 2, 2.2)
        self.play(FadeIn(trying.close), run_time=0.3)
        self.play(self.away.animate.set_value(0), run_time=1.6)
        self.keep(trying.panel, trying.gains)
        self.wait(0.6)

    def level_line(self) -> None:
        standing, trying = self.standing, self.trying
        gone = trying.ring, trying.first, trying.close, trying.length, trying.off
        self.play(*fade_out(*gone), run_time=0.4)
        self.play(self.away.animate.set_value(self.farthest - AROUND), run_time=1.1)
        self.play(Create(standing.line), run_time=1.0)
        self.exchange((trying.panel, trying.gains), (standing.panel, standing.rule, self.note))
        pairs = [VGroup(*pair) for pair in zip(standing.arrows, standing.dots, strict=True)]
        self.play(LaggedStart(*map(FadeIn, pairs), lag_ratio=0.4), run_time=3.2)
        self.keep(standing.line, *pairs)
        self.wait(1)

    def walk(self) -> None:
        walking = self.walking
        first, second = walking.playheads
        near = self.away.animate.set_value(walking.zoom)
        gone = [part for part in self.on_stage if part is not self.spot]
        self.exchange(gone, (walking.surface, walking.axes))
        self.play(near, run_time=0.9)
        self.play(FadeIn(walking.flow, walking.rows[0]), run_time=0.6)
        self.remove(self.spot).add(walking.traces[0])
        self.play(Advance(first, step_times(first.steps, 3.6, slow_seconds=0.4)))
        more = walking.traces[1], walking.edge, walking.rows[1], walking.jumps
        self.play(FadeIn(*more), run_time=0.6)
        self.play(Advance(second, np.linspace(0, 3.0, second.steps + 1)))
        self.wait(0.5)

    def tell(self) -> dict[str, Told]:
        first, last = (abs(self.trials.best(size)) for size in self.lengths())
        ending = "off" if last else "turns" if first else "arrow"
        small, long = map(askew, (self.walking.small, self.walking.long))
        facts = {"count": str(COUNT), "first": plain(first), "last": plain(last)}
        angles = {"small": f"{small:.0f}", "long": f"{long:.0f}"}
        across = small < ACROSS < long
        return {
            "try_directions": Told(ending, facts),
            "walk": Told("across" if across else "askew", angles),
        }

    # -- what the beats show -------------------------------------------------------------------

    def lengths(self) -> tuple[float, float]:
        """Of a trial step at first and in the end."""
        return self.trials.length, self.trials.shrunk

    def stand(self) -> Standing:
        """Arrows on the level line that is nearest to the place."""
        value = float(self.problem.value(self.here))
        row = row_of_places(self.map, self.problem, self.levels, value)
        words = self.words["gap"], self.words["slope"]
        return Standing(self.map, self.boxes.beside, self.problem, row, self.ground.side, words)

    def open_stamped(self) -> None:
        """The title, and where all of it is."""
        apart, (first, second) = self.standing.row.apart, self.here.tolist()
        called, numbers = where(self.ground, self.landscape, self.points, self.words)
        blanks = {"where": called, "apart": plain(apart)}
        blanks |= {"first": plain(first), "second": plain(second)}
        self.open(blanks, shows=(*numbers, first, second, apart))
