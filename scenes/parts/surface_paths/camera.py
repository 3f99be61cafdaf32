"""How the camera goes from above a flat map to the side, and back to where its picture is flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import AnimationGroup, smooth, squish_rate_func
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.panels.axes import Plane
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.view import FROM_ABOVE, Pose, View

LARGE, TALLEST = 1.39, 3.08  # zoom at most; from the middle of the box to its top at most
TILTED, RISEN, SOON = 2.4, 3.9, 0.3  # seconds of both; part of the first before the second
BESIDE, BELOW = 0.85, 0.3  # the box, for its labels
DOWN = 0.5  # under the top of the space, where a question is
AWAY, SHORT, SHAFT = 0.65, 0.35, 0.1  # from there to an arrow, from it to a star; its width
FIRST, THEN = squish_rate_func(smooth, 0, 0.75), squish_rate_func(smooth, 0.25, 1)
LATE = squish_rate_func(smooth, 0.35, 0.8)  # of what comes while it comes to stand above
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
        return np.array([self.under()[0], self.space.top - DOWN, 0.0])

    def under(self) -> NDArray[np.float64]:
        """Scene point (3,) of the surface that is looked at from there: its middle, or a star."""
        problem = self.relief.problem
        middle = np.reshape(self.relief.plane.window, (2, 2)).mean(axis=1)
        at = problem.minimizers[0] if len(problem.minimizers) else middle
        return self.view.pose.show(self.relief.drape(at).at(1.0))

    def downwards(self) -> Arrow:
        """An arrow from where a question is, straight down at the surface."""
        top, foot = self.overhead() - (0, AWAY, 0), self.under() + (0, SHORT, 0)
        arrow = Arrow(self.relief.plane.theme, "text", width=SHAFT)
        if top[1] - foot[1] > SHORT:
            arrow.put(top, foot)
        mean(arrow, Meaning("landscape", name="from above"))
        return arrow

    def lift(self, aside: NDArray[np.float64]) -> AnimationGroup:
        """Tilt the flat map, and let it rise from before it lies flat."""
        tilt = AnimationGroup(*self.tilt(aside), run_time=TILTED)
        view: Any = self.view
        rise = view.rise.animate(run_time=RISEN).set_value(1)
        return AnimationGroup(tilt, rise, lag_ratio=SOON)

    def tilt(self, aside: NDArray[np.float64]) -> list[Any]:
        """Move from above the flat map to the side, so far from where the box is to stand.

        It goes down before it turns: a corner that points downwards would reach under the box.
        """
        view: Any = self.view
        return [
            view.azimuth.animate(rate_func=THEN).set_value(self.azimuth),
            view.elevation.animate(rate_func=FIRST).set_value(self.elevation),
            view.zoom.animate.set_value(self.closeness()),
            view.center.animate.move_to(self.standing() + aside),
            view.solid.animate.set_value(1),
        ]

    def make_room(self) -> Any:
        """Move to where the box stands, from aside of that."""
        return self.view.center.animate.move_to(self.standing())

    def flatten(self) -> list[Any]:
        """Move to where the picture is the flat map, turned before it is seen from above."""
        view: Any = self.view
        azimuth, elevation = FROM_ABOVE
        turns = round((float(view.azimuth.get_value()) - azimuth) / 360)
        return [
            view.azimuth.animate(rate_func=FIRST).set_value(azimuth + 360 * turns),
            view.elevation.animate(rate_func=THEN).set_value(elevation),
            view.zoom.animate.set_value(1),
            view.center.animate.move_to(self.flat.inner.center),
            view.solid.animate.set_value(0),
        ]
