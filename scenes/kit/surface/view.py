"""The camera of a 3-D panel: where it stands, and where it shows a point.

Orthographic: seen from straight above, the picture is the flat map itself, to the pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import ValueTracker
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
FROM_ABOVE = (-90.0, 90.0)  # azimuth and elevation that show x to the right and y upwards


@dataclass(frozen=True, slots=True)
class Pose:
    r"""One position of the camera.

    With azimuth :math:`\alpha` and elevation :math:`\varepsilon` the camera looks from
    :math:`(\cos\varepsilon\cos\alpha, \cos\varepsilon\sin\alpha, \sin\varepsilon)` at the origin.
    A point is shown at

    .. math:: u = -x\sin\alpha + y\cos\alpha, \quad
              v = t\sin\varepsilon + z\cos\varepsilon, \quad
              t = -x\cos\alpha - y\sin\alpha,

    u to the right and v up, t being its distance away over the ground.

    Parameters
    ----------
    azimuth, elevation
        Degrees, counter-clockwise from the x axis and up from the ground, as matplotlib counts.
    zoom
        Scene units on the screen for one in space.
    center
        Scene point (x, y) at which the origin is shown.
    rise
        0 while the surface lies flat on the ground, 1 when it has its heights.
    """

    azimuth: float
    elevation: float
    zoom: float = 1.0
    center: tuple[float, float] = (0.0, 0.0)
    rise: float = 1.0

    @property
    def right(self) -> Array:
        """Direction (2,) over the ground that the screen shows to the right."""
        angle = np.radians(self.azimuth)
        return np.array([-np.sin(angle), np.cos(angle)])

    @property
    def away(self) -> Array:
        """Direction (2,) over the ground that leads away from the camera."""
        angle = np.radians(self.azimuth)
        return -np.array([np.cos(angle), np.sin(angle)])

    @property
    def tilt(self) -> tuple[float, float]:
        """Sine and cosine of the elevation."""
        angle = np.radians(self.elevation)
        return float(np.sin(angle)), float(np.cos(angle))

    def seen(self, points: ArrayLike) -> Array:
        """(u, v, t) of points in space, (..., 3) of both, all in units of space."""
        (right_x, right_y), (away_x, away_y) = self.right, self.away
        sine, cosine = self.tilt
        columns = [
            [right_x, away_x * sine, away_x],
            [right_y, away_y * sine, away_y],
            [0.0, cosine, 0.0],
        ]
        return np.asarray(points, dtype=float) @ np.array(columns)

    def show(self, points: ArrayLike) -> Array:
        """Scene points (..., 3) of points in space (..., 3); their z is 0."""
        scene = self.seen(points) * (self.zoom, self.zoom, 0)
        scene += (*self.center, 0)
        return scene


class View:
    """A camera that can be animated: ``play(view.azimuth.animate.increment_value(360))``.

    Attributes
    ----------
    azimuth, elevation, zoom, rise
        Trackers of the numbers of `Pose`.
    center
        The scene point at which the middle of the box is shown, to be moved like any mobject.
    solid
        Tracker of how opaque the surface is; at 0 only its lines are left, with nothing below.
    """

    def __init__(
        self,
        azimuth: float = -60.0,
        elevation: float = 25.0,
        *,
        zoom: float = 1.0,
        center: ArrayLike = (0, 0, 0),
        rise: float = 1.0,
        solid: float = 1.0,
    ) -> None:
        self.azimuth, self.elevation = ValueTracker(azimuth), ValueTracker(elevation)
        self.zoom, self.rise, self.solid = (ValueTracker(v) for v in (zoom, rise, solid))
        self.center = ValueTracker().move_to(np.asarray(center, dtype=float))  # a point unseen

    def __deepcopy__(self, memo: object) -> View:
        # A copy of what it shows, such as manim makes for a fade, looks through the same camera.
        return self

    @property
    def pose(self) -> Pose:
        """Where the camera is now.

        Raises
        ------
        ValueError
            If it was moved under the ground, or the zoom is not positive.
        """
        elevation, zoom = float(self.elevation.get_value()), float(self.zoom.get_value())
        if not 0 < elevation <= 90:
            raise ValueError(f"elevation is {elevation:g}°; a surface is seen from above 0° to 90°")
        if not zoom > 0:
            raise ValueError(f"zoom is {zoom:g}; it must be positive")
        x, y, _ = self.center.points[0]  # what get_center works out, at a tenth of the time
        azimuth = float(self.azimuth.get_value()) % 360.0
        rise = float(self.rise.get_value())
        return Pose(azimuth, elevation, zoom, (float(x), float(y)), rise)
