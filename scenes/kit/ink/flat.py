"""Cubics as straight pieces, in pixels."""

from __future__ import annotations

from math import ceil, isfinite, sqrt

import numpy as np

from scenes.kit.ink.compiled import compiled

SAME = 1e-5  # scene units at which points are one, as for manim
TOLERANCE = 0.02  # pixels that a piece may be off its curve
MOST = 500  # pieces of a curve
FAR = 1e6  # pixels beyond which nothing is told apart


@compiled
def _pieces(points, i, scale):  # type: ignore[no-untyped-def]
    """How many straight pieces a cubic takes: Wang's bound, from its second differences."""
    first = second = 0.0
    for axis in range(2):
        a, b = points[i, axis], points[i + 1, axis]
        c, d = points[i + 2, axis], points[i + 3, axis]
        first += (a - 2 * b + c) ** 2
        second += (b - 2 * c + d) ** 2
    bend = 0.75 * scale * sqrt(max(first, second)) / TOLERANCE
    return max(1, ceil(min(sqrt(bend), MOST)))


@compiled
def _apart(x, y):  # type: ignore[no-untyped-def]
    return abs(x) >= SAME or abs(y) >= SAME


@compiled
def _begins(points, i):  # type: ignore[no-untyped-def]
    """Whether a cubic does not go on where the one before ends."""
    if i == 0:
        return True
    return _apart(points[i, 0] - points[i - 1, 0], points[i, 1] - points[i - 1, 1])


@compiled
def _is_finite(start, end):  # type: ignore[no-untyped-def]
    return isfinite(start[0] + start[1] + end[0] + end[1])


@compiled
def flattened(points, matrix):  # type: ignore[no-untyped-def]
    """Cubics as straight pieces.

    Parameters
    ----------
    points
        In scene units (4n, 2 or more): start, two handles and end of each; those that go on where
        the one before ends are a run.
    matrix
        Pixels to the right and down for one scene unit, and the place of the origin.

    Returns
    -------
    vertices
        Of all runs (m, 2), in pixels.
    corners
        Whether a vertex is one of the curve's own (m,), and not within a cubic.
    firsts
        The first vertex of each run, and the one after the last; no run if a point is not finite.
    extents
        The lowest x and y of the vertices and the highest.
    """
    across, down, left, top = matrix
    scale = abs(across)
    total, runs = 0, 0
    if not np.isfinite(points).all():
        points = points[:0]
    for i in range(0, len(points), 4):
        if _begins(points, i):
            runs += 1
            total += 1
        total += _pieces(points, i, scale)
    vertices, corners = np.empty((total, 2)), np.zeros(total, np.bool_)
    firsts = np.full(runs + 1, total)
    low, high = np.full(2, FAR), np.full(2, -FAR)
    at, run = 0, 0
    for i in range(0, len(points), 4):
        first = 1
        if _begins(points, i):
            firsts[run] = at
            run += 1
            first = 0
        pieces = _pieces(points, i, scale)
        for n in range(first, pieces + 1):
            t = n / pieces
            s = 1 - t
            a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            for axis, unit, origin in ((0, across, left), (1, down, top)):
                near = a * points[i, axis] + b * points[i + 1, axis]
                far = c * points[i + 2, axis] + d * points[i + 3, axis]
                place = min(max((near + far) * unit + origin, -FAR), FAR)
                low[axis], high[axis] = min(low[axis], place), max(high[axis], place)
                vertices[at, axis] = place
            corners[at] = n == 0 or n == pieces
            at += 1
    extents = low[0], low[1], high[0], high[1]
    return vertices, corners, firsts, extents


@compiled
def joined(starts, ends, matrix):  # type: ignore[no-untyped-def]
    """Segments (n, 2 or more), which go on where one starts at the end of the one before.

    Returns what `flattened` does; every vertex is a corner. Those that are not finite are left out.
    """
    across, down, left, top = matrix
    total, runs = 0, 0
    last_x = last_y = np.inf
    for k in range(len(starts)):
        if _is_finite(starts[k], ends[k]):
            runs += _apart(starts[k, 0] - last_x, starts[k, 1] - last_y)
            last_x, last_y = ends[k, 0], ends[k, 1]
            total += 1
    vertices, firsts = np.empty((total + runs, 2)), np.full(runs + 1, total + runs)
    at, run = 0, 0
    last_x = last_y = np.inf
    low_x = low_y = FAR
    high_x = high_y = -FAR
    for k in range(len(starts)):
        if not _is_finite(starts[k], ends[k]):
            continue
        first = 1
        if _apart(starts[k, 0] - last_x, starts[k, 1] - last_y):
            firsts[run] = at
            run += 1
            first = 0
        last_x, last_y = ends[k, 0], ends[k, 1]
        for n in range(first, 2):
            x, y = (starts[k, 0], starts[k, 1]) if n == 0 else (last_x, last_y)
            x = min(max(x * across + left, -FAR), FAR)
            y = min(max(y * down + top, -FAR), FAR)
            low_x, high_x = min(low_x, x), max(high_x, x)
            low_y, high_y = min(low_y, y), max(high_y, y)
            vertices[at, 0], vertices[at, 1] = x, y
            at += 1
    return vertices, np.ones(len(vertices), np.bool_), firsts, (low_x, low_y, high_x, high_y)
