"""What a memory's cell is drawn with: squares, arrows along their sides, and names that follow."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LineJointType, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.marks import SHORTEST, Arrow
from scenes.kit.ink.meaning import Claim, Meaning, placed
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live

Array = NDArray[np.float64]
LEAST = 1e-3  # scene units of a square's side that is drawn
ASIDE = 0.17  # from a square to the arrow along its side, and between two arrows
_CORNERS = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) / 2


class Square(Live, VMobject):
    """A square centred in its cell, whose area is a second moment: its side is the root.

    ``side`` and ``anew`` come to that, in scene units, by two ways: one to draw, one for checks.
    """

    def __init__(
        self,
        center: Array,
        theme: Theme,
        role: str,
        side: Callable[[], float],
        *,
        solid: bool,
        anew: Callable[[], float],
    ) -> None:
        super().__init__(joint_type=LineJointType.MITER)
        color = theme.roles()[role]
        self.set_fill(color, opacity=0.75 if solid else 0.22).set_stroke(color, width=3)
        self.meaning = Meaning("line", role, name="square")
        self.center_of_cell, self.side, self.anew = center, side, anew
        self.go_live()

    @property
    def area(self) -> float:
        """Of what is drawn, in scene units."""
        width, height, _ = np.ptp(self.points, axis=0) if len(self.points) else np.zeros(3)
        return float(width * height)

    def state(self) -> object:
        return self.side()

    def depict(self) -> None:
        """Bring the outline up to the memory."""
        side = self.side()
        if side < LEAST:
            self.set_points(np.zeros((0, 3)))
        else:
            self.set_points(polygon(self.center_of_cell + side * _CORNERS))

    def claims(self) -> list[Claim]:
        """That it is centred in its cell and its sides are the memory's root."""
        side, corners = self.anew(), self.points[::4]
        if not len(corners):
            return [Claim("side", np.zeros(1), np.array([side if side >= LEAST else 0.0]))]
        middle, sides = corners.mean(axis=0), np.linalg.norm(np.diff(corners, axis=0), axis=1)
        return [
            placed("middle", middle[None], self.center_of_cell[None]),
            Claim("sides", sides, np.full_like(sides, side)),
        ]


class SideArrow(Live, Arrow):
    """A slope along a square's side, pointing downhill, on the square's scale.

    It starts at the corner it leads away from, so that it reaches the next corner when the slope
    is the root of the second moment.

    Parameters
    ----------
    center
        Scene point (3,) in the middle of the square.
    axis
        0 lies under the square, 1 stands on its left.
    row
        0 for the arrow next to the square, 1 for the next.
    slope, side
        Read every frame: the slope and the square's side, both in scene units.
    anew
        Comes to these two by another way, for checks.
    """

    def __init__(
        self,
        center: Array,
        theme: Theme,
        role: str,
        axis: int,
        row: int,
        slope: Callable[[], float],
        side: Callable[[], float],
        anew: Callable[[], tuple[float, float]],
    ) -> None:
        super().__init__(theme, role, width=0.065)
        self.center_of_cell, self.axis, self.row = center, axis, row
        self.slope, self.side, self.anew = slope, side, anew
        self.go_live()

    def state(self) -> object:
        return self.slope(), self.side()

    def depict(self) -> None:
        """Bring the arrow up to the memory."""
        self.put(*self._ends(self.slope(), self.side()))

    def claims(self) -> list[Claim]:
        """That it leads downhill from its corner along its axis, as far as the slope is."""
        slope, side = self.anew()
        if not len(self.ends):
            return [
                Claim("slope", np.zeros(1), np.array([slope if abs(slope) > SHORTEST else 0.0]))
            ]
        tail, tip = self.ends
        corner = self.center_of_cell[self.axis] + np.sign(slope) * side / 2
        return [
            placed("slope", (tip - tail)[None], -slope * np.eye(3)[None, self.axis]),
            Claim("corner", tail[[self.axis]], np.array([corner])),
        ]

    def _ends(self, slope: float, side: float) -> tuple[Array, Array]:
        ahead, aside = np.zeros(3), np.zeros(3)
        ahead[self.axis] = -np.sign(slope)
        aside[1 - self.axis] = -1
        tail = self.center_of_cell - side / 2 * ahead
        tail = tail + (side / 2 + ASIDE * (1 + 1.6 * self.row)) * aside
        return tail, tail + abs(slope) * ahead


class SideLabel(Live, Text):
    """The name of something along a square's lower or upper side, which it follows.

    Parameters
    ----------
    center
        Scene point (3,) in the middle of the square.
    row
        Of the arrow it names, which it stands behind; None for the root over the square.
    behind
        -1 on the left of the square, 1 on the right.
    slope, side
        Read every frame: the slope that it names and the square's side.
    """

    def __init__(
        self,
        body: str,
        theme: Theme,
        role: str,
        center: Array,
        *,
        row: int | None,
        behind: float,
        slope: Callable[[], float],
        side: Callable[[], float],
    ) -> None:
        super().__init__(body, theme, role=role)
        self.center_of_cell, self.row, self.behind = center, row, behind
        self.slope, self.side = slope, side
        self.go_live()

    def state(self) -> object:
        return self.slope(), self.side()

    def depict(self) -> None:
        """Follow the square, and its arrow where that reaches beyond it."""
        slope, side = self.slope(), self.side()
        away = np.array([0.0, side / 2 + 0.12 + self.height / 2, 0.0])
        if self.row is not None:
            reach = max(side / 2, -slope * self.behind - side / 2)
            away = np.array([self.behind * (reach + 0.22), -side / 2 - ASIDE, 0.0])
            away[1] -= ASIDE * 1.6 * self.row
        self.move_to(self.center_of_cell + away)
