"""The panels of the lesson conditioning: what they show, and the levels of their contours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.contours import log_levels
from scenes.parts.conditioning.standardising import Standardising

BEYOND = 0.3  # how much further than the minimum the map reaches, of the way from the start
AROUND = 0.2  # of the map at least on either side of the minimum
LINES = 11  # contours, each at twice the value of the last
Points = NDArray[np.float64]


def reach(runs: Sequence[Trajectory], start: tuple[float, float]) -> Points:
    """Parameters (n, 2) that a map of the runs has to show, the first on the data as they are."""
    best = np.concatenate([run.problem.minimizers for run in runs])
    beyond = best[:1] + BEYOND * (best[:1] - start)
    points = np.concatenate([*(run.thetas for run in runs), best, beyond])
    around = AROUND * np.ptp(points, axis=0)
    return np.concatenate([points, best[:1] - around, best[:1] + around])


def levels(plane: Plane, run: Trajectory) -> Points:
    """Losses that the contours are at: powers of 2, the highest that is on a run's map and down."""
    left, right, bottom, top = plane.window
    corners = np.array([[w, b] for w in (left, right) for b in (bottom, top)])
    highest = float(run.problem.value(corners).max())
    top = 2.0 ** (np.ceil(np.log2(highest)) - 1)
    return log_levels(top / 2 ** (LINES - 1), top, LINES)


def data_panel(
    box: Box,
    data: Standardising,
    start: tuple[float, float],
    theme: Theme,
    names: tuple[str, str] = ("$x$", "$y$"),
) -> Plane:
    """Data space, wide enough for x before and after, high enough for the first line."""
    x = np.append(data.x_given, (data.x_given - data.mean) / data.spread)
    heights = np.append(data.heights, start[0] * data.x_given + start[1])
    across, up = (
        Axis(float(v.min() - 0.08 * np.ptp(v)), float(v.max() + 0.08 * np.ptp(v)), name)
        for v, name in zip((x, heights), names, strict=True)
    )
    return Plane(box, across, up, theme)
