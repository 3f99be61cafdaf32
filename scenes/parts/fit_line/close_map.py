"""A map of slope and intercept that comes down to the floor of the valley, once a run is there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis
from scenes.kit.panels.contours import log_levels
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.problems.valley import one_scale

CLOSER = 5  # times that the window halves
WITHIN, LATEST = 1.0, 0.8  # of the close window, that a run is in from a step on; of its steps
SHOWN = 10  # levels on either window, each twice the last
LEVELS = log_levels(0.2 * 4.0**-CLOSER, 102.4, SHOWN + 2 * CLOSER)
Array = NDArray[np.float64]


class CloseMap(ZoomPlane):
    """Parameter space on one scale, which halves its window about a point ``CLOSER`` times.

    Attributes
    ----------
    near
        How far it has come, 0 to 1.
    """

    def __init__(self, box: Box, points: Array, pivot: Array, theme: Theme) -> None:
        wide = one_scale(box, points, theme, names=("$w$", "$b$"))
        self.near = ValueTracker(0.0)
        x, y = map(_closer, (wide.x, wide.y), pivot)
        super().__init__(box, x, y, theme, pivot=(float(pivot[0]), float(pivot[1])), spacing=1.0)
        self.zoom = lambda: CLOSER * (1 - min(float(self.near.get_value()), 1.0))
        self.refresh()

    def reached(self, thetas: Array) -> int:
        """The step from which on a run (T+1, 2) is in the close window; its last if too late."""
        low, high = np.array([[self.x.low, self.y.low], [self.x.high, self.y.high]]) - self.pivot
        away = thetas - self.pivot
        outside = np.flatnonzero((away / np.where(away < 0, low, high)).max(axis=1) > WITHIN)
        last = len(thetas) - 1
        step = int(outside.max(initial=-1)) + 1
        return step if step <= LATEST * last else last


def _closer(axis: Axis, middle: float) -> Axis:
    """An axis whose window about a value is that of another, halved as often as it can be."""
    low, high = (float(middle + 0.5**CLOSER * (end - middle)) for end in (axis.low, axis.high))
    return replace(axis, low=low, high=high)
