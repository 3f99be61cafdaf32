"""Long valley, round bowl: the same data before and after standardising x."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, VGroup

from gdcore import GradientDescent, Trajectory, condition_number, datasets, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, STAR
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.tally import settled
from scenes.kit.problems.valley import one_scale
from scenes.kit.runs.views import POINT
from scenes.kit.time.playhead import Advance, step_times
from scenes.parts.conditioning.curvature_arrows import curvature_arrows
from scenes.parts.conditioning.descents import Descent, descent
from scenes.parts.conditioning.maps import Points, data_panel, levels, reach
from scenes.parts.conditioning.rows import row
from scenes.parts.conditioning.standardising import (
    ChangingContours,
    MovingLine,
    MovingMarks,
    Standardising,
    best_rate,
)

ENOUGH = 2500  # steps in which runs are counted
WIDE = 6.3  # of a map
SHORT = partial(plain, digits=3)


class Panels(NamedTuple):
    """Where the data, the numbers under them and the map are, and the map they make way for."""

    data: Box
    rows: Box
    map: Box
    other: Box


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
        self.runs = self.before, self.after = self.descended(0), self.descended(2)
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
        self.follow(self.crawled, 6.0, slow_seconds=0.9)
        self.play(FadeIn(self.rows["error"]), run_time=0.7)
        self.wait(1)

    def standardise(self) -> None:
        self.clear(seconds=0.7, beside=[FadeIn(self.mark, self.line)])
        for state in (1, 2):
            self.play(self.data.animate.set_value(state), run_time=3.3)
            self.wait(0.9)

    def leap(self) -> None:
        self.follow(self.leapt, 4.0, slow_seconds=2.4)
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

    def descended(self, state: int) -> Trajectory:
        """The run to the target, or for as long as is counted, on data in a state."""
        self.data.set_value(state)
        problem, start = self.data.problem, self.data.same_line(self.start)
        optimizer = GradientDescent(best_rate(problem))
        whole = descend(problem, optimizer, start, ENOUGH)
        steps = settled(whole.values, self.target)
        return whole if steps is None else descend(problem, optimizer, start, steps)

    def follow(self, run: Descent, seconds: float, *, slow_seconds: float) -> None:
        """Play a run on the map, and its line among the data; both stay to be cleared."""
        self.remove(self.mark, self.line)
        self.add(run.path, run.line)
        self.keep(run.path, run.line)
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
        if heading:
            ratio = float(condition_number(run.problem, np.zeros(2)))
            heading = self.words[heading].format(ratio=SHORT(ratio))
        return descent(plane, self.data_panel, run, self.words["steps"], heading=heading)

    def row(self, key: str, place: int, read: Callable[[], float]) -> VGroup:
        """A formula and its live number, at one of three places."""
        return row(self.boxes.rows, place, self.words[key], read, self.theme)

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
