"""The memory of one coordinate, drawn: a square over its second moment and the slope along it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import LineJointType, VGroup, VMobject, smooth
from numpy.typing import NDArray

from scenes.kit.layout import Box
from scenes.kit.live import redraw
from scenes.kit.marks import Arrow
from scenes.kit.memories import Memories
from scenes.kit.numbers import Number, fixed, significant
from scenes.kit.outline import from_segments, polygon
from scenes.kit.playhead import AIMED, Playhead, along
from scenes.kit.text import Text
from scenes.kit.theme import Theme

Array = NDArray[np.float64]
HEAD, FOOT = 0.75, 1.15  # of a cell, for the number over its square and the sums below
ASIDE = 0.17  # from a square to the arrow along its side, and between two arrows
TAKEN = 0.3  # part of a staged step at which its gradient is in the memories
LARGEST, LONGEST = 2.2, 1.9  # scene units of the largest square's side and the longest arrow
_CORNERS = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) / 2


def reading(value: float) -> str:
    """A slope or root as it is written: 104, 27.6, 0.31."""
    size = abs(value)
    return fixed(0 if size >= 99.95 else 1 if size >= 9.995 else 2)(value)


@dataclass(frozen=True)
class Recall:
    """A run's memories at a place along it.

    Memories are those of ``place``; the step under way is number ``step``, or -1 before the first.
    A staged step first takes its gradient in, then moves.

    Parameters
    ----------
    memories
        Of the run.
    playhead
        Read every frame.
    scale
        Scene units of one unit of slope.
    late
        Whether the first step shows its memories as accumulated before it corrects them.
    """

    memories: Memories
    playhead: Playhead
    scale: float
    late: bool = False

    @property
    def place(self) -> float:
        """Place along the memories: one ahead of theta once a staged step has taken them in."""
        return max(self.playhead.position, self.playhead.arrived + self.playhead.aim)

    @property
    def step(self) -> int:
        """The step whose numbers are shown."""
        return int(np.ceil(self.place - 1e-9)) - 1

    @property
    def corrected(self) -> float:
        """How far the correction of the first step has come, 0 to 1."""
        return correction(self.playhead) if self.late else 1.0

    def slope(self, axis: int) -> float:
        """The gradient at theta."""
        return float(along(self.memories.gradients, self.playhead.position)[axis])

    def mean(self, axis: int) -> float:
        """The first moment."""
        assert self.memories.first is not None and self.memories.raw_first is not None
        first = float(along(self.memories.first, self.place)[axis])
        raw = float(along(self.memories.raw_first, self.place)[axis])
        return raw + self.corrected * (first - raw)

    def root(self, axis: int) -> float:
        """The root of the second moment, the side of its square."""
        assert self.memories.second is not None
        root = float(np.sqrt(along(self.memories.second, self.place)[axis]))
        return root if self.corrected == 1 else self._partly(axis, root)

    def raw_root(self, axis: int) -> float:
        """The root of the second moment as accumulated."""
        assert self.memories.raw_second is not None
        return float(np.sqrt(along(self.memories.raw_second, self.place)[axis]))

    def _partly(self, axis: int, root: float) -> float:
        raw = self.raw_root(axis)
        return raw + self.corrected * (root - raw)


def correction(playhead: Playhead) -> float:
    """How far the first staged step has come from raw memories to corrected ones, 0 to 1."""
    return float(smooth(np.clip((playhead.now - TAKEN) / (AIMED - TAKEN), 0, 1)))


def shared_scale(memories: Memories) -> float:
    """Scene units for a unit of slope, at which a run's squares and arrows fit their cells."""
    widest = LARGEST / memories.widest if memories.widest else np.inf
    return float(min(widest, LONGEST / max(memories.longest, 1e-12)))


class Square(VMobject):
    """A square centred in its cell, whose area is a second moment: its side is the root."""

    def __init__(
        self, center: Array, theme: Theme, role: str, side: Callable[[], float], *, solid: bool
    ) -> None:
        super().__init__(joint_type=LineJointType.MITER)
        color = theme.roles()[role]
        self.set_fill(color, opacity=0.75 if solid else 0.22).set_stroke(color, width=3)
        self.center_of_cell, self.side = center, side
        self.drawn: float | None = None
        redraw(self, Square.draw)

    def draw(self) -> None:
        """Bring the outline up to the memory."""
        side = self.side()
        if side == self.drawn:
            return
        self.drawn = side
        if side < 1e-3:
            self.set_points(np.zeros((0, 3)))
        else:
            self.set_points(polygon(self.center_of_cell + side * _CORNERS))


class SideArrow(Arrow):
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
        self.drawn: tuple[float, float] | None = None
        redraw(self, SideArrow.draw)

    def draw(self) -> None:
        """Bring the arrow up to the memory."""
        slope, side = self.slope(), self.side()
        if (slope, side) == self.drawn:
            return
        self.drawn = slope, side
        ahead, aside = np.zeros(3), np.zeros(3)
        ahead[self.axis] = -np.sign(slope)
        aside[1 - self.axis] = -1
        tail = self.center_of_cell - side / 2 * ahead
        tail = tail + (side / 2 + ASIDE * (1 + 1.6 * self.row)) * aside
        self.put(tail, tail + abs(slope) * ahead)


