"""The formulas of the recipe with the numbers of its first epoch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import fixed, plain
from scenes.kit.ink.text import SMALLEST, TITLE, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.runs.arithmetic import (
    ROW,
    SIZE,
    Arithmetic,
    Items,
    Term,
    exactly,
    in_brackets,
)
from scenes.kit.runs.stacked import stacked
from scenes.parts.five_steps.panels import Rows
from scenes.parts.five_steps.picked import PickedPoint

NUDGE = 1e-3  # of a parameter, over which a slope is measured
W, B = 0, 1  # places in theta
MIDDLE = 0.5  # the row between the two
SPARE = 0.92  # of a panel's width, that the formula under it takes at most
LINE = "$#batch[$hat(y)$] = #batch[$b$] + #batch[$w$] dot x$"
NAMES = ("w", "b")
Writer = Callable[[float], str]
Three, Four = fixed(3), fixed(4)


@dataclass(frozen=True)
class Formulas:
    """Writes the formulas of a run beside or under the panels.

    Attributes
    ----------
    run
        Of slope and intercept.
    count
        Points that it is trained on.
    calm
        Where those are that go with the data.
    rows
        Where those are that go with the cuts.
    under
        The panels of b and of w, under whose middles formulas of theirs stand if they have room.
    """

    run: Trajectory
    count: int
    theme: Theme
    calm: Box
    rows: Rows
    under: tuple[Box, Box]

    def of_beats(self, point: PickedPoint) -> dict[str, VGroup]:
        """That of each beat."""
        return {
            "initialise": self.start(),
            "predict": self.prediction(point),
            "measure_loss": self.loss(),
            "find_gradients": self.slopes(),
            "update": self.update(),
            "helped": self.helped(),
        }

    def start(self) -> VGroup:
        """Both parameters before the first epoch."""
        return self._calmly(self._given(B), self._given(W))

    def prediction(self, point: PickedPoint) -> VGroup:
        """The line at a point, and there in numbers."""
        w, b = map(float, self.run.thetas[0])
        inserted = (
            ("$=$",),
            _still(b, Four, "batch"),
            ("$+$",),
            _still(w, in_brackets(Four), "batch"),
            ("$dot$",),
            _still(point.x, Four),
        )
        predicted = ("$=$",), _still(point.predicted, Four, "batch", w * point.x + b)
        ways = (inserted,), (inserted[:2], inserted[2:])  # in one line, or broken before the plus
        made = [self._calmly([(LINE,)], *rows, predicted) for rows in ways]
        return max(made, key=_smallest)

    def loss(self) -> VGroup:
        """The mean of the squared residuals."""
        first = float(self.run.problem.value(self.run.thetas[0]))
        loss = _still(float(self.run.values[0]), Three, anew=first)
        symbols = f"$L = 1 / {self.count} sum (hat(y) - y)^2$", (1, self._used)
        return self._calmly([symbols], [("$=$",), loss])

    def slopes(self) -> VGroup:
        """Both partial derivatives of the loss, each under its panel."""
        return self._under(*(self._slope(index) for index in (B, W)))

    def update(self) -> VGroup:
        """The first update of both parameters."""
        return self._under(*(self._change(index) for index in (B, W)))

    def helped(self) -> VGroup:
        """The loss before the first update and after it."""
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
        row = self._row(items, MIDDLE)
        return VGroup(row.shift((self.middle - row.get_center()[0], 0, 0)))

    @property
    def middle(self) -> float:
        """Scene x between the panels."""
        return float(np.mean([box.center[0] for box in self.under]))

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

    def _calmly(self, *rows: Items) -> VGroup:
        """Rows in the place beside or under the data."""
        return stacked(self.calm, rows, self.theme)

    def _under(self, first: Items, second: Items) -> VGroup:
        """Each under the middle of its panel, in type as large as both have room for."""
        room = min(box.width for box in self.under)
        if self.under[0].center[0] == self.under[1].center[0]:  # one under another themselves
            room = 0.0
        width = max(self._row(items, MIDDLE).width for items in (first, second))
        size = self.rows.size * SPARE * room / width
        if size < SMALLEST:
            return VGroup(self._row(first, 0), self._row(second, 1))
        fitting, rows = replace(self, rows=self.rows.sized(size)), VGroup()
        for box, items in zip(self.under, (first, second), strict=True):
            row = fitting._row(items, MIDDLE)
            rows.add(row.shift((box.center[0] - row.get_center()[0], 0, 0)))
        return rows

    def _row(self, items: Items, row: float) -> Arithmetic:
        """The numbers of one row, 0 the upper."""
        size = self.rows.size
        line = self.rows.line - (row - 1) * ROW * size / SIZE
        return Arithmetic(items, self.theme, left=self.rows.left, line=line, size=size)

    def _slope(self, index: int) -> Items:
        """A partial derivative of the loss."""
        used, measured = float(self.run.gradients[0, index]), self._measured[index]
        slope = _still(used, slope_text, "gradient", anew=measured)
        return [(f"$partial L \\/ partial {NAMES[index]} =$",), slope]

    def _given(self, index: int) -> Items:
        """A parameter and its first value."""
        value = float(self.run.thetas[0, index])
        return [(f"${NAMES[index]} =$",), _still(value, Four, "batch")]

    def _change(self, index: int) -> Items:
        """The first update of a parameter."""
        (old, new), slope = self.run.thetas[:2, index], float(self.run.gradients[0, index])
        return [
            (f"${NAMES[index]} arrow.l$",),
            _still(float(old), Three, "batch"),
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


def _smallest(rows: VGroup) -> float:
    """The size of the row with the smallest type."""
    return min(float(row.size) for row in rows if isinstance(row, Arithmetic))


def _still(
    value: float,
    write: Writer,
    role: str = "text",
    anew: float | None = None,
) -> Term:
    """A number that stays; checks may know it by another way."""
    true = value if anew is None else float(anew)
    return Term("", lambda: value, write(value), role, write, anew=lambda: true)
