"""One arrow of two sides: minus the slope along each parameter."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, Restore, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.labels import place as place_label
from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import guide
from scenes.kit.panels.ruler import Ruler

LONG = 0.36  # of the map's side, that the arrow of all is long, about
SIDE, WHOLE = 0.06, 0.1  # widths of the shafts of a side and of the whole, in scene units
BESIDE = 0.19  # from a side to its number: more than half its head
NAME = 40  # size of the name of the whole
NEAR = (0.28, 0.34, 0.42, 0.55)  # from an arrow to its name
OVER = 0.18  # of the note on scale over its map
Array = NDArray[np.float64]


def scale_for(slope: float, length: float) -> float:
    """A factor of one digit, with which an arrow of a slope is about so long."""
    wanted = length / slope
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(np.floor(wanted / power) * power)


class Spear(Arrow):
    """An arrow of a step from one place to another over a panel, that says so."""

    def __init__(self, plane: Plane, place: Array, step: Array, **look: object) -> None:
        super().__init__(plane.theme, "gradient", **look)  # type: ignore[arg-type]
        self.plane, self.from_place, self.step = plane, place, step
        self.put(*plane.to_scene([place, place + step]))

    def claims(self) -> list[Claim]:
        """That it leads from its place as far as its step does."""
        ruler = Ruler(self.plane)
        return [
            ruler.spans("arrow", self, *ruler.laid([self.from_place, self.from_place + self.step]))
        ]


class Sides:
    """Minus both slopes, and the arrow whose sides they are; their numbers are of a size.

    Attributes
    ----------
    legs
        Minus the slope along each parameter, with its number.
    whole
        The dotted rest of the rectangle, the arrow and its name.
    """

    def __init__(
        self, plane: Plane, problem: Problem, place: Array, scale: float, size: float
    ) -> None:
        self.plane, self.place, self.size = plane, place, size
        self.down = -problem.gradient(place)
        self.step = scale * self.down
        self.legs = tuple(self.leg(axis) for axis in range(2))
        self.arrow = Spear(plane, place, self.step, width=WHOLE)
        self.name = self.named()
        corners = [place + self.step * side for side in ((1, 0), (1, 1), (0, 1))]
        self.rest = guide(plane, corners, role="text")

    def leg(self, axis: int) -> VGroup:
        """Minus the slope along one parameter, and its number beside it."""
        step = np.zeros(2)
        step[axis] = self.step[axis]
        arrow = Spear(self.plane, self.place, step, width=SIDE)
        number = Text(
            f"${plain(float(self.down[axis]), 3)}$",
            self.plane.theme,
            size=self.size,
            halo=True,
            shows=[float(self.down[axis])],
        )
        middle = self.plane.to_scene(self.place + step / 2)
        away = np.zeros(3)
        other = 1 - axis
        room = (number.width, number.height)[other] / 2 + BESIDE
        away[other] = -np.sign(self.step[other]) * room
        number.move_to(middle + away)
        return VGroup(arrow, number)

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


def carried(number: VMobject, label: Text) -> Restore:
    """A number comes to its place from over the same digits of a label, upright and as large."""
    number.save_state()
    number.move_to(label.get_right(), aligned_edge=RIGHT)
    return Restore(number)


def note_on_scale(plane: Plane, body: str, scale: float) -> Text:
    """How long arrows are beside their slopes, over the right end of a map."""
    text = Text(
        body.format(scale=plain(scale)), plane.theme, size=SMALLEST, role="muted", shows=[scale]
    )
    inner = plane.inner
    return text.put(right=inner.right, baseline=inner.top + OVER)
