"""Placing labels where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.layout import Box

Points: TypeAlias = NDArray[np.float64]
Obstacles: TypeAlias = Iterable[tuple[ArrayLike, float]]  # points (n, 3), the room round each
OUTSIDE = 9  # a place that is not inside counts as so many obstacles


def place(
    size: tuple[float, float],
    candidates: ArrayLike | Sequence[ArrayLike],
    *,
    clear_of: Obstacles = (),
    inside: Box | None = None,
) -> Points:
    """The centre, of some for a label, at which it covers the least; the first of equals.

    Parameters
    ----------
    size
        Width and height of the label in scene units.
    candidates
        Scene points (3,) at which its centre may be, the preferred ones first.
    clear_of
        Pairs of scene points (n, 3) and the room round each that is to stay free.
    inside
        Where all of the label should be.

    Returns
    -------
    One of the candidates (3,).
    """
    places = _points(candidates)
    return np.asarray(places[covered(size, places, clear_of, inside).argmin()])


def free_place(
    size: tuple[float, float],
    candidates: ArrayLike | Sequence[ArrayLike],
    *,
    clear_of: Obstacles = (),
    inside: Box | None = None,
) -> Points | None:
    """As `place`, but only where the label covers nothing; None where there is no such place."""
    places = _points(candidates)
    free = np.flatnonzero(covered(size, places, clear_of, inside) == 0)
    return np.asarray(places[free[0]]) if len(free) else None


def all_over(box: Box, size: tuple[float, float], near: Points, pitch: float) -> Points:
    """Centres (n, 3) for a label all over a box, so far apart, the nearest to a point first.

    Along an axis on which the box is smaller than the label, only its middle.
    """
    across = _spread(box.left, box.right, size[0], pitch)
    up = _spread(box.bottom, box.top, size[1], pitch)
    grid = np.stack(np.meshgrid(across, up, [0.0]), axis=-1).reshape(-1, 3)
    return np.asarray(grid[np.hypot(*(grid - near)[:, :2].T).argsort()])


def covered(
    size: tuple[float, float],
    centers: Points,
    clear_of: Obstacles = (),
    inside: Box | None = None,
) -> NDArray[np.intp]:
    """How many points a label of a size would come too near to, by where its centre is.

    Parameters
    ----------
    centers
        Scene points (n, 3).
    size, clear_of, inside
        As of `place`.

    Returns
    -------
    A count for each centre (n,); a place that is not inside counts as `OUTSIDE` points.
    """
    half = np.array([*size, 0.0]) / 2
    found = np.zeros(len(centers), dtype=np.intp)
    for points, room in clear_of:
        found += _near(_points(points), centers, half[0] + room, half[1] + room)
    if inside is not None:
        corners = np.stack([centers - half, centers + half], axis=1)
        found += OUTSIDE * ~inside.holds(corners).all(axis=1)
    return found


def _near(points: Points, centers: Points, across: float, up: float) -> NDArray[np.intp]:
    """How many points are less far than so from each centre, along both axes."""
    x, y = points[np.argsort(points[:, 0]), :2].T
    low = np.searchsorted(x, centers[:, 0] - across, side="right")
    high = np.searchsorted(x, centers[:, 0] + across, side="left")
    beside = zip(low, high, centers[:, 1], strict=True)  # those points only need a look up and down
    counts = [np.count_nonzero(np.abs(y[i:j] - level) < up) for i, j, level in beside]
    return np.array(counts, dtype=np.intp)


def _spread(low: float, high: float, size: float, pitch: float) -> Points:
    """Centres (n,) along an axis, from half a pitch within where a label touches its low end."""
    found = np.arange(low + (size + pitch) / 2, high - size / 2, pitch)
    return found if len(found) else np.array([(low + high) / 2])


def _points(places: ArrayLike | Sequence[ArrayLike]) -> Points:
    return np.asarray(places, dtype=float).reshape(-1, 3)
