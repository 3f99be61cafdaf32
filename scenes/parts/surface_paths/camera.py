"""How the camera goes from above a flat map to the side, and back to where its picture is flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import UpdateFromAlphaFunc
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Plane
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.view import FROM_ABOVE, Pose, View

LARGE, TALLEST = 1.39, 3.08  # zoom at most; from the middle of the box to its top at most
BACK = 0.2  # by which the zoom is less on the way between the two views
BESIDE, BELOW = 0.85, 0.3  # the box, for its labels
ASIDE, DOWN = 1 / 6, 0.6  # of the space, beside its middle; under its top, where a question is
AROUND = 0.3  # the box when it is turned, and its labels, in a narrow frame


@dataclass(frozen=True)
class Camera:
    """Moves a view of a relief.

    Attributes
    ----------
    space
        What the box may cover, seen from the side.
    flat
        The map that it is from above.
    azimuth, elevation
        Of the view from the side, in degrees.
    aside
        Scene units that labels need to the left of the box, seen from there.
    """

    view: View
    relief: Relief
    space: Box
    flat: Plane
    azimuth: float
    elevation: float
    aside: float

    def closeness(self) -> float:
        """Zoom from the side at which the box fits its panel, whichever way it is turned."""
        angle, relief = np.radians(self.elevation), self.relief
        half = np.sin(angle) * np.hypot(*relief.sides) / 2 - np.cos(angle) * relief.floor
        room = AROUND + (self.space.tall and max(0.0, self.aside - BESIDE))
        wide = float((self.space.width - room) / np.hypot(*relief.sides))
        return min(LARGE, TALLEST / float(half), wide)

    def standing(self) -> NDArray[np.float64]:
        """Scene point (3,) at which the middle of the box is seen from the side."""
        place = self.space.inset(left=BESIDE, bottom=BELOW).center
        corners = self.relief.corners[:, :2] @ Pose(self.azimuth, self.elevation).right
        labels = self.space.left + self.aside - self.closeness() * float(corners.min())
        return np.array([max(float(place[0]), labels), *place[1:]])

    def overhead(self) -> NDArray[np.float64]:
        """Scene point (3,) over the landscape, from where it is to be looked at next."""
        space = self.space
        return np.array([space.center[0] + ASIDE * space.width, space.top - DOWN, 0.0])

    def tilt(self) -> list[Any]:
        """Move from above the flat map to the side."""
        view = self.view
        return [
            view.azimuth.animate.set_value(self.azimuth),
            view.elevation.animate.set_value(self.elevation),
            self.zoom(self.closeness()),
            view.center.animate.move_to(self.standing()),
            view.solid.animate.set_value(1),
        ]

    def flatten(self) -> list[Any]:
        """Move to where the picture is the flat map."""
        view = self.view
        azimuth, elevation = FROM_ABOVE
        turns = round((float(view.azimuth.get_value()) - azimuth) / 360)
        return [
            view.azimuth.animate.set_value(azimuth + 360 * turns),
            view.elevation.animate.set_value(elevation),
            self.zoom(1),
            view.center.animate.move_to(self.flat.inner.center),
            view.solid.animate.set_value(0),
        ]

    def zoom(self, last: float) -> UpdateFromAlphaFunc:
        """Zoom between the views from the side and from above; half way the box is tallest."""
        first = float(self.view.zoom.get_value())

        def step_back(zoom: Any, part: float) -> None:
            zoom.set_value(first + part * (last - first) - BACK * np.sin(np.pi * part) ** 2)

        return UpdateFromAlphaFunc(self.view.zoom, step_back)
