"""What functions of two parameters, x and y, have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, read_only
from gdcore.checks import point_array
from gdcore.records import Record


@dataclass(frozen=True, eq=False)
class Planar(Record):
    """What all landscapes over the (x, y) plane share."""

    @property
    def dim(self) -> int:
        """Two: x and y."""
        return 2

    @property
    def names(self) -> tuple[str, ...]:
        """``("x", "y")``."""
        return ("x", "y")

    def _coordinates(self, theta: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
        points = point_array(theta, self.names)
        return points[..., 0], points[..., 1]


def fixed(rows: list[list[float]]) -> FloatArray:
    """Rows of numbers as an array that stays as it is."""
    return read_only(np.array(rows, dtype=np.float64))


def symmetric(xx: npt.ArrayLike, xy: npt.ArrayLike, yy: npt.ArrayLike) -> FloatArray:
    """Stack the entries of symmetric 2 × 2 matrices, shape (..., 2, 2)."""
    xx, xy, yy = np.broadcast_arrays(xx, xy, yy)
    entries = np.stack([xx, xy, xy, yy], axis=-1, dtype=np.float64)
    return entries.reshape(*entries.shape[:-1], 2, 2)
