"""Long valley, round bowl: the same data before and after standardising x."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

import numpy as np
from manim import Create, FadeIn, VGroup
from numpy.typing import NDArray

from gdcore import (
    GradientDescent,
    Trajectory,
    condition_number,
    datasets,
    descend,
)
from scenes.kit.ink.layout import BODY, Box
from scenes.kit.ink.marks import RADIUS, STAR
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import stamp, title
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.contours import log_levels
from scenes.kit.panels.curvature_arrows import curvature_arrows
from scenes.kit.panels.tally import Tally, settled
from scenes.kit.problems.valley import one_scale
from scenes.kit.runs.traces import ModelLine, Trace
from scenes.kit.runs.views import POINT
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import Advance, Playhead, step_times
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
RIGHT_BOX = BODY.inset(left=BODY.width - WIDE)
LEFT_BOX = BODY.inset(right=BODY.width - WIDE)
DATA, ROWS = BODY.inset(right=WIDE + 0.5).rows([1.75, 1], 0.1)
SHORT = partial(plain, digits=3)
GAP = 0.35  # from a name to a count
Points = NDArray[np.float64]
BEYOND = 0.3  # how much further than the minimum the map reaches, of the way from the start
AROUND = 0.2  # of the map at least on either side of the minimum


class Conditioning(Lesson):
    """Plain descent on one line's loss, at the best rate, before and after standardising x."""

    beats = ("valley", "ratio", "crawl", "standardise", "leap", "compare")

    offset: Annotated[float, Interval(0, 0.8), "added to every x"] = 0.0
    stretch: Annotated[float, Interval(0.7, 3), "what every x is multiplied by first"] = 1.0
    start: Annotated[
        tuple[float, float], Interval(-15, 20), "slope and intercept that both runs start from"
    ] = (-5.0, 14.0)
    target: Annotated[float, Interval(0.0001, 1), "loss to which steps are counted"] = 0.01

    def setup(self) -> None:
        given = datasets.noise_free_line()
        self.data = Standardising(self.stretch * given.x + self.offset, given.y)
        self.before, self.after = self.descents()
        reach = np.concatenate([run.thetas for run in (self.before, self.after)])
        best = np.concatenate([run.problem.minimizers for run in self.runs])
        beyond = best[:1] + BEYOND * (best[:1] - self.start)
        reach = np.concatenate([reach, best, beyond])
        around = AROUND * np.ptp(reach, axis=0)
        self.reach = np.concatenate([reach, best[:1] - around, best[:1] + around])
        self.map, self.data_panel = self.map_in(RIGHT_BOX), self.panel_of_data()
        self.contours = ChangingContours(self.map, self.data, self.levels())
        self.star = MovingMarks(lambda: self.minimum(), self.theme, "minimum", radius=STAR)
        self.mark = MovingMarks(lambda: self.beginning(), self.theme, "batch", radius=RADIUS)
        self.points = MovingMarks(lambda: self.places(), self.theme, "text", radius=POINT)
        self.line = MovingLine(self.data_panel, lambda: self.data.same_line(self.start))
        self.rows = {
            "ratio": self.row("ratio", 0, lambda: self.data.ratio),
            "rate": self.row("rate", 1, lambda: self.data.rate),
            "error": self.row("error", 2, lambda: self.data.factor),
        }
        self.add(title(self.words["title"], self.theme), stamp(self.stamp_text(), self.theme))

    def valley(self) -> None:
        self.play(FadeIn(self.data_panel), FadeIn(self.points), run_time=0.9)
        self.wait(0.3)
        self.play(FadeIn(self.map), run_time=0.7)
        self.play(Create(self.contours, lag_ratio=0.1), run_time=2)
        self.play(FadeIn(self.star, scale=2), run_time=0.6)
        self.play(FadeIn(self.mark, scale=2), FadeIn(self.line), run_time=0.8)
        self.wait(1)

    def ratio(self) -> None:
        self.arrows = steep, flat = self.curvatures()
        self.play(FadeIn(steep), run_time=0.8)
        self.wait(0.6)
        self.play(FadeIn(flat), run_time=0.8)
        self.wait(0.6)
        self.play(FadeIn(self.rows["ratio"]), run_time=0.8)
        self.wait(1.4)

    def crawl(self) -> None:
        self.play(*fade_out(*self.arrows), run_time=0.6)
        self.play(FadeIn(self.rows["rate"]), run_time=0.7)
        playhead = Playhead(self.before.steps)
        run = self.descent(self.map, self.before, playhead)
        line = ModelLine(self.data_panel, self.before.thetas, playhead)
        count = self.tally(self.before, playhead).put(*self.over(self.map))
        self.remove(self.mark, self.line)
        self.add(run, line)
        self.play(FadeIn(count), run_time=0.4)
        self.play(Advance(playhead, step_times(playhead.steps, 6.0, slow_seconds=0.9)))
        self.play(FadeIn(self.rows["error"]), run_time=0.7)
        self.wait(1)
        self.crawled = run, line, count

    def standardise(self) -> None:
        self.play(*fade_out(*self.crawled), FadeIn(self.mark, self.line), run_time=0.7)
        for state in (1, 2):
            self.play(self.data.animate.set_value(state), run_time=3.3)
            self.wait(0.9)

    def leap(self) -> None:
        playhead = Playhead(self.after.steps)
        run = self.descent(self.map, self.after, playhead)
        line = ModelLine(self.data_panel, self.after.thetas, playhead)
        count = self.tally(self.after, playhead).put(*self.over(self.map))
        self.remove(self.mark, self.line)
        self.add(run, line)
        self.play(FadeIn(count), run_time=0.4)
        self.play(Advance(playhead, step_times(playhead.steps, 4.0, slow_seconds=2.4)))
        self.wait(1.2)
        self.leapt = run, line, count

    def compare(self) -> None:
        left = (self.data_panel, self.points, *self.rows.values(), *self.leapt)
        self.play(*fade_out(*left), run_time=0.7)
        other = self.map_in(LEFT_BOX)
        given = Standardising(self.data.x_given, self.data.y)
        star = MovingMarks(
            lambda: other.to_scene(given.problem.minimizers), self.theme, "minimum", radius=STAR
        )
        valley = VGroup(other, ChangingContours(other, given, self.levels()), star)
        playheads = [Playhead(run.steps, staged=0) for run in self.runs]
        runs = [
            self.descent(plane, run, playhead)
            for plane, run, playhead in zip((other, self.map), self.runs, playheads, strict=True)
        ]
        headings = [
            self.heading(i, plane, playheads[i]) for i, plane in enumerate((other, self.map))
        ]
        self.play(*map(FadeIn, (valley, *runs, *headings)), run_time=0.9)
        times = step_times(self.before.steps, 5.0, slow_seconds=0.7)
        ends = times[: self.after.steps + 1]
        self.play(Advance(playheads[0], times), Advance(playheads[1], ends))
        self.wait(0.6)

    def outcomes(self) -> dict[str, str]:
        return {"crawl": "one" if self.before.steps == 1 else "many"}

    def facts(self) -> dict[str, str]:
        return {"steps": self.words.count(self.before.steps)}

    # -- what the beats show -------------------------------------------------------------------

    @property
    def runs(self) -> tuple[Trajectory, Trajectory]:
        """Before and after."""
        return self.before, self.after

    def descents(self) -> tuple[Trajectory, Trajectory]:
        """The run on the data as they are and that on standardised data, each to the target."""
        runs = []
        for state in (0, 2):
            self.data.set_value(state)
            problem, start = self.data.problem, self.data.same_line(self.start)
            optimizer = GradientDescent(best_rate(problem))
            whole = descend(problem, optimizer, start, ENOUGH)
            steps = settled(whole.values, self.target)
            if not steps:
                raise ParameterError(
                    f"start = {self.start} needs {'no' if steps == 0 else f'over {ENOUGH}'} steps "
                    f"to a loss of {self.target}: choose another start or target"
                )
            runs.append(descend(problem, optimizer, start, steps))
        self.data.set_value(0)
        return runs[0], runs[1]

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
        return one_scale(box, self.reach, self.theme, names=("$w$", "$b$"))

    def levels(self) -> Points:
        """Losses that the contours are at, the same for every state of the data."""
        left, right, bottom, top = self.map.window
        corners = np.array([[w, b] for w in (left, right) for b in (bottom, top)])
        highest = float(self.before.problem.value(corners).max())
        return log_levels(highest / 2**11, highest / 2, 11)

    def panel_of_data(self) -> Plane:
        """Data space, wide enough for x before and after."""
        x = np.append(self.data.x_given, (self.data.x_given - self.data.mean) / self.data.spread)
        heights = np.append(self.data.y, self.start[0] * self.data.x_given + self.start[1])
        across, up = (
            Axis(float(v.min() - 0.08 * np.ptp(v)), float(v.max() + 0.08 * np.ptp(v)), name)
            for v, name in ((x, "$x$"), (heights, "$y$"))
        )
        return Plane(DATA, across, up, self.theme)

    def descent(self, plane: Plane, run: Trajectory, playhead: Playhead) -> Trace:
        """A run's path over a map."""
        dots = run.steps <= DOTTED
        return Trace(plane, run.thetas, playhead, role="batch", dots=dots, arrow=True)

    def tally(self, run: Trajectory, playhead: Playhead) -> Tally:
        """The live count of a run's steps."""
        return Tally(run.steps, playhead, self.words["steps"], self.theme, role="batch", digits=4)

    def over(self, plane: Plane) -> tuple[float, float]:
        """Left end and baseline of what stands over a map, beside its axis's name."""
        return plane.inner.left + 0.6, plane.inner.top + 0.18

    def heading(self, index: int, plane: Plane, playhead: Playhead) -> VGroup:
        """Before or after, the ratio of curvatures, and the live count."""
        ratio = float(condition_number(self.runs[index].problem, np.zeros(2)))
        body = self.words[("before", "after")[index]].format(ratio=SHORT(ratio))
        left, line = self.over(plane)
        name = Text(body, self.theme).stand_on(line)
        name.shift((left - name.get_left()[0], 0, 0))
        tally = self.tally(self.runs[index], playhead)
        return VGroup(name, tally.put(left + name.width + GAP, line))

    def row(self, key: str, place: int, read: Callable[[], float]) -> VGroup:
        """A formula and its live number, at one of three places."""
        line = ROWS.top - 0.45 - place * ROWS.height / 3
        name = Text(self.words[key], self.theme, size=32).stand_on(line)
        name.shift((ROWS.left + 0.2 - name.get_left()[0], 0, 0))
        number = Number(read(), self.theme, write=three_digits, size=34, font="math")
        number.put((name.get_right()[0] + 0.15, line, 0)).read(read)
        return VGroup(name, number)

    def curvatures(self) -> tuple[VGroup, VGroup]:
        """A double arrow across the valley and one along it, with the curvature felt there."""
        hessian = self.before.problem.hessian(self.start)
        center, start = self.minimum()[0], self.beginning()[0]
        return curvature_arrows(self.map, hessian, center, start, SHORT)

    def stamp_text(self) -> str:
        """Data, start, rule for the rate and target."""
        w, b = self.before.problem.minimizers[0].round(9)
        start_w, start_b = map(plain, self.start)
        return self.words["stamp"].format(
            w=SHORT(w) if w != 1 else "",
            b=f"{b:+.4g}",
            start_w=start_w,
            start_b=start_b,
            target=plain(self.target),
        )


def three_digits(value: float) -> str:
    """Three digits, without needless zeros; noise of rounding is none."""
    return plain(round(value, 9) + 0.0, 3)