class SideLabel(Text):
    """The name of something along a square's lower or upper side, which it follows.

    Parameters
    ----------
    center
        Scene point (3,) in the middle of the square.
    row
        Of the arrow it names, which it stands behind; None for the root over the square.
    behind
        -1 on the left of the square, 1 on the right.
    side
        Read every frame: the square's side.
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
        side: Callable[[], float],
    ) -> None:
        super().__init__(body, theme, role=role)
        self.center_of_cell, self.row, self.behind, self.side = center, row, behind, side
        self.drawn: float | None = None
        redraw(self, SideLabel.draw)

    def draw(self) -> None:
        """Follow the square."""
        side = self.side()
        if side == self.drawn:
            return
        self.drawn = side
        away = np.array([0.0, side / 2 + 0.12 + self.height / 2, 0.0])
        if self.row is not None:
            away = np.array([self.behind * (side / 2 + 0.22), -side / 2 - ASIDE, 0.0])
            away[1] -= ASIDE * 1.6 * self.row
        self.move_to(self.center_of_cell + away)


class Sum(VGroup):
    """The arithmetic of the step along one axis: -η times slope over root is so much.

    Parameters
    ----------
    recall
        Gives the numbers, those of the step under way.
    axis
        The coordinate.
    box
        Of the cell; the line is centred at its foot.
    """

    def __init__(self, recall: Recall, axis: int, box: Box, theme: Theme, role: str) -> None:
        super().__init__()
        self.recall, self.axis = recall, axis
        slope_role = "gradient" if recall.memories.first is None else "momentum"
        x, y = float(box.center[0]), box.bottom + 0.42
        with_root = recall.memories.second is not None
        self.top = Number(0, theme, write=reading, role=slope_role, align="center")
        self.top.put((x - 0.35, y + (0.14 if with_root else -0.09), 0))
        self.result = Number(0, theme, write=fixed(2), align="left").put((x + 0.62, y - 0.09, 0))
        rate = Text("$- eta thin dot$", theme).stand_on(y - 0.09)
        rate.shift((x - 0.95 - rate.get_right()[0], 0, 0))
        equals = Text("$=$", theme).stand_on(y - 0.09)
        equals.shift((x + 0.35 - equals.get_center()[0], 0, 0))
        self.add(rate, self.top, equals, self.result)
        self.bottom: Number | None = None
        if with_root:
            bar = VMobject().set_stroke(theme.text, width=2)
            ends = np.array([[x - 0.8, y, 0], [x + 0.1, y, 0]])
            bar.set_points(from_segments(ends[:1], ends[1:]))
            self.bottom = Number(0, theme, write=reading, role=role, align="center")
            self.bottom.put((x - 0.35, y - 0.32, 0))
            self.add(bar, self.bottom)
        self.drawn: tuple[float, ...] | None = None
        redraw(self, Sum.draw)

    def draw(self) -> None:
        """Bring the numbers up to the step."""
        numbers = self.numbers()
        if numbers == self.drawn:
            return
        self.drawn = numbers
        shown, top, bottom, result = numbers
        self.top.show_value(top)
        self.result.show_value(result)
        if self.bottom is not None:
            self.bottom.show_value(bottom)
        for part in self:
            part.set_fill(opacity=shown)
            if part.stroke_width:
                part.set_stroke(opacity=shown)

    def numbers(self) -> tuple[float, float, float, float]:
        """Whether there is a step (0 or 1), its slope, its root, and what it adds to theta."""
        recall, axis = self.recall, self.axis
        memories, step = recall.memories, max(recall.step, 0)
        if recall.corrected < 1 and step == 0 and recall.place > 1 - 1e-6:
            top, bottom = recall.mean(axis), recall.root(axis)
            return 1.0, top, bottom, float(-memories.rates[0] * top / max(bottom, 1e-12))
        return (
            float(recall.step >= 0 and recall.corrected == 1),
            float(memories.directions[step, axis]),
            float(memories.roots[step, axis]),
            float(memories.steps[step, axis]),
        )


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

    def _labels(self, center: Array, theme: Theme, role: str) -> list[SideLabel]:
        """The names of root and slopes, behind the arrows of the first step."""
        memories = self.recall.memories
        behind = -1.0 if memories.gradients[0, 0] < 0 else 1.0
        rows: list[tuple[str, str, int | None]] = [("$g$", "gradient", 0)]
        if memories.first is not None:
            rows.append(("$m$", "momentum", 1))
        if memories.second is not None:
            rows.append(("$sqrt(v)$", role, None))
        return [
            SideLabel(body, theme, kind, center, row=row, behind=behind, side=self.side)
            for body, kind, row in rows
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
