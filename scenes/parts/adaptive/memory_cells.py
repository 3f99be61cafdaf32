"""The memory of one coordinate, drawn: a square over its second moment and the slope along it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.claims import visible
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim, placed
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.parts.adaptive.memory_shapes import SideArrow, SideLabel, Square
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.retold import Retold
from scenes.parts.adaptive.step_sum import Sum

Array = NDArray[np.float64]
HEAD, FOOT = 0.75, 1.15  # of a cell, for the number over its square and the sums below


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
        again, scale = Retold(recall), recall.scale
        self.again = again
        self.add(self._heading(box, name, theme, role))
        slopes = (self.slope, self.side, lambda: (scale * again.slope(axis), self.side_again()))
        means = (self.mean_slope, self.side, lambda: (scale * again.mean(axis), self.side_again()))
        self.arrow = SideArrow(center, theme, "gradient", axis, 0, *slopes)
        if memories.second is not None:
            square = partial(Square, center, theme, role)
            self.square = square(self.side, solid=False, anew=self.side_again)
            self.add(self.square)
        if raw:
            self.raw = square(self.raw_side, solid=True, anew=lambda: scale * again.raw_root(axis))
            self.add(self.raw)
        self.add(self.arrow)
        if memories.first is not None:
            self.mean = SideArrow(center, theme, "momentum", axis, 1, *means)
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

    def side_again(self) -> float:
        """The same for checks, from the gradients of the run."""
        recall = self.recall
        if recall.memories.second is None:
            return recall.scale * float(np.abs(recall.memories.gradients).max())
        return recall.scale * self.again.root(self.axis)

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
        recall = self.recall
        if recall.memories.second is None or recall.corrected < 1 or not visible(self.square):
            return []
        moment = self.again.root(self.axis) ** 2
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
        number.put((box.center[0] + 0.62, y, 0))
        number.read(
            lambda: self.recall.root(self.axis) ** 2, lambda: self.again.root(self.axis) ** 2
        )
        return VGroup(label, symbol, number)
