"""What a surface hides: for each column of the view, how far up and down its nearer part reaches.

Walking away from the camera over a height field, the part already passed covers, in a column of
the view, all between its lowest and its highest point: the floating horizon (Anderson, "Hidden
line elimination in projected grid surfaces", ACM Transactions on Graphics 1, 1982). A point is
hidden when it lies between the two. The test is the same for points on the surface, over it and
under it, and its error is one of position on the screen, so that nothing flickers at a ridge.
"""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.compiled import compiled
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.view import Pose

Array = NDArray[np.float64]
COLUMNS, STEPS = 144, 144  # of the view, and along each of them over the ground
TOLERANCE = 0.012  # scene units on the screen by which a line may lie below the horizon
CLEARANCE = 0.03  # units of space in front of a point in which nothing hides it: what it lies on
PARTS = 16  # in which a segment that goes into hiding is cut


class _View(NamedTuple):
    """A relief and a camera, as the compiled code takes them: x and y over the ground, z up."""

    climb: Array  # of the corners of the relief's cells, from its ground
    sides: Array
    floor: float
    rise: float
    right: Array
    away: Array
    sine: float
    cosine: float
    slack: float  # by which what is hidden must lie below the horizon


class _Columns(NamedTuple):
    """For each column where it meets the relief and for each step on how far up and down it is."""

    reach: float
    near: Array
    depth: Array
    lowest: Array
    highest: Array


class Horizon:
    """Visibility behind a relief from one position of the camera.

    Parameters
    ----------
    relief
        The surface.
    pose
        The camera.
    """

    def __init__(self, relief: Relief, pose: Pose) -> None:
        self.pose, self.relief = pose, relief
        right, away = pose.right, pose.away
        reach = float(np.abs(right) @ relief.sides / 2)
        near, far = _crossings(np.linspace(-reach, reach, COLUMNS), right, away, relief.sides / 2)
        reached = np.empty((2, COLUMNS, STEPS))
        self._columns = _Columns(reach, near, np.maximum(far - near, 1e-9), *reached)
        ground = relief.climb, relief.sides, relief.floor, pose.rise
        self._view = _View(*ground, right, away, *pose.tilt, TOLERANCE / pose.zoom)
        _walk(self._view, self._columns)

    def __deepcopy__(self, memo: object) -> Horizon:
        # Nothing in it can change, so a copy may share everything.
        return self

    def before(
        self, point: Array, room: float, columns: int, *, standing: bool
    ) -> tuple[Array, Array, Array] | None:
        """The strip of the view that hides a marker which is centred on a point in space (3,).

        One that is ``standing`` is taken to have its foot there, so that the slope that carries it
        does not cover its lower half: walking down behind a ridge it goes out of sight from its
        lowest point, as soon as it is on the far side, to its highest.

        Parameters
        ----------
        room
            How far the marker reaches from there; the strip goes no farther than twice that.
        columns
            Across the marker, at which the strip is looked up.

        Returns
        -------
        u (n,) and the lowest and highest v (n,) that are hidden there; None if nothing is.
        """
        u, low, high = _strip(self._view, self._columns, *point, room, columns, standing)
        hidden = low < high
        return (u[hidden], low[hidden], high[hidden]) if hidden.any() else None

    def hidden(self, points: Array, *, on_top: bool = False) -> NDArray[np.bool_]:
        """Which points in space (..., 3) the surface hides.

        Points ``on_top`` of it are also hidden where it shows its lower side.
        """
        flat = np.ascontiguousarray(points, dtype=float).reshape(-1, 3)
        found = _which(self._view, self._columns, flat, on_top)
        return np.asarray(found).reshape(points.shape[:-1])

    def cut(
        self, starts: Array, ends: Array, *, on_top: bool = False
    ) -> tuple[Array, Array, NDArray[np.intp]]:
        """The visible parts of segments in space, starts and ends (n, 3) each, as segments.

        Returns
        -------
        Starts and ends (m, 3) of the parts, and the segment each is a part of (m,).
        """
        first, last = np.ascontiguousarray(starts), np.ascontiguousarray(ends)
        starts, ends, of = _cut(self._view, self._columns, first, last, on_top)
        return starts, ends, of


@compiled
def _height(view, x, y):  # type: ignore[no-untyped-def]
    """Height z of the relief over a point of the ground; nan in gaps."""
    cells = len(view.climb) - 1
    across, along = (x / view.sides[0] + 0.5) * cells, (y / view.sides[1] + 0.5) * cells
    i, j = min(max(int(along), 0), cells - 1), min(max(int(across), 0), cells - 1)
    a, b = min(max(across - j, 0.0), 1.0), min(max(along - i, 0.0), 1.0)
    near = view.climb[i, j] + a * (view.climb[i, j + 1] - view.climb[i, j])
    far = view.climb[i + 1, j] + a * (view.climb[i + 1, j + 1] - view.climb[i + 1, j])
    return view.floor + view.rise * (near + b * (far - near))


