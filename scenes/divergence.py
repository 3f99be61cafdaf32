"""When the step is longer than the valley is wide: four learning rates on one loss."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import numpy as np
from manim import RIGHT, Create, FadeIn, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import (
    GradientDescent,
    Trajectory,
    contraction_factors,
    critical_learning_rate,
    descend,
)
from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import BODY, Box
from scenes.kit.ink.marks import STAR, Arrow, Marks
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.curves import spread
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.problems.centred_line import MAP_BOX, data_panel, data_points, problem
from scenes.kit.runs.traces import DASHES
from scenes.kit.runs.views import POINT, LinkedRun, Views
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import Advance, Playhead, step_times

ASIDE = 0.1  # data units that the start is away from the axes of the valley
HALF = 11.0  # data units from the minimum to the edge of the closest view
WIDEST = 4.0  # the widest view is 2^4 times as wide
LOWEST, HIGHEST = 1e-6, 1e9  # ends of the loss axis at most
RATE = partial(plain, digits=4)  # how a learning rate is written
LEVELS = log_levels(1, 2.0 ** (10 + 2 * WIDEST), 19)  # each twice the last, for the widest view


class Divergence(Lesson):
    """Plain descent in a long valley, below, at and above the critical learning rate."""

    beats = ("valley", "stable", "zigzag", "edge", "diverge", "rule")

    learning_rate: Annotated[float, Interval(0.118, 0.3), "rate of the run that diverges"] = 0.125
    stable_rate: Annotated[float, Interval(0.005, 0.057), "rate of the run that glides"] = 0.05
    zigzag_rate: Annotated[float, Interval(0.06, 0.113), "rate of the run that zigzags"] = 0.11
    start: Annotated[
        tuple[float, float], Interval(-7, 12), "slope and intercept that all runs start from"
    ] = (-4.0, -7.0)
    steps: Annotated[int, Interval(15, 45), "steps of every run"] = 30

    def compute(self) -> None:
        self.problem = problem()
        self.minimum = self.problem.minimizers[0]
        self.critical = float(critical_learning_rate(self.problem, self.minimum))
        self.rates = (self.stable_rate, self.zigzag_rate, self.critical, self.learning_rate)
        self.runs = [
            descend(self.problem, GradientDescent(rate), self.start, self.steps)
            for rate in self.rates
        ]

    def refuse(self) -> None:
        if np.abs(self.start - self.minimum).min() < ASIDE - 1e-9:
            raise ParameterError(
                f"start = {self.start} is on an axis of the valley, from where no run goes both "
                f"across and along it: stay {ASIDE} away from w = 2 and from b = 3"
            )

    def lay_out(self) -> None:
        upper, self.lower = BODY.inset(left=MAP_BOX.width + 0.5).rows([1, 1.15])
        self.map = self.zoom_panel()
        self.views = Views(self.map, data_panel(upper, self.theme), self.loss_panel(self.lower))
        self.landscape = self.valley_map()
        places = self.views.data.to_scene(data_points())
        self.points = Marks(places, self.theme, "text", radius=POINT)
        self.playhead = Playhead(self.steps)
        self.counter = self.counting(lambda: self.playhead.arrived)
        self.shown: LinkedRun | None = None
        self.ghosts = VGroup()
        w, b = map(plain, self.start)
        self.open({"w": w, "b": b})

    def valley(self) -> None:
        self.play(FadeIn(self.views.data), FadeIn(self.points), run_time=0.8)
        self.play(FadeIn(self.views.parameters), run_time=0.8)
        contours, star = self.landscape
        self.play(Create(contours, lag_ratio=0.1), run_time=2)
        self.play(FadeIn(star, scale=2), run_time=0.6)
        self.felt = self.curvatures()
        for part in self.felt:
            self.play(FadeIn(part), run_time=0.7)
        self.play(FadeIn(self.views.loss), run_time=0.8)
        self.wait(1.2)

    def stable(self) -> None:
        self.play(*fade_out(*self.felt), run_time=0.6)
        self.run(0, seconds=5.5)

    def zigzag(self) -> None:
        self.run(1, seconds=6.0)

    def edge(self) -> None:
        self.run(2, seconds=6.0)

    def diverge(self) -> None:
        self.leave()
        steps = np.arange(self.steps + 1)
        zooms = self.zooms(self.runs[3])
        self.map.zoom = lambda: float(np.interp(self.playhead.now, steps, zooms))
        self.run(3, seconds=8.8)

    def rule(self) -> None:
        assert self.shown is not None
        data = (self.views.data, self.points, self.shown.line)
        self.play(*fade_out(*data, self.heading, self.counter))
        self.play(FadeIn(self.curve_labels()), run_time=0.8)
        axis, threshold, *places = self.rate_axis()
        self.play(FadeIn(axis), run_time=0.8)
        for place in places:
            self.play(FadeIn(place), run_time=0.5)
        self.play(FadeIn(threshold), run_time=0.8)
        self.wait(1)

    def outcomes(self) -> dict[str, str]:
        return {
            "stable": "floor" if self.reaches_floor(self.runs[0]) else "side",
            "diverge": "straight" if self.straight(self.runs[3]) else "climbing",
        }

    # -- what the beats show -------------------------------------------------------------------

    def reaches_floor(self, run: Trajectory) -> bool:
        """Whether a run has left the valley's side behind, and has gone along the floor since."""
        across, along = np.abs(run.thetas - self.minimum).T
        arrived = int(np.argmax(across < 0.05 * across[0]))  # 0 if it never is
        return bool(arrived and along[arrived] - along[-1] > 1)

    def straight(self, run: Trajectory) -> bool:
        """Whether the loss of a run climbs all the way, in a straight line on its log axis."""
        logs = np.log(run.values)
        bend = np.abs(logs - np.linspace(logs[0], logs[-1], len(logs))).max()
        return bool((np.diff(logs) > 0).all() and bend < 0.05 * np.ptp(logs))

    def run(self, index: int, *, seconds: float) -> None:
        """Play one run in all views, in the place of the one before."""
        self.leave()
        self.playhead = Playhead(self.steps)
        run = LinkedRun(
            self.views,
            self.runs[index],
            self.playhead,
            role="batch",
            color=self.theme.rates[index],
            dash=DASHES[index],
        )
        self.heading = self.rate_heading(index)
        self.counter.update()
        self.play(FadeIn(run, self.heading, self.counter), run_time=0.7)
        self.play(Advance(self.playhead, step_times(self.steps, seconds)))
        self.wait(0.7)
        self.shown = run

    def leave(self) -> None:
        """Let the run that is shown go, if there is one, but for its loss curve as a ghost."""
        if self.shown is None:
            return
        ghost = self.shown.loss.line.copy().set_stroke(**GHOST)
        self.ghosts.add(ghost)
        gone = fade_out(self.shown, self.heading, self.counter)
        self.play(FadeIn(ghost), *gone, run_time=0.6)
        self.shown = None

    def zooms(self, run: Trajectory) -> NDArray[np.float64]:
        """How far the view is zoomed out at each step, to hold the iterate that follows."""
        away = np.abs(run.thetas - self.minimum).max(axis=1)
        farthest = np.maximum.accumulate(np.append(away[1:], away[-1]))
        zooms = np.clip(np.log2(np.maximum(farthest, 1) / (0.85 * HALF)), 0, WIDEST)
        zooms[0] = 0  # the beat begins on the frame on which the last one ended
        return zooms

    def zoom_panel(self) -> ZoomPlane:
        """Parameter space centred on the minimum, on one scale, able to zoom out."""
        w, b = (float(value) for value in self.minimum)
        across, up = Axis(w - HALF, w + HALF, "$w$"), Axis(b - HALF, b + HALF, "$b$")
        return ZoomPlane(MAP_BOX, across, up, self.theme, pivot=(w, b))

    def valley_map(self) -> VGroup:
        """Contours and minimum; the contours follow the zoom."""
        plane = self.views.parameters
        contours = Contours(plane, self.problem, LEVELS, shown=11, cells=120)
        star = Marks(plane.to_scene(self.minimum[None]), self.theme, "minimum", radius=STAR)
        star.checked(lambda: plane.to_scene(self.problem.minimizers))
        return VGroup(contours, star)

    def loss_panel(self, box: Box) -> Plane:
        """Loss against step on a log axis for all runs, with room for their rates."""
        values = np.concatenate([run.values for run in self.runs])
        low, high = max(values.min() / 2, LOWEST), min(values.max() * 5, HIGHEST)
        ticks = tuple(np.arange(0, self.steps + 1, 10.0))
        steps = Axis(0, 1.3 * self.steps, self.words["step"], ticks=ticks)
        return Plane(box, steps, Axis(low, high, self.words["loss"], log=True), self.theme)

    def curvatures(self) -> VGroup:
        """A double arrow along each axis of the valley, with the curvature that is felt there."""
        across, along = np.diag(self.problem.hessian(self.minimum))
        center = self.views.parameters.to_scene(self.minimum)
        parts = VGroup()
        for word, value, step in (
            ("steep", across, np.array([1.3, 0, 0])),
            ("flat", along, np.array([0, 1.3, 0])),
        ):
            text = Text(self.words[word].format(value=f"{value:.3g}"), self.theme, halo=True)
            beside = center + ([0.35, -0.45, 0] if word == "steep" else [0.35, 0.9, 0])
            text.stand_on(beside[1]).shift((beside[0] - text.get_left()[0], 0, 0))
            arrows = [
                Arrow(self.theme, "text").put(center + 0.3 * s, center + s) for s in (step, -step)
            ]
            parts.add(VGroup(*arrows, text))
        return parts

    def rate_heading(self, index: int) -> Text:
        """The rate of the run that is shown, over the map."""
        rate = f"{self.rates[index]:.4g}"
        body = f"$eta = 2 \\/ lambda_max = {rate}$" if index == 2 else f"$eta = {rate}$"
        inner = self.views.parameters.inner
        heading = Text(body, self.theme, size=32, color=self.theme.rates[index])
        heading.stand_on(inner.top + 0.18)
        return heading.shift((inner.right - heading.get_right()[0], 0, 0))

    def curve_labels(self) -> VGroup:
        """The rate of each run beside the end of its loss curve."""
        plane = self.views.loss
        ends = plane.at(self.steps, [run.values[-1] for run in self.runs])
        low, high = plane.inner.bottom + 0.06, plane.inner.top - 0.2
        heights = spread(ends[:, 1] - 0.09, 0.34, low, high)
        return VGroup(
            *(
                Number(rate, self.theme, write=RATE, color=self.theme.rates[i]).put(
                    (ends[i, 0] + 0.25, heights[i], 0)
                )
                for i, rate in enumerate(self.rates)
            )
        )

    def rate_axis(self) -> VGroup:
        """The rates on one axis with what each does to the steep error, and their limit."""
        box = self.views.data.box.inset(0.3, 0.4, 0.2, 0.2)
        axis = Axis(0, 1.1 * self.learning_rate)
        places = box.left + box.width * axis.fraction(self.rates)
        height = box.bottom + 0.42 * box.height
        line = Arrow(self.theme, "muted", width=0.03)
        line.put(np.array([box.left, height, 0]), np.array([box.right, height, 0]))
        name = Text("$eta$", self.theme, role="muted").next_to(line, RIGHT, buff=0.12)
        columns = spread(places, 1.4, box.left, box.right - 0.3)
        runs = [
            self.rate_mark(i, np.array([place, height, 0]), column)
            for i, (place, column) in enumerate(zip(places, columns, strict=True))
        ]
        return VGroup(VGroup(line, name), self.limit(places[2], height), *runs)

    def rate_mark(self, index: int, place: NDArray[np.float64], column: float) -> VGroup:
        """One run on the axis; over it, its rate and what a step multiplies the error by."""
        color, rate = self.theme.rates[index], self.rates[index]
        factor = contraction_factors(self.problem, rate, self.minimum)[-1]
        number = Number(rate, self.theme, write=RATE, color=color, align="center")
        number.put((column, place[1] + 1.0, 0))
        error = Text(f"$times {factor:.3g}$", self.theme, color=color)
        error.stand_on(place[1] + 0.55).shift((column, 0, 0))
        leader = VMobject().set_stroke(color, width=2)
        leader.set_points(from_segments(place[None], np.array([[column, place[1] + 0.45, 0]])))
        dot = Marks(place[None], self.theme, "batch", color=color)
        return VGroup(leader, dot, number, error)

    def limit(self, place: float, height: float) -> VGroup:
        """The threshold, and what happens to the error on its two sides."""
        foot = height - 1.15
        rule = VMobject().set_stroke(self.theme.text, width=3)
        rule.set_points(from_segments(*np.array([[[place, height - 0.2, 0]], [[place, foot, 0]]])))
        texts = []
        for body, side, y in (
            (self.words["shrinks"], -1, height - 0.55),
            (self.words["grows"], 1, height - 0.55),
            ("$eta < 2 \\/ lambda_max$", -1, foot + 0.05),
        ):
            text = Text(body, self.theme).stand_on(y)
            edge = text.get_left()[0] if side > 0 else text.get_right()[0]
            texts.append(text.shift((place + 0.25 * side - edge, 0, 0)))
        return VGroup(rule, *texts)
