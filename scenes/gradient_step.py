"""Which way is down, and how far: one weight, one tangent, one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Annotated

import numpy as np
from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup, linear, smooth
from numpy.typing import NDArray

from gdcore import GradientDescent, LeastSquares, datasets, descend
from scenes.kit.ink.layout import BODY
from scenes.kit.ink.marks import STAR, Marks
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import counter, stamp, title
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.one_weight.one_weight import Drop, OneWeight, Swept
from scenes.kit.one_weight.tangent import Crossing, Tangent
from scenes.kit.one_weight.weight_numbers import FOOT, CurveEdge, LossNumber, WeightNumber
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import LossCurve
from scenes.kit.runs.arithmetic import Arithmetic, Term, exactly, in_brackets, widest
from scenes.kit.runs.traces import ModelLine
from scenes.kit.time.playhead import AIMED, Advance, Playhead, along, step_times
from scenes.kit.time.stages import RAISED, TOUCHED
from scenes.parts.gradient_step.squares import Dashes, Residuals, SquareLabels, reader, square

WINDOW = (-10.0, 15.0)  # weights that the left panel shows
LOSSES = (-200.0, 900.0)
LEFT_BOX, RIGHT_BOX = BODY.inset(bottom=1.05).columns([1, 1], 0.5)
FORMULA = BODY.bottom + 0.6  # baseline of the formulas under the panels
STEPWISE = 3  # steps that are drawn stage by stage
STAGES = ((RAISED, 0.7, 0.2), (TOUCHED, 0.8, 0.3), (AIMED, 0.8, 0.3), (1.0, 0.9, 0.1))


class GradientStep(Lesson):
    """Plain descent on the loss of y = w·x over three points, every step drawn."""

    beats = ("show_loss", "measure_loss", "draw_tangent", "take_step", "repeat", "arrive")

    learning_rate: Annotated[float, Interval(0.005, 0.25), "step length per unit of slope"] = 0.025
    start: Annotated[float, Interval(-9, 14), "weight that the run starts from"] = 9.0
    steps: Annotated[int, Interval(5, 20), "steps of the run"] = 10

    def setup(self) -> None:
        data = datasets.rainfall()
        self.problem = LeastSquares(data.x, data.y, reduction="sum", intercept=False)
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.problem, optimizer, [self.start], self.steps)
        self.best = float(self.problem.minimizers[0, 0])
        if np.isclose(self.start, self.best):
            raise ParameterError(f"start = {self.start} is the minimum, from where no run moves")
        self.samples = np.stack([data.x, data.y], axis=1)
        self.playhead = Playhead(self.steps, STEPWISE)
        self.loss_panel = Plane(
            LEFT_BOX, Axis(*WINDOW, "$w$"), Axis(*LOSSES, self.words["loss"]), self.theme
        )
        time, rain = Axis(-1, 4, self.words["time"]), Axis(-10, 30, self.words["rainfall"])
        self.data_panel = Plane(RIGHT_BOX, time, rain, self.theme)
        self.points = Marks(self.data_panel.to_scene(self.samples), self.theme, "text", radius=0.08)
        self.lay_out()
        for on_top in (self.points, self.drop):
            on_top.set_z_index(1)
        words = self.words["stamp"].format(start=plain(self.start), rate=plain(self.learning_rate))
        self.add(title(self.words["title"], self.theme), stamp(words, self.theme))

    def show_loss(self) -> None:
        self.play(FadeIn(self.data_panel), FadeIn(self.points, lag_ratio=0.2), run_time=1)
        playhead, left, right = self.sweep()
        line, dashes = right
        self.play(Create(line), run_time=0.7)
        self.play(Create(dashes), FadeIn(self.loss_panel), run_time=0.8)
        self.play(FadeIn(left), run_time=0.5)
        self.play(Advance(playhead, np.linspace(0, 5.0, playhead.steps + 1)))
        self.add(self.curve, self.line, self.dashes, self.points)
        self.remove(*right, left[0])
        self.play(FadeOut(left[1]), FadeIn(self.drop, self.weight, self.counter), run_time=0.6)

    def measure_loss(self) -> None:
        self.add(self.crossing, self.tangent, self.drop, self.loss, self.edge)
        self.play(LaggedStart(*map(FadeIn, self.labels), lag_ratio=0.4), run_time=1.5)
        self.add(self.labels)
        self.play(FadeIn(self.sum), run_time=0.8)
        self.wait(0.4)
        self.draw_until(RAISED, 1.2)
        self.wait(1.3)

    def draw_tangent(self) -> None:
        self.draw_until(TOUCHED, 2.0)
        quotient = self.quotient()
        self.play(FadeIn(quotient), run_time=0.8)
        self.wait(1.8)
        self.play(FadeOut(quotient), run_time=0.5)

    def take_step(self) -> None:
        self.update.update()  # to the step's own numbers, before they are seen
        self.play(FadeIn(self.update), run_time=0.8)
        self.wait(0.6)
        self.draw_until(AIMED, 2.0)
        self.wait(0.8)
        self.draw_until(1, 1.8)
        self.wait(0.8)

    def repeat(self) -> None:
        for step in range(1, STEPWISE):
            for part, seconds, pause in STAGES:
                self.draw_until(step + part, seconds)
                self.wait(pause)
        rest = self.steps - STEPWISE
        self.play(Advance(self.playhead, step_times(rest, 3.1, slow=1, slow_seconds=0.8)))
        self.wait(0.3)

    def arrive(self) -> None:
        self.play(FadeIn(self.minimum, scale=2), run_time=0.8)
        self.wait(2.5)

    def outcomes(self) -> dict[str, str]:
        first, second = np.abs(np.diff(self.run.thetas[:3, 0]))
        if second < 1e-9 * first:
            return {"repeat": "done", "arrive": "there"}
        if np.isclose(second, first):
            return {"repeat": "equal", "arrive": "away"}
        if second > first:
            return {"repeat": "longer", "arrive": "away"}
        return {"repeat": "shorter", "arrive": "nearer"}

    def facts(self) -> dict[str, str]:
        return {"steps": self.words.count(self.steps)}

    # -- what the beats show -------------------------------------------------------------------

    def lay_out(self) -> None:
        """The run in both panels, and its numbers below them; all read the playhead."""
        thetas = np.pad(self.run.thetas, ((0, 0), (0, 1)))
        self.residuals = Residuals(self.data_panel, self.samples, thetas, self.playhead)
        self.dashes, self.labels = Dashes(self.residuals), SquareLabels(self.residuals)
        self.line = ModelLine(self.data_panel, thetas, self.playhead)
        run = OneWeight(self.loss_panel, self.problem, self.run.thetas[:, 0], self.playhead)
        self.on_curve = run
        weights = np.linspace(*WINDOW, 241)
        self.curve = LossCurve(self.loss_panel, self.problem.value, weights)
        self.drop, self.tangent, self.crossing = Drop(run), Tangent(run), Crossing(run)
        self.weight = WeightNumber(run, self.best, write=exactly())
        self.loss = LossNumber(run, write=square)
        self.edge = CurveEdge(run, self.best)
        self.sum, self.update, self.minimum = self.sum_of_squares(), self.new_weight(), self.star()
        self.counter = counter(self.words["step"], lambda: self.playhead.arrived, self.theme)

    def draw_until(self, value: float, seconds: float) -> None:
        """Move the playhead on, within a step that is drawn in stages."""
        self.play(self.playhead.animate.set_value(value), run_time=seconds, rate_func=linear)

    def sweep(self) -> tuple[Playhead, VGroup, VGroup]:
        """The weight taken once across its range and back: the curve it draws, and the line."""
        turns = (self.start, WINDOW[1], WINDOW[0], self.start)
        legs = [np.array([self.start])]
        for first, last in pairwise(turns):
            count = max(2, round(abs(last - first) * 2))
            legs.append(first + (last - first) * smooth_steps(count))
        weights = np.concatenate(legs)
        playhead = Playhead(len(weights) - 1, staged=-1)
        run = OneWeight(self.loss_panel, self.problem, weights, playhead)
        thetas = np.stack([weights, np.zeros_like(weights)], axis=1)
        line = ModelLine(self.data_panel, thetas, playhead)
        dashes = Dashes(Residuals(self.data_panel, self.samples, thetas, playhead))
        return playhead, VGroup(Swept(run), Drop(run, dots=False)), VGroup(line, dashes)

    def sum_of_squares(self) -> VGroup:
        """The loss as the sum of the squares, in numbers, below the data."""
        squares = self.residuals.squares_of(self.run.thetas)
        first, *others = (
            Term("", reader(self.residuals, i), widest(square, squares[:, i]), write=square)
            for i in range(len(self.samples))
        )
        terms = [first, *(item for term in others for item in (("$+$",), term))]
        total = widest(square, self.run.values)
        loss = Term("$L(w)$", reader(self.residuals), total, write=square)
        left = self.data_panel.inner.left
        sums = Arithmetic([loss, "$=$", *terms], self.theme, left=left, line=FORMULA)
        formula = Text("$sum (w x - y)^2$", self.theme, size=30).stand_on(FORMULA)
        formula.shift((sums.numbers[1].get_left()[0] - formula.get_left()[0], 0, 0))
        return VGroup(sums, formula)

    def new_weight(self) -> Arithmetic:
        """The arithmetic of the present step below the curve."""
        weights, slopes = self.run.thetas[:, 0], self.run.used_gradients[:, 0]
        number, bracketed = exactly(), in_brackets(exactly())

        def shown(part: str) -> Callable[[], float]:
            return lambda: 1.0 if self.resting else float(getattr(self.on_curve.stage, part))

        new = Term(
            self.words["new"],
            lambda: float(weights[self.row + 1]),
            widest(number, weights),
            "batch",
            number,
            shown("arrived"),
        )
        old = Term("$w$", lambda: float(weights[self.row]), new.widest, "batch", number)
        rate = Term("$eta$", lambda: self.learning_rate, plain(self.learning_rate))
        slope = Term(
            "$g$",
            lambda: float(slopes[self.row]),
            widest(bracketed, slopes),
            "gradient",
            bracketed,
            shown("known"),
        )
        terms = (new, "$=$", old, "$-$", rate, "$dot$", slope)
        return Arithmetic(terms, self.theme, left=self.loss_panel.inner.left, line=FORMULA)

    @property
    def resting(self) -> bool:
        """Whether a step that is drawn in stages is done, and the next is not under way."""
        step = self.playhead.arrived
        return 0 < step <= STEPWISE and self.playhead.now <= step + 1e-9

    @property
    def row(self) -> int:
        """The step whose arithmetic is shown: the last one until the next is under way."""
        return min(self.playhead.arrived - self.resting, self.steps - 1)

    def quotient(self) -> Text:
        """The gradient at the start as the triangle's rise over its run."""
        run = abs(self.tangent.steps_aside)
        slope = float(self.run.gradients[0, 0])
        body = self.words["slope"].format(
            rise=plain(slope * run, 6), run=run, slope=plain(slope, 6)
        )
        text = Text(body, self.theme, size=30, role="gradient").stand_on(FORMULA - 0.3)
        return text.shift((self.loss_panel.inner.left - text.get_left()[0], 0, 0))

    def star(self) -> VGroup:
        """The minimum on the curve, and its weight on the axis beside it."""
        place = self.loss_panel.at(self.best, float(self.problem.value([self.best])))
        star = Marks(place[None], self.theme, "minimum", radius=STAR)
        last = float(along(self.run.thetas[:, 0], self.steps))
        right = last < self.best - 1e-6
        number = Number(
            self.best,
            self.theme,
            role="minimum",
            write=exactly(),
            align="left" if right else "right",
        )
        side = 1 if right else -1
        beside = np.array([0.19 * side, FOOT, 0])
        return VGroup(star, number.put(self.on_curve.foot(self.best) + beside))


def smooth_steps(count: int) -> NDArray[np.float64]:
    """Fractions (count,) of a way that starts and ends gently, without the first."""
    return np.array([smooth(part) for part in np.linspace(0, 1, count + 1)[1:]])
