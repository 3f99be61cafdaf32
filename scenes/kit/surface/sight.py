"""Where a camera has to show what lies over a panel, for checks to read: nothing here draws.

Heights and places on the ground come from the parameters by the panel's window, and the turn of
the camera is one of complex numbers: for an azimuth α, u + i t = (x + i y) exp(-i (α + π/2)).
"""

from __future__ import annotations

import cmath
from dataclasses import dataclass
from math import cos, log, radians, sin

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.kit.panels.axes import Axis
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.view import Pose

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sight:
    """A relief seen from a pose."""

    relief: Relief
    pose: Pose

    def over(self, thetas: ArrayLike) -> Array:
        """Scene points (..., 3) of the surface at parameters (..., 2)."""
        thetas = np.asarray(thetas, dtype=float)
        with np.errstate(over="ignore", invalid="ignore"):
            values = self.relief.problem.value(thetas)
        part = part_of(self.relief.height, values)
        return self.at(thetas, self.relief.gap + self.relief.tall * part)

    def below(self, thetas: ArrayLike) -> Array:
        """Scene points (..., 3) of the ground at parameters (..., 2)."""
        return self.at(thetas, 0.0)

    def at(self, thetas: ArrayLike, climb: ArrayLike) -> Array:
        """Scene points (..., 3) so far over the ground at parameters (..., 2)."""
        pose, elevation = self.pose, radians(self.pose.elevation)
        left, right, bottom, top = self.relief.plane.window
        width, depth = self.relief.sides
        x, y = np.moveaxis(np.asarray(thetas, dtype=float), -1, 0)
        across = (x - (left + right) / 2) * width / (right - left)
        along = (y - (bottom + top) / 2) * depth / (top - bottom)
        turned = (across + 1j * along) * cmath.exp(-1j * (radians(pose.azimuth) + cmath.pi / 2))
        middle = (self.relief.gap + self.relief.tall) / 2  # of the box, over the ground
        height = pose.rise * np.asarray(climb, dtype=float) - middle
        up = turned.imag * sin(elevation) + height * cos(elevation)
        scene = np.stack([turned.real, up, np.zeros_like(up)], axis=-1) * pose.zoom
        return np.asarray(scene + (*pose.center, 0.0))

    def shows(self, theta: Array) -> bool:
        """Whether parameters (2,) are over the panel's rectangle."""
        left, right, bottom, top = self.relief.plane.window
        return bool(left <= theta[0] <= right and bottom <= theta[1] <= top)


def part_of(axis: Axis, values: ArrayLike) -> Array:
    """Where values lie from the axis' low end, 0, to its high end, 1; beyond them at the ends."""
    values = np.nan_to_num(np.asarray(values, dtype=float), nan=axis.high)
    low, high = axis.low, axis.high
    values = np.clip(values, low, high)
    if axis.log:
        return np.asarray(np.log10(values / low) / (log(high / low) / log(10)))
    return np.asarray(np.interp(values, [low, high], [0.0, 1.0]))
