"""The formulas of the recipe with the numbers of its first epoch, and those of all epochs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.numbers import fixed, plain
from scenes.kit.ink.text import TITLE, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.runs.arithmetic import (
    ROW,
    SIZE,
    Arithmetic,
    Items,
    Term,
    exactly,
    in_brackets,
    widest,
)
from scenes.kit.time.playhead import Playhead
from scenes.parts.five_steps.panels import Rows
from scenes.parts.five_steps.picked import PickedPoint

NUDGE = 1e-3  # of a parameter, over which a slope is measured
W, B = 0, 1  # places in theta
RIGHT = 3.9  # from the left end of the rows to what stands right of them, at the usual size
MIDDLE = 0.5  # the row between the two
APART = 0.45  # between two formulas side by side
NAMES = ("w", "b")
Writer = Callable[[float], str]
Three, Four, Seven = fixed(3), fixed(4), fixed(7)


@dataclass(frozen=True)
class Formulas:
    """Writes the formulas of a run in two rows under the panels.

    Attributes
    ----------
    run
        Of slope and intercept.
    count
        Points that it is trained on.
    playhead
        Read by the formula of the present parameters.
    rows
        Where the rows are.
    under
        Scene x under the panels of b and of w, where their slopes stand.
    """

    run: Trajectory
    count: int
    playhead: Playhead
    theme: Theme
    rows: Rows
    under: tuple[float, float]

    def of_beats(self, point: PickedPoint, best: NDArray[np.float64]) -> dict[str, VGroup]:
        """That of each beat."""
        return {
            "initialise": self.start(),
            "predict": self.prediction(point),
            "measure_loss": self.loss(),
            "find_gradients": self.slopes(),
            "update": self.update(),
            "helped": self.helped(),
            "repeat": self.present(),
            "arrive": self.exact(best),
        }

    def start(self) -> VGroup:
        """Both parameters before the first epoch."""
        return self._rows(self._given(B), self._given(W))

    def prediction(self, point: PickedPoint) -> VGroup:
        """The line at a point, in numbers."""
        w, b = map(float, self.run.thetas[0])
        items = (
            _still(point.predicted, Four, "batch", "$hat(y)$", w * point.x + b),
            "$=$",
            _still(b, Four, "batch", "$b$"),
            "$+$",
            _still(w, in_brackets(Four), "batch", "$w$"),
            "$dot$",
            _still(point.x, Four, symbol="$x$"),
        )
        return VGroup(self._row(items, 0))

    def loss(self) -> VGroup:
        """The mean of the squared residuals."""
        symbols = f"$L = display(1 / {self.count} sum (hat(y) - y)^2) =$", (1, self._used)
        first = float(self.run.problem.value(self.run.thetas[0]))
        loss = _still(float(self.run.values[0]), Three, anew=first)
        return VGroup(self._row([symbols, loss], MIDDLE))

    def slopes(self) -> VGroup:
        """Both partial derivatives of the loss, each under its panel."""
        rows = VGroup()
        for index, left in zip((B, W), self.under, strict=True):
            used, measured = float(self.run.gradients[0, index]), self._measured[index]
            slope = _still(used, slope_text, "gradient", anew=measured)
            symbols = (f"$partial L \\/ partial {NAMES[index]} =$",)
            rows.add(self._row([symbols, slope], MIDDLE, left - self.rows.left))
        over = max(0.0, float(rows.get_right()[0]) - self.rows.right)
        return rows.shift((-over, 0, 0))

    def update(self) -> VGroup:
        """The first update of both parameters."""
        return self._rows(self._change(B), self._change(W))

    def helped(self) -> VGroup:
        """The loss before the first update and after it, right of that."""
        left = float(self.update().get_right()[0]) + APART - self.rows.left
        w, b = self.run.thetas[1]
        problem = self.run.problem
        assert isinstance(problem, LeastSquares)
        after = float(np.mean((w * problem.x + b - problem.y) ** 2))
        items: Items = [
            ("$L$:",),
            _still(float(self.run.values[0]), Three),
            ("$arrow.r$",),
            _still(float(self.run.values[1]), Three, anew=after),
        ]
        return VGroup(self._row(items, MIDDLE, left))

    def present(self) -> VGroup:
        """Both parameters now."""
        return self._rows(self._living(B), self._living(W))

    def exact(self, best: NDArray[np.float64]) -> VGroup:
        """The parameters at the end, and right of them those of least squares, in more digits."""
        rows, right = VGroup(), RIGHT * self.rows.size / SIZE
        for row, index in enumerate((B, W)):
            last = _still(float(self.run.thetas[-1, index]), Seven, "batch")
            exact = _still(float(best[index]), Seven, "minimum")
            rows.add(self._row([(f"${NAMES[index]} =$",), last], row))
            rows.add(self._row([(f"${NAMES[index]}^* =$",), exact], row, right))
        return rows

    @property
    def _rate(self) -> float:
        return float(self.run.learning_rates[0])

    @cached_property
    def _measured(self) -> NDArray[np.float64]:
        """The slopes at the start again, from the losses beside it."""
        nudges = NUDGE * np.eye(2)
        higher, lower = (self.run.problem.value(self.run.thetas[0] + s * nudges) for s in (1, -1))
        return np.asarray((higher - lower) / (2 * NUDGE))

    @property
    def _used(self) -> int:
        """Points that each step of the run has used."""
        return int(self.run.evaluations[1])

    # -- rows ----------------------------------------------------------------------------------

    def _rows(self, upper: Items, lower: Items) -> VGroup:
        """Two rows of numbers: the intercept's and the slope's."""
        return VGroup(self._row(upper, 0), self._row(lower, 1))

    def _row(self, items: Items, row: float, left: float = 0.0) -> Arithmetic:
        """The numbers of one row, 0 the upper; or with their symbols over them, in both."""
        size = self.rows.size
        line = self.rows.line - (row - 1) * ROW * size / SIZE
        if any(isinstance(item, Term) and item.symbol for item in items):
            line = self.rows.line
        return Arithmetic(items, self.theme, left=self.rows.left + left, line=line, size=size)

    def _given(self, index: int) -> Items:
        """A parameter and its first value."""
        value = float(self.run.thetas[0, index])
        return [(f"${NAMES[index]} =$",), _still(value, Four, "batch")]

    def _living(self, index: int) -> Items:
        """A parameter and its present value."""
        values = self.run.thetas[:, index]
        term = Term("", self.playhead.reading(values), widest(Four, values), "batch", Four)
        return [(f"${NAMES[index]} =$",), term]

    def _change(self, index: int) -> Items:
        """The first update of a parameter."""
        (old, new), slope = self.run.thetas[:2, index], float(self.run.gradients[0, index])
        return [
            (f"${NAMES[index]} arrow.l$",),
            _still(float(old), Four, "batch"),
            ("$-$",),
            _still(float(self.run.learning_rates[0]), plain),
            ("$dot$",),
            _still(slope, in_brackets(slope_text), "gradient", anew=self._measured[index]),
            ("$=$",),
            _still(float(new), Three, "batch", anew=old - self._rate * slope),
        ]


def question_at(answer: VGroup, body: str, theme: Theme) -> Text:
    """A question in the place of its answer."""
    text = Text(body, theme, size=TITLE, weight="bold")
    return text.put(left=answer.get_left()[0], baseline=answer.get_bottom()[1])


def slope_text(value: float) -> str:
    """A gradient in three decimals; in four digits if it is large."""
    return exactly(4)(value) if abs(value) >= 10 else Three(value)


def _still(
    value: float,
    write: Writer,
    role: str = "text",
    symbol: str = "",
    anew: float | None = None,
) -> Term:
    """A number that stays, under its symbol if it has one; checks may know it by another way."""
    true = value if anew is None else float(anew)
    return Term(symbol, lambda: value, write(value), role, write, anew=lambda: true)
