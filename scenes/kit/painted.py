"""Mobjects that paint themselves with cairo, and the camera that lets them.

Manim draws outlines one by one. A picture of thousands of pieces, or one that is partly hidden,
is painted faster and better by code that knows it; everything else stays manim's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import cairo
import numpy as np
from manim import Camera, VMobject
from numpy.typing import NDArray

Context: TypeAlias = "cairo.Context[Any]"
Ink = tuple[float, float, float]
MANY = 64  # points from which on an outline is worth a look
SAME = 1e-6  # scene units at which points are one, as for manim


class Painted(VMobject):
    """A mobject with its own way of being drawn; it must have points, or manim leaves it out."""

    def paint(self, context: Context, outline: Callable[[], object]) -> None:
        """Draw on a context whose units are the scene's.

        Parameters
        ----------
        context
            Cairo's; what is set on it must be restored. Its red and blue are swapped, see `ink`.
        outline
            Draws the mobject's points as manim does.
        """
        outline()

    def appearance(self) -> object:
        """All that the picture depends on beside the mobject's points and style, to be compared."""
        return object()  # equal to nothing: paint every frame


class PaintingCamera(Camera):
    """Manim's camera, which asks painted mobjects to paint, and draws straight pieces as such."""

    def display_vectorized(self, vmobject: VMobject, ctx: Context) -> PaintingCamera:
        """Draw a mobject."""
        outline = super().display_vectorized
        if isinstance(vmobject, Painted):
            vmobject.paint(ctx, lambda: outline(vmobject, ctx))
        else:
            outline(vmobject, ctx)
        return self

    def set_cairo_context_path(self, ctx: Context, vmobject: VMobject) -> PaintingCamera:
        """Lay out a mobject's outline; one of straight pieces costs half as lines."""
        points = np.asarray(vmobject.points[:, :2])
        if len(points) < MANY or len(points) % 4 or not _is_straight(points):
            super().set_cairo_context_path(ctx, vmobject)
        else:
            _lay_lines(ctx, points[0::4], points[3::4])
        return self


def stroke(
    context: Context,
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    color: Ink,
    width: float,
    opacity: float = 1.0,
) -> None:
    """Draw segments (n, 2), joined where one starts at the end of the one before.

    ``width`` is a stroke width as manim counts, a hundredth of a scene unit.
    """
    if len(starts) and opacity > 0:
        _lay_lines(context, starts, ends)
        context.set_source_rgba(*color, opacity)
        context.set_line_width(width / 100)
        context.set_line_join(cairo.LINE_JOIN_MITER)
        context.set_line_cap(cairo.LINE_CAP_BUTT)
        context.stroke()


def _is_straight(points: NDArray[np.float64]) -> bool:
    """Whether all cubics (4n, 2) are segments with handles at their thirds."""
    start, first, second, end = points.reshape(-1, 4, 2).transpose(1, 0, 2)
    third = (end - start) / 3
    return bool(
        np.abs(first - start - third).max() < SAME and np.abs(end - second - third).max() < SAME
    )


def _lay_lines(context: Context, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> None:
    """Path through segments (n, 2), which go on where one starts at the end of the one before."""
    breaks = np.flatnonzero(np.abs(starts[1:] - ends[:-1]).max(axis=1) > SAME) + 1
    firsts = np.concatenate([[0], breaks])
    lasts = np.concatenate([breaks, [len(starts)]])
    closed = (np.abs(starts[firsts] - ends[lasts - 1]).max(axis=1) < SAME).tolist()
    context.new_path()
    x, y, line_to = ends[:, 0].tolist(), ends[:, 1].tolist(), context.line_to
    begin = starts[firsts].tolist()
    for first, last, start, is_closed in zip(
        firsts.tolist(), lasts.tolist(), begin, closed, strict=True
    ):
        context.move_to(*start)
        for point in zip(x[first:last], y[first:last], strict=True):
            line_to(*point)
        if is_closed:
            context.close_path()


def ink(color: str) -> Ink:
    """``#RRGGBB`` as cairo is to be told: manim keeps RGBA bytes where cairo has BGRA."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return blue, green, red
