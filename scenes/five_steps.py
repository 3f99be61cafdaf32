"""Five steps, then again: the recipe of gradient descent, each step beside its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import numpy as np
from manim import Create, FadeIn, FadeOut, VGroup, VMobject, linear
from numpy.typing import NDArray

from gdcore import GradientDescent, descend, least_squares_solution
from scenes.kit.ink.layout import BODY, Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, fixed, plain
from scenes.kit.ink.outline import clipped, dashed
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.lesson.frame import counter, stamp, title
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import LEFT
from scenes.kit.runs.arithmetic import ROW, Arithmetic, Items, Term, exactly, in_brackets, widest
from scenes.kit.runs.residuals import Residuals
from scenes.kit.runs.traces import ModelLine
from scenes.kit.time.fades import fade_out
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import AIMED, Advance, Playhead
from scenes.kit.time.stages import RAISED, TOUCHED
from scenes.parts.five_steps import split_line
from scenes.parts.five_steps.cut import cuts
from scenes.parts.five_steps.rail import Rail
from scenes.parts.five_steps.split_line import POINT, RIGHT_END

RAIL_BOX, MAIN = BODY.columns([2.25, 10.7], 0.25)
FORMULA = BODY.bottom + 0.6  # baseline of the upper row of formulas
PANELS = MAIN.inset(bottom=1.05)
DATA_BOX, B_BOX, W_BOX = PANELS.columns([4.4, 3.3, 2.7], 0.15)
CURVE_BOX = Box(B_BOX.left, W_BOX.right, PANELS.bottom, PANELS.top)
W, B = 0, 1  # places in theta
LEAST = 0.2  # loss at the start: from there, steps are long enough to be seen
ON_IT = 0.02  # of y, within which one line is seen to lie on another
NAMES = ("w", "b")
Writer = Callable[[float], str]
Four, Six, Eight = fixed(4), fixed(6), fixed(8)


class FiveSteps(Lesson):
    """Plain descent on 80 training points, first one epoch by hand, then all of them."""

    beats = (
        "initialise",
        "predict",
        "measure_loss",
        "find_gradients",
        "update",
        "repeat",
        "arrive",
    )

    learning_rate: Annotated[float, Interval(0.02, 0.7), "step length per unit of slope"] = 0.1
    start: Annotated[tuple[float, float], Interval(-6, 6), "slope and intercept at first"] = (
        0.9507143064099162,
        0.3745401188473625,
    )
    epochs: Annotated[int, Interval(50, 3000), "times that all five steps are done"] = 1000

    def setup(self) -> None:
        self.problem, held_out = split_line.problems()
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.problem, optimizer, self.start, self.epochs)
        self.validation = held_out.value(self.run.thetas)
        self.best = least_squares_solution(self.problem)
        if (loss := float(self.problem.value(self.start))) < LEAST:
            raise ParameterError(
                f"start = {self.start} has a loss of {loss:.2g} already: choose one of over {LEAST}"
            )
        self.playhead = Playhead(self.epochs, staged=1)
        self.rail = Rail([self.words[beat] for beat in self.beats[:-1]], self.theme, RAIL_BOX)
        self.data_panel = split_line.data_panel(DATA_BOX, self.start, self.theme)
        self.points = split_line.points(self.data_panel)
        self.line = ModelLine(self.data_panel, self.run.thetas, self.playhead)
        self.w, self.b = cuts(
            self.run, (W_BOX, B_BOX), self.words["loss"], self.playhead, self.theme
        )
        self.counter = counter(self.words["epoch"], lambda: self.playhead.arrived, self.theme, 4)
        words = {"train": len(self.problem.x), "rate": plain(self.learning_rate)}
        words |= {name: plain(value, 4) for name, value in zip("wb", self.start, strict=True)}
        stamped = stamp(self.words["stamp"].format(**words), self.theme)
        self.add(title(self.words["title"], self.theme), stamped)

    def initialise(self) -> None:
        names = self.words["training"], self.words["validation"]
        self.legend = split_line.legend(self.data_panel, *names)
        self.play(FadeIn(self.data_panel, self.rail), run_time=0.8)
        self.play(FadeIn(*self.points), FadeIn(self.legend), run_time=0.8)
        for side in (self.b, self.w):
            self.play(FadeIn(side.plane, side.drop, side.number), run_time=0.6)
        numbers = self.rows(self.given(B), self.given(W))
        self.fly((self.b.number, self.w.number), numbers)
        self.play(Create(self.line), run_time=0.8)
        self.wait(1)
        self.formula = numbers

    def predict(self) -> None:
        dots = self.predictions()
        self.begin(1)
        self.play(FadeIn(dots, lag_ratio=0.2), run_time=1)
        prediction = self.picked_prediction()
        formula = self.formula_of_prediction()
        self.play(FadeIn(prediction), run_time=0.5)
        self.fly((prediction[1],), VGroup(formula))
        self.wait(1.3)
        self.play(FadeOut(prediction), run_time=0.4)
        self.formula, self.dots = formula, dots

    def measure_loss(self) -> None:
        self.begin(2)
        data = np.stack([self.problem.x, self.problem.y], axis=1)
        self.gaps = Residuals(self.data_panel, data, self.run.thetas, self.playhead)
        self.add(self.gaps, *self.points, self.line, self.dots)
        self.play(Create(self.gaps, lag_ratio=0), run_time=1)
        residual = self.picked_residual()
        self.play(FadeIn(residual), run_time=0.5)
        formula = self.formula_of_loss()
        self.play(FadeIn(formula), run_time=0.8)
        self.add(*self.b.stages, *self.w.stages)
        self.draw_until(RAISED, 1.0)
        self.wait(1.2)
        self.play(*fade_out(residual, self.dots), run_time=0.5)
        self.formula = formula

    def find_gradients(self) -> None:
        self.begin(3)
        self.play(Create(self.b.curve), Create(self.w.curve), run_time=1)
        self.draw_until(TOUCHED, 1.6)
        self.wait(0.4)
        formula = self.formula_of_slopes()
        self.fly((self.b.tangent.number, self.w.tangent.number), formula)
        self.wait(1.8)
        self.formula = formula

    def update(self) -> None:
        self.begin(4)
        formula = self.rows(self.change(B), self.change(W))
        self.play(FadeIn(formula), run_time=0.8)
        self.wait(0.5)
        self.draw_until(AIMED, 1.8)
        self.wait(0.8)
        self.draw_until(1, 1.8)
        self.wait(0.8)
        self.formula = formula

    def repeat(self) -> None:
        self.begin(5, self.gaps, *self.b.all, *self.w.all)
        names = self.words["epoch"], self.words["loss"]
        plane, curves = split_line.losses(
            CURVE_BOX, self.run.values, self.validation, self.playhead, self.theme, *names
        )
        formula = self.rows(self.living(B), self.living(W))
        loop = self.rail.loop(5, 1)
        once = self.rail.items[0].animate.set_opacity(0)  # what is not done again goes
        self.play(once, FadeIn(plane, loop, formula, self.counter), run_time=0.8)
        self.play(FadeIn(curves), run_time=0.5)
        times = even_growth(self.epochs - 1, 8.0, done=1, slow=2, slow_seconds=0.7)
        self.play(Advance(self.playhead, times))
        self.wait(0.8)
        self.formula = formula

    def arrive(self) -> None:
        line, name = self.least_squares_line()
        exact = self.exact()
        self.play(FadeOut(self.legend), run_time=0.4)
        self.play(Create(line), FadeIn(name), run_time=1.2)
        self.play(FadeIn(exact), run_time=0.8)
        self.wait(1.5)

    def outcomes(self) -> dict[str, str]:
        ends = (self.run.thetas[-1] - self.best) @ [[0.0, 1.0], [1.0, 1.0]]  # at x = 0 and 1
        return {"arrive": "there" if np.abs(ends).max() < ON_IT else "short"}

    # -- what the beats do ---------------------------------------------------------------------

    def begin(self, index: int, *others: VMobject) -> None:
        """Light a step in the rail and take off the last one's formula."""
        self.play(self.rail.light(index), *fade_out(self.formula, *others), run_time=0.7)

    def draw_until(self, value: float, seconds: float) -> None:
        """Move the playhead on, within the step that is drawn in stages."""
        self.play(self.playhead.animate.set_value(value), run_time=seconds, rate_func=linear)

    def fly(self, marks: Sequence[VMobject], formula: VGroup) -> None:
        """Show a formula while the numbers beside their marks fly to their places in it."""
        goals = [term.numbers[0] for term in formula if isinstance(term, Arithmetic)]
        flights = VGroup(*(mark.copy().clear_updaters() for mark in marks))
        self.add(flights)
        moves = (f.animate.move_to(g).set_opacity(0) for f, g in zip(flights, goals, strict=True))
        self.play(FadeIn(formula), *moves, run_time=1)
        self.remove(flights)

    # -- formulas ------------------------------------------------------------------------------

    def rows(self, upper: Items, lower: Items) -> VGroup:
        """Two rows of numbers under the panels: the intercept's and the slope's."""
        lines = (FORMULA, FORMULA - ROW)
        return VGroup(
            *(self.row(items, line) for items, line in zip((upper, lower), lines, strict=True))
        )

    def row(self, items: Items, line: float, left: float = 0.0) -> Arithmetic:
        """One row of numbers."""
        left += self.data_panel.inner.left
        return Arithmetic(items, self.theme, left=left, line=line + ROW)

    def term(self, value: float, write: Writer, role: str = "text", symbol: str = "") -> Term:
        """A number that stays, under its symbol if it has one."""
        return Term(symbol, lambda: value, write(value), role, write)

    def given(self, index: int, step: int = 0) -> Items:
        """A parameter and its value after some epochs."""
        value = float(self.run.thetas[step, index])
        return [(f"${NAMES[index]} =$",), self.term(value, Eight, "batch")]

    def living(self, index: int) -> Items:
        """A parameter and its present value."""
        values = self.run.thetas[:, index]
        room = widest(Eight, values)
        return [
            (f"${NAMES[index]} =$",),
            Term("", self.reading(values), room, "batch", Eight),
        ]

    def change(self, index: int) -> Items:
        """The first update of a parameter."""
        (old, new), slope = self.run.thetas[:2, index], float(self.run.gradients[0, index])
        return [
            (f"${NAMES[index]} arrow.l$",),
            self.term(float(old), Eight, "batch"),
            ("$-$",),
            self.term(self.learning_rate, plain),
            ("$dot$",),
            self.term(slope, in_brackets(slope_text), "gradient"),
            ("$=$",),
            self.term(float(new), Eight, "batch"),
        ]

    def formula_of_prediction(self) -> Arithmetic:
        """The line at the picked point, in numbers."""
        (w, b), x = self.start, self.problem.x[self.picked]
        items = (
            self.term(self.predicted, Four, "batch", "$hat(y)$"),
            "$=$",
            self.term(b, Four, "batch", "$b$"),
            "$+$",
            self.term(w, in_brackets(Four), "batch", "$w$"),
            "$dot$",
            self.term(float(x), Four, symbol="$x$"),
        )
        return Arithmetic(items, self.theme, left=self.data_panel.inner.left, line=FORMULA)

    def formula_of_loss(self) -> VGroup:
        """The mean of the squared residuals."""
        count = len(self.problem.x)
        symbols = (f"$L = display(1 / {count} sum (hat(y) - y)^2) =$",)
        loss = float(self.run.values[0])
        return VGroup(self.row([symbols, self.term(loss, Six)], FORMULA - ROW / 2))

    def formula_of_slopes(self) -> VGroup:
        """Both partial derivatives of the loss."""
        count, rows, left = len(self.problem.x), VGroup(), -LEFT
        for index, factor in ((B, ""), (W, "thin x")):
            mean = f"2 / {count} sum (hat(y) - y) {factor}"
            symbols = (f"$partial L \\/ partial {NAMES[index]} = {mean} =$",)
            slope = self.term(float(self.run.gradients[0, index]), slope_text, "gradient")
            row = self.row([symbols, slope], FORMULA - ROW / 2, left)
            rows.add(row)
            left = row.end + 0.3 - self.data_panel.inner.left
        return rows

    def exact(self) -> VGroup:
        """The least-squares parameters, right of the descent's."""
        rows = []
        for index, line in ((B, FORMULA), (W, FORMULA - ROW)):
            value = self.term(float(self.best[index]), Eight, "minimum")
            rows.append(self.row([(f"${NAMES[index]}^* =$",), value], line, 5.0))
        return VGroup(*rows)

    # -- pictures ------------------------------------------------------------------------------

    @property
    def picked(self) -> int:
        """The training point that is shown in numbers: the one farthest right."""
        return int(np.argmax(self.problem.x))

    @property
    def predicted(self) -> float:
        """What the first line predicts for it."""
        return float(self.problem.predict(self.run.thetas[0], self.problem.x[self.picked]))

    def beside(self, height: float) -> NDArray[np.float64]:
        """Scene point right of the picked point at a height, clear of the line that goes on there.

        It is on that side of the line on which the point is, unless the line leads it out of the
        panel.
        """
        x, (w, b) = self.problem.x[self.picked], self.start
        place = self.data_panel.at(x, height) + np.array([0.2, -0.09, 0])
        line = self.data_panel.at([x, RIGHT_END], w * np.array([x, RIGHT_END]) + b)[:, 1]
        below, above = line.min() - 0.35, line.max() + 0.15
        inner = self.data_panel.inner
        if self.predicted > self.problem.y[self.picked]:
            clear = min(place[1], below)
            place[1] = clear if clear > inner.bottom else above
        else:
            clear = max(place[1], above)
            place[1] = clear if clear < inner.top - 0.2 else below
        return np.asarray(place)

    def picked_prediction(self) -> VGroup:
        """The prediction for the picked point, with its value."""
        place = self.data_panel.at(self.problem.x[self.picked], self.predicted)
        number = Number(self.predicted, self.theme, write=Four, role="batch")
        number.put(self.beside(self.predicted))
        return VGroup(Marks(place, self.theme, "batch"), number)

    def picked_residual(self) -> VGroup:
        """The picked point's residual, with its value."""
        row = self.picked
        x, y = self.problem.x[row], self.problem.y[row]
        gap = VMobject().set_stroke(self.theme.text, width=3.5)
        gap.set_points(dashed(self.data_panel.at([x, x], [y, self.predicted]), 0.13, 0.08))
        number = Number(self.predicted - y, self.theme, write=Four)
        return VGroup(gap, number.put(self.beside((y + self.predicted) / 2)))

    def predictions(self) -> Marks:
        """What the first line predicts for every training point."""
        heights = self.problem.predict(self.run.thetas[0], self.problem.x)
        return Marks(self.data_panel.at(self.problem.x, heights), self.theme, "batch", radius=POINT)

    def reading(self, values: NDArray[np.float64]) -> Callable[[], float]:
        """Reads the present value of a record over the epochs."""
        playhead = self.playhead
        return lambda: float(values[playhead.arrived])

    def least_squares_line(self) -> VGroup:
        """The best line in dashes, with its name."""
        plane, (w, b) = self.data_panel, self.best
        ends = np.array([plane.x.low, plane.x.high])
        line = VMobject().set_stroke(self.theme.roles()["minimum"], width=5)
        inside = clipped(plane.at(ends, w * ends + b), plane.inner)
        line.set_points(dashed(inside[[0, -1]], 0.16, 0.2))
        name = Text(self.words["least_squares"], self.theme, size=SMALLEST, role="minimum")
        name.stand_on(plane.inner.top + 0.18)
        return VGroup(line, name.shift((plane.inner.left + 0.4 - name.get_left()[0], 0, 0)))


def slope_text(value: float) -> str:
    """A gradient in six decimals; in fewer digits if it is large or negative: it needs the room."""
    if abs(value) >= 10:
        return exactly(5)(value)
    return Six(value) if value >= 0 else Four(value)
