"""When the step is longer than the valley is wide: four learning rates on one loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, VGroup

from gdcore import GradientDescent, contraction_factors, critical_learning_rate, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import end_labels
from scenes.kit.problems.centred_line import data_panel, data_points, map_box, problem
from scenes.kit.runs.traces import DASHES
from scenes.kit.runs.views import POINT, LinkedRun, Views
from scenes.kit.time.playhead import Advance, Playhead, step_times
from scenes.parts.divergence.curvatures import curvatures
from scenes.parts.divergence.endings import climbs_straight, reaches_floor
from scenes.parts.divergence.rate_axis import RATE, RateMark, rate_axis
from scenes.parts.divergence.wide_map import valley_map, zoom_panel, zooms

ASIDE = 0.1  # data units that the start is away from the axes of the valley
LOWEST, HIGHEST = 1e-6, 1e9  # ends of the loss axis at most
GAP = 0.5  # between the map and what is right of it


class Panels(NamedTuple):
    """The map on the left, the data and the loss on the right."""

    map: Box
    data: Box
    loss: Box


@dataclass(frozen=True)
class Played:
    """A run in all views, and what stands over them while it is played."""

    playhead: Playhead
    views: LinkedRun
    heading: Text
    counter: VGroup


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
        self.rates = {
            "stable": self.stable_rate,
            "zigzag": self.zigzag_rate,
            "edge": self.critical,
            "diverge": self.learning_rate,
        }
        self.runs = {
            beat: descend(self.problem, GradientDescent(rate), self.start, self.steps)
            for beat, rate in self.rates.items()
        }

    def refuse(self) -> None:
        if np.abs(self.start - self.minimum).min() < ASIDE - 1e-9:
            raise ParameterError(
                f"start = {self.start} is on an axis of the valley, from where no run goes both "
                f"across and along it: stay {ASIDE} away from w = 2 and from b = 3"
            )

    def panels(self, body: Box) -> Panels:
        left = map_box(body)
        return Panels(left, *body.inset(left=left.width + GAP).rows([1, 1.15]))

    def lay_out(self) -> None:
        self.map = zoom_panel(self.boxes.map, self.minimum, self.theme)
        data = data_panel(self.boxes.data, self.theme)
        self.views = Views(self.map, data, self.loss_panel(self.boxes.loss))
        self.landscape = valley_map(self.map, self.problem)
        self.points = Marks(data.to_scene(data_points()), self.theme, "text", radius=POINT)
        self.inks = dict(zip(self.runs, self.theme.rates, strict=True))
        dashes = dict(zip(self.runs, DASHES, strict=True))
        self.played = {beat: self.linked(beat, dashes[beat]) for beat in self.runs}
        steps, widths = np.arange(self.steps + 1), zooms(self.runs["diverge"])
        leaving = self.played["diverge"].playhead
        self.map.zoom = lambda: float(np.interp(leaving.now, steps, widths))
        w, b = map(plain, self.start)
        self.open({"w": w, "b": b})

    def valley(self) -> None:
        self.play(FadeIn(self.views.data), FadeIn(self.points), run_time=0.8)
        self.play(FadeIn(self.views.parameters), run_time=0.8)
        contours, star = self.landscape
        self.play(Create(contours, lag_ratio=0.1), run_time=2)
        self.play(FadeIn(star, scale=2), run_time=0.6)
        for part in self.curvatures():
            self.show(part, seconds=0.7)
        self.play(FadeIn(self.views.loss), run_time=0.8)
        self.wait(1.2)

    def stable(self) -> None:
        self.clear()
        self.run("stable", seconds=5.5)

    def zigzag(self) -> None:
        self.leave("stable")
        self.run("zigzag", seconds=6.0)

    def edge(self) -> None:
        self.leave("zigzag")
        self.run("edge", seconds=6.0)

    def diverge(self) -> None:
        self.leave("edge")
        self.run("diverge", seconds=8.8)

    def rule(self) -> None:
        last = self.played["diverge"].views
        self.keep(self.views.data, self.points, last.line)
        self.clear(keep=[last], seconds=1)
        self.play(FadeIn(self.curve_labels()), run_time=0.8)
        marks = [
            RateMark(self.rates[beat], self.steepest(beat), self.inks[beat]) for beat in self.runs
        ]
        axis, limit, places = rate_axis(
            self.boxes.data, marks, self.critical, self.theme, self.words
        )
        self.play(FadeIn(axis), run_time=0.8)
        for place in places:
            self.play(FadeIn(place), run_time=0.5)
        self.play(FadeIn(limit), run_time=0.8)
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        floor, straight = reaches_floor(self.runs["stable"]), climbs_straight(self.runs["diverge"])
        return {
            "stable": Told("floor" if floor else "side"),
            "diverge": Told("straight" if straight else "climbing"),
        }

    # -- what the beats show -------------------------------------------------------------------

    def steepest(self, beat: str) -> float:
        """What each step of a run multiplies the error across the valley by."""
        return float(contraction_factors(self.problem, self.rates[beat], self.minimum)[-1])

    def linked(self, beat: str, dash: tuple[float, float] | None) -> Played:
        """A beat's run in all views, its rate over the map and its steps counted."""
        playhead, color = Playhead(self.steps), self.inks[beat]
        views = LinkedRun(
            self.views, self.runs[beat], playhead, role="batch", color=color, dash=dash
        )
        counter = self.counting(lambda: playhead.arrived)
        return Played(playhead, views, self.rate_heading(beat), counter)

    def run(self, beat: str, *, seconds: float) -> None:
        """Play a beat's run in all views; all of it stays to be cleared."""
        run = self.played[beat]
        self.show(run.views, run.heading, run.counter, seconds=0.7)
        self.play(Advance(run.playhead, step_times(self.steps, seconds)))
        self.wait(0.7)

    def leave(self, beat: str) -> None:
        """Let the run of the beat before go, but for its loss curve as a ghost."""
        self.clear(beside=[FadeIn(self.ghost(self.played[beat].views.loss.line))])

    def loss_panel(self, box: Box) -> Plane:
        """Loss against step on a log axis for all runs, with room for their rates."""
        values = np.concatenate([run.values for run in self.runs.values()])
        low, high = max(values.min() / 2, LOWEST), min(values.max() * 5, HIGHEST)
        ticks = tuple(np.arange(0, self.steps + 1, 10.0))
        steps = Axis(0, 1.3 * self.steps, self.words["step"], ticks=ticks)
        return Plane(box, steps, Axis(low, high, self.words["loss"], log=True), self.theme)

    def curvatures(self) -> VGroup:
        """What is felt across the valley and along it."""
        steep, flat = map(float, np.diag(self.problem.hessian(self.minimum)))
        texts = {key: self.words[key] for key in ("steep", "flat")}
        center = self.map.to_scene(self.minimum)
        return curvatures(self.map, center, {"steep": steep, "flat": flat}, texts)

    def rate_heading(self, beat: str) -> Text:
        """The rate of a beat's run, over the map."""
        rate = f"{self.rates[beat]:.4g}"
        body = f"$eta = 2 \\/ lambda_max = {rate}$" if beat == "edge" else f"$eta = {rate}$"
        heading = Text(body, self.theme, size=32, color=self.inks[beat])
        return heading.put(right=self.map.inner.right, baseline=self.map.inner.top + 0.18)

    def curve_labels(self) -> VGroup:
        """The rate of each run beside the end of its loss curve."""
        plane = self.views.loss
        ends = plane.at(self.steps, [run.values[-1] for run in self.runs.values()])
        labels = [
            Number(rate, self.theme, write=RATE, color=self.inks[beat])
            for beat, rate in self.rates.items()
        ]
        return end_labels(plane, ends, labels, spare=0.2)
