"""Outlines laid out with cairo, in as few calls as they take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.flat import SAME

Context: TypeAlias = "cairo.Context[Any]"
Ink = tuple[float, float, float]
MANY = 64  # points from which on an outline is worth a look


def is_straight(points: NDArray[np.float64]) -> bool:
    """Whether all cubics (4n, 2) are segments with handles at their thirds."""
    (x, y), (to_x, to_y), _, (end_x, end_y) = points[:4].tolist()
    if abs(to_x - x - (end_x - x) / 3) >= SAME or abs(to_y - y - (end_y - y) / 3) >= SAME:
        return False  # as most outlines that are not show at once
    start, first, second, end = points.reshape(-1, 4, 2).transpose(1, 0, 2)
    third = (end - start) / 3
    return bool(
        np.abs(first - start - third).max() < SAME and np.abs(end - second - third).max() < SAME
    )


def lay_lines(context: Context, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> None:
    """Path through segments (n, 2), which go on where one starts at the end of the one before."""
    context.new_path()
    x, y, line_to = ends[:, 0].tolist(), ends[:, 1].tolist(), context.line_to
    for first, last, start, closed in _runs(starts, ends):
        context.move_to(*start)
        for point in zip(x[first:last], y[first:last], strict=True):
            line_to(*point)
        if closed:
            context.close_path()


def lay_curves(context: Context, cubics: NDArray[np.float64]) -> None:
    """Path through cubics (n, 8), each x and y of start, two handles and end."""
    context.new_path()
    curves, curve_to = cubics[:, 2:].tolist(), context.curve_to
    for first, last, start, closed in _runs(cubics[:, :2], cubics[:, 6:]):
        context.move_to(*start)
        for curve in curves[first:last]:
            curve_to(*curve)
        if closed:
            context.close_path()


def _runs(
    starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> Iterator[tuple[int, int, list[float], bool]]:
    """Unbroken runs of pieces: the first, the one after the last, the start, whether it closes."""
    breaks = np.flatnonzero(~_meet(starts[1:], ends[:-1])) + 1
    firsts, lasts = np.append(0, breaks), np.append(breaks, len(starts))
    begins = starts[firsts]
    closed = _meet(begins, ends[lasts - 1])
    return zip(firsts.tolist(), lasts.tolist(), begins.tolist(), closed.tolist(), strict=True)


def _meet(points: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of points (n, 2) are where others are; quicker than a maximum over two numbers each."""
    near = np.abs(points - others) < SAME
    return np.asarray(near[:, 0] & near[:, 1])


def ink(color: str) -> Ink:
    """``#RRGGBB`` as cairo is to be told: manim keeps RGBA bytes where cairo has BGRA."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return blue, green, red
