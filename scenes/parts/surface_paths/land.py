"""What is seen as a surface: the loss of a line through points, or a formula."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gdcore import Formula, Problem
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, evened, round_ticks
from scenes.kit.problems.centred_line import LEVELS
from scenes.kit.problems.own_points import OwnPoints, round_unit
from scenes.kit.problems.typed import axis_names, typed

LINEAR, LOG = (0.0, 1000.0), (1.0, 1000.0)  # losses from the bottom of the box to its top
HIGH = 412.0  # of them, where runs start
EVEN, MOST = 14, 3  # levels where nothing is lowest, and ticks of heights, at most
MORE = 2  # lines over those of the loss of points, whose map does not reach as high
SPARE = 0.02  # of the values, over and under the heights where nothing is lowest
GRID = 200  # cells along each side of a window in which its values are sought
Array = NDArray[np.float64]
Ends = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Land:
    """A problem of two parameters, and the part of it that is shown.

    Attributes
    ----------
    problem
        Its values are the heights.
    least, counted
        What the values on its lines are counted from, and the problem that has these values.
    levels
        Of the lines (n,), counted from there.
    window
        Of both parameters.
    names
        Of these, in Typst markup.
    low, high
        Values at the bottom of the box and at its top.
    log
        Whether equal ratios are equal heights.
    """

    problem: Problem
    least: float
    counted: Problem
    levels: Array
    window: tuple[Ends, Ends]
    names: tuple[str, str]
    low: float
    high: float
    ticks: tuple[float, ...] | None
    log: bool = False

    def map(self, box: Box, theme: Theme) -> Plane:
        """The panel of its parameters, on one scale."""
        across, up = (Axis(*ends, name) for ends, name in zip(self.window, self.names, strict=True))
        return Plane(box, *evened(across, up, box), theme)

    def heights(self, name: str) -> Axis:
        """Their axis."""
        return Axis(self.low, self.high, name, ticks=self.ticks, log=self.log)


def of_points(own: OwnPoints, *, log: bool = False) -> Land:
    """The loss of a line through points."""
    low, high = own.size * np.array(LOG if log else LINEAR)
    ticks = None if log else (low, high / 2, high)
    levels, names = own.size * LEVELS, ("$w$", "$b$")
    return Land(
        own.problem,
        own.least,
        own.above_least,
        levels,
        own.window,
        names,
        float(low),
        float(high),
        ticks,
        log,
    )


def of_formula(text: str, starts: Array) -> Land:
    """A formula over its window, up to well over where runs start, places (n, 2)."""
    problem, window = typed(text), window_of(text)
    finite = values_over(problem, window)
    finite = finite[np.isfinite(finite)]
    if len(problem.minimizers):
        low, start = float(problem.value(problem.minimizers[0])), problem.value(starts).max()
        tall = float(start) - low
        high = min(low + tall * LINEAR[1] / HIGH, float(finite.max()))
        ratio = float(LEVELS[1] / LEVELS[0])
        higher = LEVELS[-1] * ratio ** np.arange(1, MORE + 1)
        levels = low + round_unit(tall, HIGH) * np.append(LEVELS, higher)
    else:
        low, high = map(float, np.quantile(finite, (SPARE, 1 - SPARE)))
        levels = np.array(round_ticks(low, high, EVEN))
    ticks, names = round_ticks(low, high, MOST), axis_names(problem)
    levels = levels[(levels > low) & (levels < finite.max())]
    return Land(problem, 0.0, problem, levels, window, names, low, high, ticks)


@cache
def window_of(text: str) -> tuple[Ends, Ends]:
    """A square round the minima of a formula, and where it has values, as far as it can be."""
    problem = typed(text)
    low, high = problem.domain.T
    middle, half = (low + high) / 2, float((high - low).max()) / 2
    square = np.stack([middle - half, middle + half], axis=1)
    whole = np.isfinite(values_over(problem, square))
    ticks = np.linspace(square[:, 0], square[:, 1], GRID + 1, axis=1)
    able = [ticks[0][whole.any(axis=0)], ticks[1][whole.any(axis=1)]]
    first, last = (np.array([axis[end] for axis in able]) for end in (0, -1))
    half = float((last - first).min()) / 2
    wished = problem.minimizers.mean(axis=0) if len(problem.minimizers) else middle
    middle = np.clip(wished, first + half, last - half)
    (x, y), (left, bottom) = map(float, middle), map(float, middle)
    return (left - half, x + half), (bottom - half, y + half)


def values_over(problem: Formula, window: tuple[Ends, Ends] | Array) -> Array:
    """Values (n, n) all over a window, rows along the second parameter."""
    across, up = (np.linspace(low, high, GRID + 1) for low, high in window)
    return problem.value(np.stack(np.meshgrid(across, up), axis=-1))
