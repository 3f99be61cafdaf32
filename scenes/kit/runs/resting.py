"""Whether a run has come to stay inside a star, so that its marker does not hide how near it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.marks import STAR
from scenes.kit.panels.axes import Plane
from scenes.kit.time.playhead import along

Array = NDArray[np.float64]
POINTS = 1.45 * STAR  # scene units from the middle of a star to its points
OUTSIDE = 1.6 * STAR  # from which on a marker is not in it at all


class Resting:
    """How far inside a star of a panel a run is to stay, from each of its steps on."""

    def __init__(self, plane: Plane) -> None:
        self.plane = plane
        self._known: tuple[Array, Array, Array] | None = None

    def at(self, path: Array, position: float) -> float:
        """From 0 to 1 at a place along scene points (T+1, 3): it never falls along a path."""
        stars = self.plane.stars()
        if not len(stars):
            return 0.0
        known = self._known
        stars = self.plane.to_scene(stars)
        if known is None or known[0] is not path or not np.array_equal(known[1], stars):
            known = path, stars, stays_inside(path, stars)
            self._known = known
        return float(along(known[2], position))


def stays_inside(path: Array, stars: Array) -> Array:
    """How far inside some star (k, 3) all of a path (T+1, 3) is, from each of its points on."""
    with np.errstate(invalid="ignore", over="ignore"):
        away = np.linalg.norm(path[:, None] - stars, axis=-1).min(axis=1)
    away = np.fmin(away, OUTSIDE)  # as far as that where there is no number
    inside = np.minimum((OUTSIDE - away) / (OUTSIDE - POINTS), 1)
    return np.asarray(np.minimum.accumulate(inside[::-1])[::-1])
