"""Segments and polygons drawn in one go, by code that has them as arrays."""

from __future__ import annotations

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.outlines import WIDTH
from scenes.kit.ink.paths import Context, Ink, lay_lines
from scenes.kit.ink.raster import Pen, Raster


def stroke(
    context: Context,
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    color: Ink,
    width: float,
    opacity: float = 1.0,
) -> None:
    """Draw segments (n, 2 or more), joined where one starts at the end of the one before.

    ``width`` is a stroke width as manim counts, a hundredth of a scene unit.
    """
    if not len(starts) or opacity <= 0:
        return
    raster = Raster.of(context)
    if raster is not None:
        raster.paint(raster.joined(starts, ends, WIDTH * width), Pen(color, opacity))
        return
    lay_lines(context, starts[:, :2], ends[:, :2])
    context.set_source_rgba(*color, opacity)
    context.set_line_width(WIDTH * width)
    context.set_line_join(cairo.LINE_JOIN_MITER)
    context.set_line_cap(cairo.LINE_CAP_BUTT)
    context.stroke()


def fill(
    context: Context, starts: NDArray[np.float64], ends: NDArray[np.float64], color: Ink
) -> None:
    """Fill polygons of sides (n, 2 or more)."""
    raster = Raster.of(context)
    if raster is not None:
        raster.paint(raster.polygons(starts, ends), Pen(color))
        return
    lay_lines(context, starts[:, :2], ends[:, :2])
    context.set_source_rgb(*color)
    context.fill()
