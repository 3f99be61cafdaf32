"""Where in a picture outlines are drawn."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from manim import LineJointType

from scenes.kit.ink.compiled import compiled
from studio.encoding.tiles import Box

if TYPE_CHECKING:
    from manim import Camera
    from numpy.typing import NDArray

EVERYWHERE = Box(-np.inf, np.inf, -np.inf, np.inf)
_SPIKE = 10  # widths of a stroke that cairo lets a pointed corner reach, as it is set up
_CORNER = 2**0.5  # as far as a square cap's corner reaches, in halves of its stroke's width
_SMOOTHED = 4  # pixels: edges are smoothed, and the chroma of two more rows is blended with them
_CURVE = 4  # points
_ROUNDED = LineJointType.ROUND, LineJointType.BEVEL


class Projection(NamedTuple):
    """Where a camera puts a scene: pixels a unit, those of a stroke's width, and of the origin."""

    scale: float
    width: float
    across: float
    down: float

    @classmethod
    def of(cls, camera: Camera) -> Projection:
        scale = camera.pixel_height / camera.frame_height
        x, y, _ = camera.frame_center
        across, down = camera.pixel_width / 2 - x * scale, camera.pixel_height / 2 + y * scale
        return cls(scale, camera.cairo_line_width_multiple * scale, across, down)

    def box(self, points: NDArray[np.float64], width: float, joint: object) -> Box:
        """Where strokes of some width, as manim counts, through points (n, 3) reach."""
        left, low, right, high = _limits(np.ascontiguousarray(points))
        if not isfinite(left + low + right + high):
            return EVERYWHERE
        reach = width / 2 * (_CORNER if joint in _ROUNDED else _SPIKE) * self.width + _SMOOTHED
        return Box(
            self.down - high * self.scale - reach,
            self.down - low * self.scale + reach,
            self.across + left * self.scale - reach,
            self.across + right * self.scale + reach,
        )


@compiled
def _limits(points):  # type: ignore[no-untyped-def]
    """The lowest x and y of points, and the highest; infinite unless all are finite."""
    left = low = np.inf
    right = high = -np.inf
    for i in range(len(points)):
        x, y = points[i, 0], points[i, 1]
        if not isfinite(x + y):
            return -np.inf, -np.inf, np.inf, np.inf
        left, right = min(left, x), max(right, x)
        low, high = min(low, y), max(high, y)
    return left, low, right, high


def ends(now: NDArray[Any], before: NDArray[Any]) -> list[NDArray[Any]]:
    """The points (n, 3) of a line, and those it had before, from where the two differ."""
    shared = min(len(now), len(before))
    differ = np.flatnonzero((now[:shared] != before[:shared]).any(axis=1))
    first = differ[0] if len(differ) else shared
    begin = max(first // _CURVE - 1, 0) * _CURVE  # the curve before has another corner or end
    return [points[begin:] for points in (now, before) if len(points) > begin]
