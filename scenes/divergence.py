"""When the step is longer than the valley is wide: four learning rates on one loss."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from manim import Create, FadeIn, Mobject, VGroup

from gdcore import GradientDescent, critical_learning_rate, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError, data_file
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.cuts import Cut, cut_panel, cuts
from scenes.kit.panels.turning import turn
from scenes.kit.problems.own_points import read_points, suit
from scenes.kit.runs.traces import DASHES
from scenes.kit.runs.views import POINT
from scenes.kit.time.fades import gone_first
from scenes.kit.time.playhead import Advance
from scenes.parts.divergence.endings import climbs_straight, reaches_floor
from scenes.parts.divergence.factor_plot import FactorPlot, Rated
from scenes.parts.divergence.panels import Panels, panels_in
from scenes.parts.divergence.rated_run import (
    RatedRun,
    loss_now,
    loss_panel,
    rate_labels,
    rated_run,
)
from scenes.parts.divergence.suited import refuse_rates, suited
from scenes.parts.divergence.wide_map import HALF, valley_map, walls, widened, zoom_panel

ASIDE = 0.1  # data units that the start is away from the axes of the valley
SECONDS = {"stable": 4.6, "zigzag": 6.4, "edge": 6.6, "diverge": 8.2}  # of the runs, about


class Divergence(Lesson):
    """Plain descent in a long valley, below, at and above the critical learning rate."""

    aspects = (*Lesson.aspects, "9:16")
    beats = ("valley", "stable", "zigzag", "edge", "diverge", "rule")

    learning_rate: Annotated[float, Interval(0.118, 0.3), "rate of the run that diverges"] = 0.125
    stable_rate: Annotated[float, Interval(0.005, 0.057), "rate of the run that glides"] = 0.05
    zigzag_rate: Annotated[float, Interval(0.06, 0.113), "rate of the run that zigzags"] = 0.11
    start: Annotated[
        tuple[float, float], Interval(-7, 12), "slope and intercept that all runs start from"
    ] = (-4.0, -7.0)
    steps: Annotated[int, Interval(15, 45), "steps of every run"] = 30
    points: Annotated[str, data_file(), "your own, to which start and rates then suit"] = ""

    def compute(self) -> None:
        self.own = read_points(self.points)
        if self.points:
            suit(self, suited(self.own))
        self.problem = self.own.problem
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
        w, b = self.minimum
        if np.abs(self.start - self.minimum).min() < ASIDE - 1e-9:
            raise ParameterError(
                f"start = {self.start} is on an axis of the valley, from where no run goes both "
                f"across and along it: stay {ASIDE} away from w = {w:.4g} and from b = {b:.4g}"
            )
        refuse_rates(self.rates)

    def panels(self, body: Box) -> Panels:
        return panels_in(body)

    def lay_out(self) -> None:
        boxes, names = self.boxes, (self.words["step"], self.words["loss"])
        self.map = zoom_panel(boxes.map, self.minimum, np.array(self.start), self.theme)
        self.data = self.own.data_panel(boxes.beside, self.words, self.theme)
        self.losses = loss_panel(boxes.beside, self.runs.values(), names, self.theme)
        self.landscape = valley_map(self.map, self.own.above_least, self.runs.values())
        self.dots = Marks(self.data.to_scene(self.own.drawn), self.theme, "text", radius=POINT)
        self.dots.checked(lambda: self.own.drawn, self.data.data)
        colors = self.theme.rated(beat == "diverge" for beat in self.rates)
        pairs = zip(self.rates.items(), colors, strict=True)
        self.looks = {beat: Rated(rate, color) for (beat, rate), color in pairs}
        self.played = {beat: self.drawn(beat) for beat in self.runs}
        self.counters = {beat: self.counter(run) for beat, run in self.played.items()}
        losses = [(self.looks[beat], run) for beat, run in self.runs.items()]
        self.labels = dict(zip(self.runs, rate_labels(self.losses, losses), strict=True))
        self.ghosts = VGroup()
        self.cut_panel, self.cuts = self.cut_through()
        self.walls = walls(self.map, np.array(self.start))
        looks = list(self.looks.values())
        self.factors = FactorPlot(boxes.whole, self.problem, looks, self.words, self.theme)
        self.loss_now = loss_now(self.losses, self.played["diverge"])
        self.widening = widened(self.map, self.landscape, self.played["diverge"])
        w, b = map(plain, self.start)
        if self.points:
            self.open({"w": w, "b": b, "points": self.own.stamp(self.words)}, key="stamp_own")
        else:
            shows = (len(self.problem.x), *self.minimum, *self.start)
            self.open({"w": w, "b": b}, shows=shows)

    def opening(self) -> tuple[Mobject, ...]:
        return self.data, self.dots, self.map, self.landscape

    def valley(self) -> None:
        star = self.landscape.star
        turn(self, self.data, self.cut_panel, self.dots)
        for cut in self.cuts:
            self.add(cut.line, star)
            self.play(Create(cut.line), Create(cut.curve), FadeIn(cut.label), run_time=1.0)
            self.keep(cut.line, cut.curve, cut.label)
        self.wait(1.2)

    def stable(self) -> None:
        turn(self, self.cut_panel, self.losses)
        self.run("stable")

    def zigzag(self) -> None:
        self.leave("stable")
        self.run("zigzag")

    def edge(self) -> None:
        self.leave("zigzag")
        self.run("edge", self.walls, wondering=1)

    def diverge(self) -> None:
        self.leave("edge")
        self.add(*self.widening)
        self.run("diverge", self.loss_now)

    def rule(self) -> None:
        plot = self.factors
        self.play(FadeIn(self.labels["diverge"]), run_time=0.4)
        self.keep(self.map, self.landscape, *self.widening)
        going = map(gone_first, self.labels.values())  # lest they be read on the new axis
        turn(self, self.losses, plot.plane, *self.ghosts, beside=[*going, FadeIn(plot.beyond)])
        self.play(FadeIn(plot.grows), run_time=0.4)
        for curve, name in zip(plot.curves, plot.names, strict=True):
            self.play(Create(curve), FadeIn(name), run_time=0.9)
        for run in plot.runs:
            self.play(FadeIn(run), run_time=0.6)
        self.play(FadeIn(plot.limit), run_time=0.7)
        self.play(FadeIn(plot.best), run_time=0.7)
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        floor, straight = reaches_floor(self.runs["stable"]), climbs_straight(self.runs["diverge"])
        return {
            "stable": Told("floor" if floor else "side"),
            "diverge": Told("straight" if straight else "climbing"),
        }

    # -- what the beats show -------------------------------------------------------------------

    def drawn(self, beat: str) -> RatedRun:
        """A beat's run, its rate over the map."""
        critical, rate = beat == "edge", self.rates[beat]
        return rated_run(
            self.map,
            self.losses,
            self.runs[beat],
            self.looks[beat],
            seconds=SECONDS[beat],
            dash=dict(zip(self.runs, DASHES, strict=True))[beat],
            heading="$eta = 2 \\/ lambda_max = {rate}$" if critical else "$eta = {rate}$",
            shows=(2, rate) if critical else (rate,),
        )

    def counter(self, run: RatedRun) -> VGroup:
        """The steps of a run, counted."""
        return self.counting(lambda: run.playhead.arrived)

    def run(self, beat: str, *more: Mobject, wondering: int = 0) -> None:
        """Play a beat's run in both views, asking after a step; all of it stays to be cleared."""
        run = self.played[beat]
        self.show(*more, run.views, run.heading, self.counters[beat], seconds=0.7)
        if wondering:
            self.play(Advance(run.playhead, run.times[: wondering + 1]))
            self.ask(beat, run.views.path.path[wondering + 1])
        self.play_hops(run.playhead, run.times, start=wondering)
        self.wait(0.5)

    def leave(self, beat: str) -> None:
        """Let the run of the beat before go, but for its loss curve as a ghost, with its rate."""
        ghost = self.ghost(self.played[beat].views.loss.line)
        self.ghosts.add(ghost)
        self.clear(beside=[FadeIn(ghost, self.labels[beat])])

    def cut_through(self) -> tuple[Plane, tuple[Cut, Cut]]:
        """The loss along two cuts through the minimum, in the place of the losses to come."""
        names = self.words["away"], self.words["above_least" if self.points else "loss"]
        panel = cut_panel(self.boxes.beside, self.problem, HALF, names, self.theme)
        return panel, cuts(self.map, panel, self.problem)
