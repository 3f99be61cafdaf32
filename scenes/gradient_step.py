"""Which way is down, and how far: one weight, one tangent, one step at a time."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup

from gdcore import GradientDescent, LeastSquares, datasets, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.one_weight.one_weight import Drop, OneWeight
from scenes.kit.one_weight.tangent import Crossing, Tangent
from scenes.kit.one_weight.truth import Truth
from scenes.kit.one_weight.weight_numbers import FOOT, CurveEdge, LossNumber, WeightNumber
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.minimum import levelled, star_on_curve
from scenes.kit.runs.arithmetic import SIZE, exactly
from scenes.kit.runs.origin import origin_of
from scenes.kit.runs.traces import ModelLine
from scenes.kit.time.playhead import AIMED, Advance, Playhead, step_times
from scenes.kit.time.stages import RAISED, TOUCHED
from scenes.parts.gradient_step.formulas import NewWeight, SumOfSquares
from scenes.parts.gradient_step.squares import Dashes, Residuals, SquareLabels, square
from scenes.parts.gradient_step.sweep import Sweep

WINDOW = (-10.0, 15.0)  # weights that the left panel shows
LOSSES = (-200.0, 900.0)
STEPWISE = 3  # steps that are drawn stage by stage
STAGES = ((RAISED, 0.7, 0.2), (TOUCHED, 0.8, 0.3), (AIMED, 0.8, 0.3), (1.0, 0.9, 0.1))


class Panels(NamedTuple):
    """Where the curve and the data are, and on what line the formulas under them stand."""

    curve: Box
    data: Box
    formulas: float


class GradientStep(Lesson):
    """Plain descent on the loss of y = w·x over three points, every step drawn."""

    beats = ("show_loss", "measure_loss", "draw_tangent", "take_step", "repeat", "arrive")

    learning_rate: Annotated[float, Interval(0.005, 0.25), "step length per unit of slope"] = 0.025
    start: Annotated[float, Interval(-9, 14), "weight that the run starts from"] = 9.0
    steps: Annotated[int, Interval(5, 20), "steps of the run"] = 10

    def compute(self) -> None:
        data = datasets.rainfall()
        self.problem = LeastSquares(data.x, data.y, reduction="sum", intercept=False)
        self.samples = np.stack([data.x, data.y], axis=1)
        self.best = float(self.problem.minimizers[0, 0])
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.problem, optimizer, [self.start], self.steps)

    def refuse(self) -> None:
        if np.isclose(self.start, self.best):
            raise ParameterError(f"start = {self.start} is the minimum, from where no run moves")

    def panels(self, body: Box) -> Panels:
        curve, data = body.inset(bottom=1.05).columns([1, 1], 0.5)
        return Panels(curve, data, body.bottom + 0.6)

    def lay_out(self) -> None:
        self.playhead = Playhead(self.steps, STEPWISE)
        self.counter = self.counting(self.playhead.reading(np.arange(self.steps + 1.0)))
        self.draw_panels()
        self.draw_data()
        self.draw_curve()
        self.write_formulas()
        for on_top in (self.points, self.drop):
            on_top.set_z_index(1)
        blanks = {"start": plain(self.start), "rate": plain(self.learning_rate)}
        self.open(blanks, shows=(len(self.samples), *origin_of(self.run)))

    def show_loss(self) -> None:
        self.play(FadeIn(self.data_panel), FadeIn(self.points, lag_ratio=0.2), run_time=1)
        sweep = self.sweep
        self.play(Create(sweep.line), run_time=0.7)
        self.play(Create(sweep.dashes), FadeIn(self.loss_panel), run_time=0.8)
        self.play(FadeIn(sweep.on_curve), run_time=0.5)
        self.play(Advance(sweep.playhead, np.linspace(0, 5.0, sweep.playhead.steps + 1)))
        self.add(self.curve, self.line, self.dashes, self.points)
        self.remove(sweep.line, sweep.dashes, sweep.curve)
        self.play(FadeOut(sweep.drop), FadeIn(self.drop, self.weight, self.counter), run_time=0.6)

    def measure_loss(self) -> None:
        self.add(self.crossing, self.tangent, self.drop, self.loss, self.edge)
        self.play(LaggedStart(*map(FadeIn, self.labels), lag_ratio=0.4), run_time=1.5)
        self.add(self.labels)
        self.play(FadeIn(self.sum), run_time=0.8)
        self.wait(0.4)
        self.play_to(self.playhead, RAISED, 1.2)
        self.wait(1.3)

    def draw_tangent(self) -> None:
        self.play_to(self.playhead, TOUCHED, 2.0)
        self.show(self.quotient, seconds=0.8)
        self.wait(1.8)
        self.clear(seconds=0.5)

    def take_step(self) -> None:
        self.update.update()  # to the step's own numbers, before they are seen
        self.play(FadeIn(self.update), run_time=0.8)
        self.wait(0.6)
        self.play_to(self.playhead, AIMED, 2.0)
        self.wait(0.8)
        self.play_to(self.playhead, 1, 1.8)
        self.wait(0.8)

    def repeat(self) -> None:
        for step in range(1, STEPWISE):
            for part, seconds, pause in STAGES:
                self.play_to(self.playhead, step + part, seconds)
                self.wait(pause)
        rest = self.steps - STEPWISE
        self.play(Advance(self.playhead, step_times(rest, 3.1, slow=1, slow_seconds=0.8)))
        self.wait(0.3)

    def arrive(self) -> None:
        self.play(FadeIn(self.minimum, scale=2), run_time=0.8)
        self.wait(2.5)

    def tell(self) -> dict[str, Told]:
        repeat, arrive = self.outcome()
        away = {"steps": self.words.count(self.steps)}
        return {"repeat": Told(repeat), "arrive": Told(arrive, away)}

    def outcome(self) -> tuple[str, str]:
        """What the steps do, and where they lead."""
        first, second = np.abs(np.diff(self.run.thetas[:3, 0]))
        if second < 1e-9 * first:
            return "done", "there"
        if np.isclose(second, first):
            return "equal", "away"
        return ("longer", "away") if second > first else ("shorter", "nearer")

    # -- what the beats show -------------------------------------------------------------------

    def draw_panels(self) -> None:
        """The loss over the weight, and the data."""
        loss = Axis(*LOSSES, self.words["loss"])
        self.loss_panel = Plane(self.boxes.curve, Axis(*WINDOW, "$w$"), loss, self.theme)
        time, rain = Axis(-1, 4, self.words["time"]), Axis(-10, 30, self.words["rainfall"])
        self.data_panel = Plane(self.boxes.data, time, rain, self.theme)

    def draw_data(self) -> None:
        """The points, the run's line through them and its residuals."""
        plane, thetas = self.data_panel, np.pad(self.run.thetas, ((0, 0), (0, 1)))
        self.points = Marks(plane.to_scene(self.samples), self.theme, "text", radius=0.08)
        self.points.checked(lambda: self.samples, plane.data)
        self.residuals = Residuals(plane, self.samples, thetas, self.playhead)
        self.dashes, self.labels = Dashes(self.residuals), SquareLabels(self.residuals)
        self.line = ModelLine(plane, thetas, self.playhead)

    def draw_curve(self) -> None:
        """The run over the curve of its loss, and the sweep that draws the curve."""
        plane, turns = self.loss_panel, (self.start, WINDOW[1], WINDOW[0], self.start)
        self.sweep = Sweep(plane, self.data_panel, self.problem, self.samples, turns)
        self.curve = LossCurve(plane, self.problem.value, np.linspace(*WINDOW, 241))
        run = OneWeight(plane, self.problem, self.run.thetas[:, 0], self.playhead)
        self.on_curve = run
        self.drop, self.tangent, self.crossing = Drop(run), Tangent(run), Crossing(run)
        self.weight = WeightNumber(run, self.best, write=exactly())
        self.loss = LossNumber(run, write=square)
        self.edge = CurveEdge(run, self.best)
        self.minimum = self.star()

    def write_formulas(self) -> None:
        """The loss below the data; the slope and the step below the curve."""
        line = self.boxes.formulas
        self.sum = SumOfSquares(self.residuals, self.run, line=line)
        self.update = NewWeight(self.on_curve, self.run, self.words["new"], line=line)
        self.quotient = self.slope().put(left=self.loss_panel.inner.left, baseline=line - 0.3)

    def slope(self) -> Text:
        """The gradient at the start as the triangle's rise over its run."""
        run = abs(self.tangent.steps_aside)
        slope = float(self.run.gradients[0, 0])
        numbers = {"rise": plain(slope * run, 6), "run": run, "slope": plain(slope, 6)}
        body = self.words["slope"].format_map(numbers)
        truth = Truth(self.on_curve)
        rise, across = truth.slope(self.start) * run, float(run)
        shows = (rise, across, rise / across)
        return Text(body, self.theme, size=SIZE, role="gradient", shows=shows)

    def star(self) -> VGroup:
        """The minimum on the curve, and its weight on the axis beside it."""
        star = star_on_curve(self.loss_panel, self.problem)
        right = float(self.run.thetas[-1, 0]) < self.best - 1e-6  # away from where the run ends
        number = Number(
            self.best,
            self.theme,
            role="minimum",
            write=exactly(),
            align="left" if right else "right",
        )
        number.checked(lambda: float(levelled(self.problem)[0, 0]))
        beside = np.array([0.19 if right else -0.19, FOOT, 0])
        return VGroup(star, number.put(self.on_curve.foot(self.best) + beside))
