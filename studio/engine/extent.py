"""The rows of a picture that an object is drawn in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from manim import LineJointType, VMobject

from studio.encoding.strips import HEIGHT, Strips, no_strips

if TYPE_CHECKING:
    from manim import Camera, Mobject

Rows: TypeAlias = tuple[float, float]
"""From the top of a picture, in pixels: where they begin and end."""

EVERYWHERE: Rows = (-np.inf, np.inf)
_SPIKE = 10  # widths of a stroke that cairo lets a pointed corner reach, as it is set up
_CORNER = 2**0.5  # as far as a square cap's corner reaches, in halves of its stroke's width
_SMOOTHED = 4  # pixels: edges are smoothed, and the chroma of two more rows is blended with them


def rows_of(camera: Camera, mobject: Mobject) -> Rows:
    """The rows that an object is drawn in; what paints itself may do so everywhere."""
    if not isinstance(mobject, VMobject) or hasattr(type(mobject), "paint"):
        return EVERYWHERE
    heights = mobject.points[:, 1]
    if not np.isfinite(mobject.points).all():
        return EVERYWHERE
    to_pixels = camera.pixel_height / camera.frame_height
    middle = camera.pixel_height / 2 + camera.frame_center[1] * to_pixels
    reach = _reach(mobject) * camera.cairo_line_width_multiple * to_pixels + _SMOOTHED
    return (
        middle - float(heights.max()) * to_pixels - reach,
        middle - float(heights.min()) * to_pixels + reach,
    )


def _reach(mobject: VMobject) -> float:
    """How far strokes go beyond the points, in stroke widths as manim counts."""
    width = max(mobject.get_stroke_width(background=back) for back in (False, True))
    joints = LineJointType.ROUND, LineJointType.BEVEL
    return width / 2 * (_CORNER if mobject.joint_type in joints else _SPIKE)


def meet(one: Rows, other: Rows) -> bool:
    """Whether there are rows in both."""
    return one[0] < other[1] and other[0] < one[1]


def strips_of(found: Iterable[Rows], rows: int) -> Strips:
    """The strips, in a picture of some rows, that are in any of those found."""
    strips = no_strips(rows)
    for first, last in found:
        top, bottom = max(first, 0), min(last, rows)
        if bottom > top:
            strips[int(top // HEIGHT) : int(-(-bottom // HEIGHT))] = True
    return strips
