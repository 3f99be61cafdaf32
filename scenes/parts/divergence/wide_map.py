"""The map of the lesson divergence, which zooms out after a run that leaves its valley."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, evened
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.landscape import Landscape
from scenes.kit.panels.level_values import clear_of_path
from scenes.kit.panels.zoom import ZoomPlane

HALF = 11.0  # data units from the minimum to the edge of the closest view
WIDEST = 4.0  # the widest view is 2^4 times as wide
LEVELS = log_levels(1, 2.0 ** (10 + 2 * WIDEST), 19)  # each twice the last, for the widest view


def zoom_panel(box: Box, minimum: NDArray[np.float64], theme: Theme) -> ZoomPlane:
    """Parameter space centred on the minimum (2,), on one scale, able to zoom out."""
    w, b = map(float, minimum)
    across, up = Axis(w - HALF, w + HALF, "$w$"), Axis(b - HALF, b + HALF, "$b$")
    return ZoomPlane(box, *evened(across, up, box), theme, pivot=(w, b))


def zooms(run: Trajectory) -> NDArray[np.float64]:
    """How far the view is zoomed out at each step (T+1,), to hold the iterate that follows."""
    away = np.abs(run.thetas - run.problem.minimizers[0]).max(axis=1)
    farthest = np.maximum.accumulate(np.append(away[1:], away[-1]))
    found = np.clip(np.log2(np.maximum(farthest, 1) / (0.85 * HALF)), 0, WIDEST)
    found[0] = 0  # the beat begins on the frame on which the last one ended
    return found


def valley_map(plane: ZoomPlane, problem: LeastSquares, runs: Iterable[Trajectory]) -> Landscape:
    """Contours, minimum and the values of three levels, clear of the runs and of the upright cut.

    The contours follow the zoom.
    """
    paths = [clear_of_path(plane, run.thetas) for run in runs]
    cut = problem.minimizers[0] + HALF * np.array([[0, -1], [0, 1]])
    landscape = Landscape(Contours(plane, problem, LEVELS, shown=11, cells=120), problem)
    return landscape.with_values([*paths, clear_of_path(plane, cut, 0)])
