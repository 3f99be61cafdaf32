"""What a step multiplies the error by at each of several rates: bars on a line round 0."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from manim import VGroup, VMobject

from gdcore import LeastSquares, Trajectory, contraction_factors, critical_learning_rate
from scenes.kit.ink.claims import corners
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.text import LABEL, LOUD, SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import guide
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.arithmetic import exactly

THICK, TIP = 0.4, 0.3  # scene units of a bar, and radius of the mark at its end
BELOW, ABOVE = 0.25, 1.0  # factors beyond the outermost, the numbers stand in the latter
BESIDE, DOWN = 0.2, 0.15  # from the panel to a rate; from a bar's middle to a number's line
OVER, UNDER = 0.8, 0.7  # scene units over the panel and under it, for the lines of the rule
RATES = 1.9  # scene units left of the panel, for the rates
RULE = (LOUD, 40, LABEL, SMALLEST)  # sizes of the rule as it has room


class FactorBar(VMobject):
    """A bar from 0 to a factor on a panel whose rows are counted from its top."""

    def __init__(self, plane: Plane, row: int, factor: float, true: float, color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self.plane, self.row, self.true = plane, row, true
        self.meaning = Meaning("line", name="factor")
        start, end = plane.at([0, factor], -row)
        up = np.array([0, THICK / 2, 0])
        self.set_points(polygon(np.stack([start - up, start + up, end + up, end - up])))

    def claims(self) -> list[Claim]:
        """That it reaches from 0 to what the first step has made of the error."""
        ends = np.sort(corners(self)[:, 0])[[0, -1]]
        middle = corners(self)[:, 1].mean()
        inked = np.stack([ends, np.full(2, middle), np.zeros(2)], axis=1)
        true = [[value, -self.row] for value in sorted((0.0, self.true))]
        return [Ruler(self.plane).stands("factor", inked, true)]


class FactorBars:
    """Bars of the factors of runs side by side, over the interval in which an error shrinks.

    Attributes
    ----------
    ground
        The panel, with the interval from −1 to 1 shaded.
    bars
        Each with its rate, its end and its factor, from the top down.
    """

    def __init__(
        self,
        box: Box,
        problem: LeastSquares,
        runs: Trajectory,
        colors: Sequence[str],
        theme: Theme,
    ) -> None:
        self.problem, self.theme, self.colors = problem, theme, colors
        rates = np.asarray(runs.learning_rates[0])
        best = problem.minimizers[0]
        factors = contraction_factors(problem, rates, np.tile(best, (len(rates), 1)))[:, 0]
        errors = runs.thetas[:2, :, 0] - best[0]
        low, high = min(-1.0, factors.min()) - BELOW, 1.0 + ABOVE
        rows = Axis(0.5 - len(rates), 0.5, ticks=())
        across = Axis(float(low), float(high), ticks=(-1, 0, 1))
        self.plane = Plane(box.inset(left=RATES, top=OVER, bottom=UNDER), across, rows, theme)
        self.ground = VGroup(self.shade(), self.plane, *map(self.bound, (-1, 0, 1)))
        self.bars = [
            self.bar(row, float(rate), float(factors[row]), float(errors[1, row] / errors[0, row]))
            for row, rate in enumerate(rates)
        ]

    def shade(self) -> VMobject:
        """The interval in which an error shrinks."""
        _, _, bottom, top = self.plane.window
        edges = self.plane.at([-1, -1, 1, 1], [bottom, top, top, bottom])
        shade = VMobject(stroke_width=0, fill_color=self.theme.faint, fill_opacity=1)
        return mean(shade.set_points(polygon(edges)), Meaning("landscape", name="allowed"))

    def bound(self, factor: float) -> VMobject:
        """A dotted line at a factor."""
        _, _, bottom, top = self.plane.window
        return guide(self.plane, np.array([[factor, bottom], [factor, top]]))

    def bar(self, row: int, rate: float, factor: float, true: float) -> VGroup:
        """A row: the rate left of the panel, the bar, a mark on its end and the factor beside."""
        plane, color = self.plane, self.colors[row]
        end = plane.at(factor, -row)
        tip = Marks(end[None], self.theme, "batch", radius=TIP, color=color)
        tip.checked(partial(np.array, [[true, -row]]), plane.data)
        number = Number(factor, self.theme, write=exactly(4), color=color, size=LOUD, align="right")
        number.checked(partial(float, true))
        number.put(np.array([plane.inner.right, end[1] - DOWN, 0]))
        name = Text(f"$eta = {plain(rate)}$", self.theme, size=LOUD, color=color, shows=(rate,))
        name.put(right=plane.inner.left - BESIDE, baseline=end[1] - DOWN)
        return VGroup(name, FactorBar(plane, row, factor, true, color), tip, number)


def rule_lines(
    box: Box, problem: LeastSquares, words: tuple[str, str], theme: Theme
) -> tuple[Text, Text]:
    """Over the bars, what a step does to an error; under them, the rates at which it shrinks.

    ``words`` are Typst markup; the second has blanks for the curvature and the critical rate.
    """
    best = problem.minimizers[0]
    critical, curvature = critical_learning_rate(problem, best), problem.hessian(best)[0, 0]
    blanks = {"critical": plain(float(critical)), "curvature": plain(float(curvature))}
    shows = float(curvature), 2.0, 2.0 / float(curvature)
    lines = (words[0], ()), (words[1].format_map(blanks), shows)
    for size in RULE:
        over, under = (Text(body, theme, size=size, shows=shows) for body, shows in lines)
        if max(over.width, under.width) <= box.width:
            break
    over.put(left=box.left, baseline=box.top - 0.4)
    return over, under.put(left=box.left, baseline=box.bottom + 0.1)
