"""One arrow of two sides: minus the slope along each parameter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.labels import place as place_label
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import guide
from scenes.parts.steepest.spear import Spear
from scenes.parts.steepest.turned import Leg

WHOLE = 0.13  # width of the shaft of the whole, in scene units
NAME = 56  # size of the name of the whole
LARGER = 1.3  # times the size of a slope beside its curve, at its arrow
NEAR = (0.28, 0.34, 0.42, 0.55)  # from an arrow to its name
Array = NDArray[np.float64]


class Sides:
    """Minus both slopes, and the arrow whose sides they are.

    Parameters
    ----------
    size
        Of a slope in digits beside its curve, from where it comes.

    Attributes
    ----------
    legs
        Minus the slope along each parameter, with its number.
    rest, arrow, name
        The dotted rest of the rectangle, its diagonal and the name of that.
    """

    def __init__(
        self, plane: Plane, problem: Problem, place: Array, scale: float, size: float
    ) -> None:
        self.plane, self.place = plane, place
        self.down = -problem.gradient(place)
        self.step = scale * self.down
        slopes = zip(range(2), (-self.down).tolist(), strict=True)
        self.legs = tuple(Leg(plane, place, self.step, *slope, LARGER * size) for slope in slopes)
        self.arrow = Spear(plane, place, self.step, width=WHOLE)
        self.name = self.named()
        corners = [place + self.step * side for side in ((1, 0), (1, 1), (0, 1))]
        self.rest = guide(plane, corners, role="text")

    def named(self) -> Text:
        """The name of the arrow, beyond its tip."""
        name = Text("$-g$", self.plane.theme, size=NAME, halo=True)
        tip = self.plane.to_scene(self.place + self.step)
        ahead = np.append(self.step, 0) / np.linalg.norm(self.step)
        places = [
            tip + away * ahead + (0.5 * np.sign(ahead[0]) * name.width / 2, 0, 0) for away in NEAR
        ]
        size = (float(name.width), float(name.height))
        return name.move_to(place_label(size, places, inside=self.plane.inner))
