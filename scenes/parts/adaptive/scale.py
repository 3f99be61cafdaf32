"""The panel of the memories: one log scale, and on it a lane for each coordinate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean, read_off
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import SMALLEST, TITLE, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane

Array = NDArray[np.float64]
DECADES, ROOM = 5, 1.2  # of the scale; its end, in parts of the largest number
NARROW = 5.2  # box in which the numbers of all decades would touch
NOTE, EDGE = 0.32, 0.2  # scene units for the note under the numbers; left of the scale
TICK = 0.1  # half of one across a lane's line
NAME, LINE = 0.38, 0.58  # of a lane: its first baseline from its top; its line, in parts of it


@dataclass(frozen=True)
class Scale:
    """The panel, drawn: a log scale, a line over it in each lane, and the coordinates' names.

    There are as many ``lanes``, of equal height, as names.
    """

    plane: Plane
    box: Box
    drawn: VGroup
    lanes: int

    @classmethod
    def over(
        cls, largest: float, box: Box, note: str, theme: Theme, names: Sequence[str] = ("", "")
    ) -> Scale:
        """A scale that ends a little above the largest number, named by a note under it."""
        high = ROOM * largest
        low = high / 10.0**DECADES
        last = np.floor(np.log10(high))
        apart = 2 if box.width < NARROW else 1
        ticks = tuple(10.0 ** np.arange(last - DECADES + 1, last + 1)[::apart])
        across = Axis(low, high, "", ticks, log=True)
        plane = Plane(box.inset(bottom=NOTE), across, Axis(0, 1, "", ()), theme, left=EDGE)
        plane.lines.points[:4] = plane.lines.points[3]  # a lane has no height that is read
        text = Text(note, theme, size=SMALLEST, role="muted")
        text.put(right=box.right, baseline=box.bottom + 0.08)
        scale = cls(plane, box, VGroup(plane, text), len(names))
        scale.drawn.add(scale._lines(), *map(scale._name, names, range(len(names))))
        return scale

    @property
    def height(self) -> float:
        """Of a lane, in scene units."""
        return self.plane.inner.height / self.lanes

    def top(self, axis: int) -> float:
        """Scene y of the top of a coordinate's lane."""
        return self.plane.inner.top - axis * self.height

    def head(self, axis: int) -> float:
        """Scene y of the baseline of what is said over a lane."""
        return self.top(axis) - NAME

    def line(self, axis: int) -> float:
        """Scene y of a lane's line, on which its sizes are marked."""
        return self.top(axis) - LINE * self.height

    def x(self, values: ArrayLike) -> Array:
        """Scene x of sizes; those that are too small are at the left end."""
        part = np.clip(self.plane.x.fraction(np.abs(values)), 0, 1)
        return np.asarray(self.plane.inner.left + part * self.plane.inner.width)

    def place(self, x: float, axis: int) -> Array:
        """Scene point (3,) over x on a coordinate's line."""
        return np.array([x, self.line(axis), 0.0])

    def read(self, points: Array) -> Array:
        """Sizes (n,) at scene points (n, 3)."""
        return self.plane.data(points)[:, 0]

    def marked(self, what: str, mark: Marks, off: Arrow, value: float) -> list[Claim]:
        """That a marker stands at a size, or an arrow at the end of the scale for one below it."""
        if len(mark.points):
            return [read_off(what, self.read, mark.centres, [abs(value)])]
        low = self.plane.window[0]
        if not len(off.points):
            return []
        return [read_off(what, self.read, off.ends[1:], np.clip([abs(value)], low, low * 1.01))]

    def _lines(self) -> VMobject:
        """The line of each lane, with a tick across it at each number."""
        inner, pieces = self.plane.inner, []
        for axis in range(self.lanes):
            ends = [self.place(x, axis)[None] for x in (inner.left, inner.right)]
            middles = np.array([self.place(float(x), axis) for x in self.x(self.plane.x.marks())])
            pieces += [from_segments(*ends)]
            pieces += [from_segments(middles - (0, TICK, 0), middles + (0, TICK, 0))]
        lines = VMobject().set_stroke(self.plane.theme.muted, width=2)
        lines.set_points(np.concatenate(pieces))
        return mean(lines, Meaning("line", "muted", name="lanes"))

    def _name(self, words: str, axis: int) -> Text:
        left = self.plane.inner.left
        text = Text(words, self.plane.theme, size=TITLE - 4)
        return text.put(left=left, baseline=self.head(axis))
