"""Placing labels where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.layout import Box

Points = NDArray[np.float64]
OUTSIDE = 9  # a place that is not inside counts as so many obstacles


def place(
    size: tuple[float, float],
    candidates: Sequence[ArrayLike],
    *,
    clear_of: Iterable[tuple[ArrayLike, float]] = (),
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
    obstacles = [(np.asarray(points, dtype=float), room) for points, room in clear_of]
    places = [np.asarray(candidate, dtype=float) for candidate in candidates]
    return min(places, key=lambda center: covered(size, center, obstacles, inside))


def covered(
    size: tuple[float, float],
    center: Points,
    clear_of: Iterable[tuple[Points, float]],
    inside: Box | None = None,
) -> int:
    """How many points a label of a size would come too near to with its centre at a place."""
    half = np.array([*size, 0.0]) / 2
    found = 0
    for points, room in clear_of:
        away = np.abs(points.reshape(-1, 3) - center)[:, :2]
        found += int((away < half[:2] + room).all(axis=1).sum())
    if inside is not None and not inside.holds(np.stack([center - half, center + half])).all():
        found += OUTSIDE
    return found