@compiled
def _walk(view, columns):  # type: ignore[no-untyped-def]
    """Fill in how far up and down the relief reaches, column by column."""
    for n in range(COLUMNS):
        u = columns.reach * (2 * n / (COLUMNS - 1) - 1)
        low, high = np.nan, np.nan
        for step in range(STEPS):
            t = columns.near[n] + columns.depth[n] * step / (STEPS - 1)
            x = u * view.right[0] + t * view.away[0]
            y = u * view.right[1] + t * view.away[1]
            v = t * view.sine + _height(view, x, y) * view.cosine
            if not v >= low:  # nothing is hidden by a gap
                low = v if v == v else low
            if not v <= high:
                high = v if v == v else high
            columns.lowest[n, step], columns.highest[n, step] = low, high


@compiled
def _band(columns, u, t):  # type: ignore[no-untyped-def]
    """Lowest and highest v hidden at a u by what is nearer than t; nothing: inf, -inf."""
    place = min(max((u / columns.reach + 1) / 2 * (COLUMNS - 1), 0.0), COLUMNS - 1.0)
    first = min(int(place), COLUMNS - 2)
    low = high = total = 0.0
    for n in range(first, first + 2):
        steps = (t - columns.near[n]) / columns.depth[n] * (STEPS - 1)
        weight = 1 - abs(place - n)
        if steps >= 0 and weight > 0:
            step = min(floor(steps), STEPS - 1)
            low += weight * columns.lowest[n, step]
            high += weight * columns.highest[n, step]
            total += weight
    if total <= 1e-9:
        return np.inf, -np.inf
    return low / total, high / total


@compiled
def _strip(view, columns, x, y, z, room, count, standing):  # type: ignore[no-untyped-def]
    """For some columns across a marker, u and the lowest and highest v that are hidden."""
    middle = x * view.right[0] + y * view.right[1]
    t = x * view.away[0] + y * view.away[1]
    v = t * view.sine + z * view.cosine
    across, low, high = np.empty(count), np.empty(count), np.empty(count)
    for n in range(count):
        aside = room * (2 * n / (count - 1) - 1)
        across[n] = middle + aside
        low[n], high[n] = _band(columns, across[n], t - CLEARANCE)
        if standing:
            climb = _height(view, x + aside * view.right[0], y + aside * view.right[1]) - z
            high[n] -= max(climb, 0.0) * view.cosine
            low[n] = -np.inf if np.isfinite(low[n]) else low[n]  # it is never seen from below
    lift = max(0.0, room - max(0.0, high[count // 2] - v)) if standing else 0.0
    for n in range(count):
        low[n] = min(max(low[n], v - 2 * room), v + 2 * room)
        high[n] = min(max(high[n] - lift, v - 2 * room), v + 2 * room)
    return across, low, high


@compiled
def _is_hidden(view, columns, x, y, z, on_top):  # type: ignore[no-untyped-def]
    """Whether a point is; one on top also where the surface turns its lower side to the camera."""
    u = x * view.right[0] + y * view.right[1]
    t = x * view.away[0] + y * view.away[1]
    v = t * view.sine + z * view.cosine
    low, high = _band(columns, u, t - CLEARANCE)
    below = v < high - view.slack
    if not on_top:
        return below and v > low + view.slack
    if below:
        return True
    nearer = _height(view, x - CLEARANCE * view.away[0], y - CLEARANCE * view.away[1])
    return view.sine + view.cosine * (_height(view, x, y) - nearer) / CLEARANCE < 0


@compiled
def _which(view, columns, points, on_top):  # type: ignore[no-untyped-def]
    found = np.empty(len(points), np.bool_)
    for k in range(len(points)):
        found[k] = _is_hidden(view, columns, points[k, 0], points[k, 1], points[k, 2], on_top)
    return found


@compiled
def _cut(view, columns, starts, ends, on_top):  # type: ignore[no-untyped-def]
    """Segments less what is hidden, and which they are parts of."""
    first, last = np.empty_like(starts), np.empty_like(starts)
    of = np.empty(len(starts), np.intp)
    count = 0
    for k in range(len(starts)):
        a, b = starts[k], ends[k]
        begins = not _is_hidden(view, columns, a[0], a[1], a[2], on_top)
        stops = not _is_hidden(view, columns, b[0], b[1], b[2], on_top)
        if not (begins or stops):
            continue
        first[count], last[count], of[count] = a, b, k
        if not (begins and stops):
            # It goes into hiding: it is kept from its visible end to the last part still seen.
            seen, other = (a, b) if begins else (b, a)
            part = 0.0
            for n in range(1, PARTS):
                at = seen + n / PARTS * (other - seen)
                if _is_hidden(view, columns, at[0], at[1], at[2], on_top):
                    break
                part = n / PARTS
            edge = last if begins else first
            edge[count] = seen + part * (other - seen)
        count += 1
    return first[:count].copy(), last[:count].copy(), of[:count].copy()


def _crossings(u: Array, right: Array, away: Array, half: Array) -> tuple[Array, Array]:
    """Where the lines at u (n,) enter and leave a rectangle of half sides (2,), as distances t."""
    near, far = np.full_like(u, -np.inf), np.full_like(u, np.inf)
    for axis in (0, 1):
        if abs(away[axis]) < 1e-12:
            continue
        first = (-half[axis] - u * right[axis]) / away[axis]
        second = (half[axis] - u * right[axis]) / away[axis]
        near = np.maximum(near, np.minimum(first, second))
        far = np.minimum(far, np.maximum(first, second))
    return near, far
