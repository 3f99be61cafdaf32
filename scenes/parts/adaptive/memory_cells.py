"""The memory of one coordinate, drawn: a square over its second moment and the slope along it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import spans, visible
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim, Meaning, placed
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.step_sum import Sum

Array = NDArray[np.float64]
HEAD, FOOT = 0.75, 1.15  # of a cell, for the number over its square and the sums below
ASIDE = 0.17  # from a square to the arrow along its side, and between two arrows
_CORNERS = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) / 2


class Square(Live, VMobject):
    """A square centred in its cell, whose area is a second moment: its side is the root."""

    def __init__(
        self, center: Array, theme: Theme, role: str, side: Callable[[], float], *, solid: bool
    ) -> None:
        super().__init__(joint_type=LineJointType.MITER)
        color = theme.roles()[role]
        self.set_fill(color, opacity=0.75 if solid else 0.22).set_stroke(color, width=3)
        self.meaning = Meaning("line", role, name="square")
        self.center_of_cell, self.side = center, side
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
        if side < 1e-3:
            self.set_points(np.zeros((0, 3)))
        else:
            self.set_points(polygon(self.center_of_cell + side * _CORNERS))

    def claims(self) -> list[Claim]:
        """That it is centred in its cell and its side is the memory's root."""
        side = self.side()
        corners = self.center_of_cell + side * _CORNERS[: 4 * (side >= 1e-3)]
        return [placed("corners", self.points[::4], corners)]


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
    ) -> None:
        super().__init__(theme, role, width=0.065)
        self.center_of_cell, self.axis, self.row = center, axis, row
        self.slope, self.side = slope, side
        self.go_live()

    def state(self) -> object:
        return self.slope(), self.side()

    def depict(self) -> None:
        """Bring the arrow up to the memory."""
        self.put(*self._ends(self.slope(), self.side()))

    def claims(self) -> list[Claim]:
        """That it leads downhill from its corner, as long as the slope is."""
        return spans("slope", self, *self._ends(self.slope(), self.side()))

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


class MemoryCell(VGroup):
    """One coordinate's memory: its square, the slopes along it, and the step they make.

    Parameters
    ----------
    box
        Everything the cell covers.
    name
        Typst markup of the coordinate.
    recall
        The run's memories.
    axis
        The coordinate: 0 is across, 1 up, as its arrows and squares are laid out.
    theme, role
        The optimizer's colour.
    raw
        Also show the second moment as accumulated, before it is corrected.
    """

    def __init__(
        self,
        box: Box,
        name: str,
        recall: Recall,
        axis: int,
        theme: Theme,
        role: str,
        *,
        raw: bool = False,
    ) -> None:
        super().__init__()
        self.recall, self.axis = recall, axis
        memories = recall.memories
        room = box.inset(bottom=FOOT, top=HEAD)
        center = room.center
        self.add(self._heading(box, name, theme, role))
        self.arrow = SideArrow(center, theme, "gradient", axis, 0, self.slope, self.side)
        if memories.second is not None:
            self.square = Square(center, theme, role, self.side, solid=False)
            self.add(self.square)
        if raw:
            self.raw = Square(center, theme, role, self.raw_side, solid=True)
            self.add(self.raw)
        self.add(self.arrow)
        if memories.first is not None:
            self.mean = SideArrow(center, theme, "momentum", axis, 1, self.mean_slope, self.side)
            self.add(self.mean)
        self.sum = Sum(recall, axis, box, theme, role)
        self.add(self.sum)
        if axis == 0:
            self.add(*self._labels(center, theme, role))

    def side(self) -> float:
        """Side of the square in scene units; plain descent's arrows keep to where one would be."""
        recall = self.recall
        if recall.memories.second is None:
            return recall.scale * recall.memories.longest
        return recall.scale * recall.root(self.axis)

    def raw_side(self) -> float:
        """Side of the square before its correction."""
        return self.recall.scale * self.recall.raw_root(self.axis)

    def slope(self) -> float:
        """The gradient in scene units."""
        return self.recall.scale * self.recall.slope(self.axis)

    def mean_slope(self) -> float:
        """The first moment in scene units."""
        return self.recall.scale * self.recall.mean(self.axis)

    def claims(self) -> list[Claim]:
        """That the square's area is the second moment of the record, once that is corrected."""
        recall, second = self.recall, self.recall.memories.second
        if second is None or recall.corrected < 1 or not visible(self.square):
            return []
        moment = float(along(second, recall.place)[self.axis])
        return [placed("area", [self.square.area, 0, 0], [recall.scale**2 * moment, 0, 0])]

    def _labels(self, center: Array, theme: Theme, role: str) -> list[SideLabel]:
        """The names of root and slopes, on the side to which the run's arrows reach less far."""
        memories = self.recall.memories
        slopes = memories.gradients[:-1, 0]
        reach = np.abs(slopes) - (0 if memories.second is None else memories.roots[:, 0] / 2)
        behind = min((1.0, -1.0), key=lambda way: reach[way * slopes < 0].max(initial=0))
        rows: list[tuple[str, str, int | None, Callable[[], float]]] = [
            ("$g$", "gradient", 0, self.slope)
        ]
        if memories.first is not None:
            rows.append(("$m$", "momentum", 1, self.mean_slope))
        if memories.second is not None:
            rows.append(("$sqrt(v)$", role, None, self.slope))
        return [
            SideLabel(
                body, theme, kind, center, row=row, behind=behind, slope=slope, side=self.side
            )
            for body, kind, row, slope in rows
        ]

    def _heading(self, box: Box, name: str, theme: Theme, role: str) -> VGroup:
        """The coordinate's name and, live, the area of its square."""
        y = box.top - 0.32
        label = Text(name, theme, role="muted").stand_on(y)
        label.shift((box.left + 0.1 - label.get_left()[0], 0, 0))
        if self.recall.memories.second is None:
            return VGroup(label)
        symbol = Text("$v =$", theme, role=role).stand_on(y)
        symbol.shift((box.center[0] + 0.5 - symbol.get_right()[0], 0, 0))
        number = Number(0, theme, write=significant(3, 1e7), role=role)
        number.put((box.center[0] + 0.62, y, 0)).read(lambda: self.recall.root(self.axis) ** 2)
        return VGroup(label, symbol, number)
