"""A quadratic valley that runs level along the first parameter, on panels of one scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import Problem, Quadratic
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import BOTTOM, LEFT, RIGHT, TOP, Axis, Plane
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.landscape import Landscape

MARGIN = 0.06  # of the reach of the data, left free on every side
LINES = 10  # contours, each at twice the value of the last
SEEN = 7  # lines that cross a panel at least, however little of the landscape it shows
HIGH = 0.95  # of the values on a panel, the highest line where a corner has none
GRID = 60  # values along each side of a panel among which its lowest is sought


def valley(condition: float) -> Quadratic:
    """Half of θ₁² + condition · θ₂²: curvature 1 along the valley, ``condition`` across."""
    return Quadratic(np.diag([1.0, condition]), np.zeros(2))


def one_scale(
    box: Box,
    points: NDArray[np.float64],
    theme: Theme,
    *,
    names: tuple[str, str] = ("", ""),
    numbers: tuple[bool, bool] = (True, True),
    left: float = LEFT,
) -> Plane:
    """A panel on which a unit is as long across as it is up, and all data points (n, 2) are.

    The points are in the middle; the panel fills its box, so it may show more than them.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    reach = np.maximum(high - low, 1e-9) * (1 + 2 * MARGIN)
    room = np.array([box.width - left - RIGHT, box.height - BOTTOM - (TOP if names[1] else 0.15)])
    half = room / (room / reach).min() / 2
    (x_low, y_low), (x_high, y_high) = (low + high) / 2 - half, (low + high) / 2 + half
    ticks: tuple[tuple[float, ...] | None, ...] = tuple(None if shown else () for shown in numbers)
    return Plane(
        box,
        Axis(float(x_low), float(x_high), names[0], ticks=ticks[0]),
        Axis(float(y_low), float(y_high), names[1], ticks=ticks[1]),
        theme,
        left=left,
    )


def landscape(
    plane: Plane, problem: Problem, *, lines: int = LINES, ratio: float = 2.0
) -> Landscape:
    """Contours of a problem over a whole panel, at `levels_on` it, and the star at its minimum."""
    levels = levels_on(plane, problem, lines=lines, ratio=ratio)
    return Landscape(Contours(plane, problem, levels), problem)


def levels_on(
    plane: Plane, problem: Problem, *, lines: int = LINES, ratio: float = 2.0
) -> NDArray[np.float64]:
    """Levels (n,) for contours of a problem over a whole panel, the lowest first.

    From the highest value on the panel down, each of so many lines lies ``ratio`` lower; on a
    panel so far from the minimum that hardly any would cross it, ``SEEN`` lines divide what it
    shows.
    """
    left, right, bottom, top = plane.window
    corners = np.array([[x, y] for x in (left, right) for y in (bottom, top)])
    highest = float(problem.value(corners).max())
    floor = float(problem.value(problem.minimizers[0]))
    x, y = np.linspace(left, right, GRID), np.linspace(bottom, top, GRID)
    values = problem.value(np.stack(np.meshgrid(x, y), axis=-1))
    values = values[np.isfinite(values)]  # a formula may have gaps
    highest = highest if np.isfinite(highest) else float(np.quantile(values, HIGH))
    lowest = float(values.min())
    if highest - floor < ratio**SEEN * (lowest - floor):
        lines, ratio = SEEN, ((highest - floor) / (lowest - floor)) ** (1 / (SEEN + 0.5))
    lowest = (highest - floor) / ratio**lines
    return np.asarray(floor + log_levels(lowest, highest - floor, lines + 1)[:-1])
