"""Polylines as manim outlines: cubic curves along straight segments, clipped to a box.

manim draws a path of cubics, four points each; a path continues while each curve starts where
the last one ended. Everything here is vectorised over the segments.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box

Points = NDArray[np.float64]
_THIRDS = np.array([0, 1 / 3, 2 / 3, 1])[:, None]


def from_segments(starts: Points, ends: Points) -> Points:
    """Cubics (4n, 3) along n straight segments from ``starts`` to ``ends``, each (n, 3)."""
    return (starts[:, None] + _THIRDS * (ends - starts)[:, None]).reshape(-1, 3)


def polyline(points: Points) -> Points:
    """Cubics through n scene points (n, 3)."""
    return from_segments(points[:-1], points[1:])


def polygon(points: Points) -> Points:
    """Cubics round n corners (n, 3), back to the first."""
    return from_segments(points, np.roll(points, -1, axis=0))


def clipped(points: Points, box: Box) -> Points:
    """Cubics through the parts of a polyline (n, 3) that lie inside a box."""
    return clipped_segments(points[:-1], points[1:], box)


def clipped_segments(starts: Points, ends: Points, box: Box) -> Points:
    """Cubics through the parts of segments (n, 3) that lie inside a box.

    Liang & Barsky, "A new concept and method for line clipping" (1984), on all at once. Segments
    with an end that is not finite are dropped.
    """
    if box.holds(starts).all() and box.holds(ends).all():
        return from_segments(starts, ends)  # as most lines that grow from frame to frame
    finite = np.isfinite(starts).all(1) & np.isfinite(ends).all(1)
    starts, ends = starts[finite], ends[finite]
    enter, leave = crossing(starts, ends, box)
    inside = enter < leave
    starts, step = starts[inside], (ends - starts)[inside]
    return from_segments(starts + enter[inside, None] * step, starts + leave[inside, None] * step)


def crossing(starts: Points, ends: Points, box: Box) -> tuple[Points, Points]:
    """Fractions (n,) of each segment at which it enters and leaves a box; enter >= leave: never."""
    step = ends - starts
    enter, leave = np.zeros(len(starts)), np.ones(len(starts))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for axis, low, high in ((0, box.left, box.right), (1, box.bottom, box.top)):
            for direction, room in (
                (-step[:, axis], starts[:, axis] - low),
                (step[:, axis], high - starts[:, axis]),
            ):
                at = room / direction
                enter = np.where(direction < 0, np.maximum(enter, at), enter)
                leave = np.where(direction > 0, np.minimum(leave, at), leave)
                leave = np.where((direction == 0) & (room < 0), -1.0, leave)
    return enter, leave


def polylines(outline: Points) -> list[Points]:
    """The unbroken polylines (n, 3) that straight cubics (4m, 3) run along."""
    if not len(outline):
        return []
    breaks = np.abs(outline[4::4] - outline[3:-1:4]).max(axis=1) > 1e-9
    parts = np.split(outline, 4 * (np.flatnonzero(breaks) + 1))
    return [np.concatenate([part[:1], part[3::4]]) for part in parts]


def sampled(outline: Points, count: int) -> Points:
    """Points (n, 3) along cubics (4m, 3), as many on each: some ``count``, if they are fewer."""
    cubics = outline.reshape(-1, 4, 3)
    on_each = -(-count // max(1, len(cubics)))
    parts = np.arange(on_each) / on_each
    weights = [(1 - parts) ** 3, 3 * parts * (1 - parts) ** 2, 3 * parts**2 * (1 - parts), parts**3]
    points = np.einsum("wk,mwi->mki", np.stack(weights), cubics).reshape(-1, 3)
    return np.asarray(points[:: max(1, len(points) // count)])


def dashed(points: Points, on: float, off: float) -> Points:
    """Cubics along a polyline (n, 3) in dashes ``on`` long, ``off`` apart, round its corners."""
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) < 2:
        return np.zeros((0, 3))
    at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points[:, :2], axis=0).T))])
    period = on + off
    starts = np.arange(0, at[-1], period)
    cuts = np.unique(np.concatenate([at, starts, starts + on]))
    cuts = cuts[cuts <= at[-1]]
    vertices = np.stack([np.interp(cuts, at, points[:, axis]) for axis in range(3)], axis=1)
    inked = (cuts[:-1] + cuts[1:]) / 2 % period < on
    return from_segments(vertices[:-1][inked], vertices[1:][inked])
