"""How far a camera may swing round the open end of a valley, and still see all that lies in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.surface.relief import Relief

MOUTH, SWING = 90.0, 55.0  # degrees round to where a valley along b opens; to either side at most
STEP, LEAST = 2.5, 10.0  # degrees between the places that are tried; to either side at least
WALL = 0.02  # scene units that a wall may be higher than a line of sight
SIGHTS = 200  # places along a line of sight
Array = NDArray[np.float64]


def turns(
    relief: Relief, thetas: Array, azimuth: float, elevation: float, seconds: float
) -> list[tuple[float, float]]:
    """Azimuths to swing to, from one and back to it, with the part of the seconds for each."""
    sides = sides_of_the_mouth(relief, thetas, azimuth, elevation)
    ways = np.abs(np.diff([azimuth, *sides, azimuth]))
    times = (seconds * ways / ways.sum()).tolist()
    return list(zip([*sides, azimuth], times, strict=True))


def sides_of_the_mouth(
    relief: Relief, thetas: Array, azimuth: float, elevation: float
) -> tuple[float, float]:
    """Azimuths to swing between, the one nearer to a camera first.

    Parameters
    ----------
    thetas
        Parameters (n, 2) on the relief that no wall may hide.
    azimuth, elevation
        Degrees of the camera. The valley has an open end on each side of it.
    """
    mouth = float(np.copysign(MOUTH, azimuth))
    near = float(np.copysign(1.0, azimuth - mouth))
    first, last = (side * reach(relief, thetas, mouth, side, elevation) for side in (near, -near))
    return mouth + first, mouth + last


def reach(relief: Relief, thetas: Array, mouth: float, side: float, elevation: float) -> float:
    """Degrees that a camera may go to one side (1 or -1) of an azimuth before a wall hides any."""
    tried = np.arange(LEAST, SWING + STEP / 2, STEP)
    behind = [bool(hidden(relief, thetas, mouth + side * at, elevation).any()) for at in tried]
    free = behind.index(True) - 1 if any(behind) else len(tried) - 1
    return float(tried[max(free, 0)])


def hidden(relief: Relief, thetas: Array, azimuth: float, elevation: float) -> NDArray[np.bool_]:
    """Which points (n,) of a relief a camera does not see for the relief that is before them."""
    left, right, bottom, top = relief.plane.window
    angle, slope = np.radians(azimuth), np.tan(np.radians(elevation))
    ahead = np.array([np.cos(angle), np.sin(angle)])
    along = np.linspace(0, float(np.hypot(*relief.sides)), SIGHTS + 1)[1:, None]
    before = thetas[:, None] + along * ahead / relief.plane.units
    inside = ((before >= (left, bottom)) & (before <= (right, top))).all(axis=-1)
    sight = _height(relief, thetas)[:, None] + along[:, 0] * slope
    return np.asarray((inside & (_height(relief, before) > sight + WALL)).any(axis=-1))


def _height(relief: Relief, thetas: Array) -> Array:
    """Scene units (...) that the relief is high at parameters (..., 2)."""
    return relief.tall * np.clip(relief.height.fraction(relief.problem.value(thetas)), 0, 1)
