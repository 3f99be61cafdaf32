"""A coordinate's slope and the root of its squares, two bars on one log scale: the gap is the step.

A step is the rate times slope over root, so on a log scale it depends on nothing but the distance
of the bars' ends: no gap is a step as long as the rate, and each tenfold of gap a tenth of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads
from scenes.kit.ink.glyphs import MINUS
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed, read_off
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.ink.text import LABEL, SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.parts.adaptive.memories import Memories
from scenes.parts.adaptive.recall import Recall

Array = NDArray[np.float64]
DECADES, ROOM = 5, 1.2  # of the scale; its end, in parts of the largest number
NUMBERS = 1.2  # scene units beside the bars, for their numbers
THICK, THIN = 0.4, 0.12  # heights of a bar, and of the one within it
NARROW = 4.8  # box in which the numbers of all decades would touch
NO_BAR = 0.01  # scene units that are no bar
CLEAR = 0.05  # from a bar to the gap beside it
TICK = 0.09  # half the height of a gap's ends
LARGE, STEP = 32, 1.15  # size of what matters; from the right to where the step's name ends
NAME, FIRST, PITCH, RESULT = 0.3, 0.66, 0.5, 1.2  # from a group's top: lines and lanes


@dataclass(frozen=True)
class Scale:
    """The panel of all bars, drawn: a log scale, and above it the lanes of two coordinates.

    At ``parted`` 0 the first coordinate has all of the panel, at 1 each has half of it.
    """

    plane: Plane
    box: Box
    drawn: VGroup
    parted: ValueTracker = field(default_factory=lambda: ValueTracker(1.0))

    @property
    def shared(self) -> float:
        """How far the second coordinate has come in, 0 to 1."""
        return float(self.parted.get_value())

    def tall(self, axis: int) -> float:
        """How tall a coordinate's group is, in parts of half the panel."""
        return 1.0 if axis else 2.0 - self.shared

    @classmethod
    def over(cls, largest: float, box: Box, note: str, theme: Theme) -> Scale:
        """A scale that ends a little above the largest number."""
        high = ROOM * largest
        low = high / 10.0**DECADES
        last = np.floor(np.log10(high))
        apart = 2 if box.width < NARROW else 1
        ticks = tuple(10.0 ** np.arange(last - DECADES + 1, last + 1)[::apart])
        plane = Plane(
            box.inset(right=NUMBERS),
            Axis(low, high, "", ticks, log=True),
            Axis(0, 1, "", ()),
            theme,
        )
        inner = plane.inner
        text = Text(note, theme, size=SMALLEST, role="muted")
        text.put(right=box.right, baseline=inner.bottom - 0.36)
        return cls(plane, box, VGroup(plane, text))

    def top(self, axis: int) -> float:
        """Scene y of the top of a coordinate's group."""
        inner = self.plane.inner
        return inner.top - axis * inner.height / 2

    def lane(self, axis: int, row: int) -> float:
        """Scene y in the middle of a bar; row 0 is the slope's, 1 the root's."""
        return self.top(axis) - self.tall(axis) * (FIRST + row * PITCH)

    def x(self, values: Array) -> Array:
        """Scene x at which bars of some sizes end; bars that are too short are not there."""
        part = np.clip(self.plane.x.fraction(np.abs(values)), 0, 1)
        return np.asarray(self.plane.inner.left + part * self.plane.inner.width)

    def ends_at(self, what: str, ink: VMobject, value: float) -> Claim:
        """That the right end of some ink is read as a value, or as the end of the scale."""
        low, high, _, _ = self.plane.window
        end = ink.points[[ink.points[:, 0].argmax()]]
        return read_off(what, self._sizes, end, np.clip([value], low, high))

    def _sizes(self, points: Array) -> Array:
        return self.plane.data(points)[:, 0]

    def names(self, words: Iterable[str]) -> VGroup:
        """The names of both coordinates, over their numbers."""
        theme = self.plane.theme
        return VGroup(
            *(
                Text(word, theme).put(right=self.box.right, baseline=self.top(axis) - NAME)
                for axis, word in enumerate(words)
            )
        )


class Bars(Live, VGroup):
    """One coordinate's bars, the gap between their ends, and the step in numbers.

    Parameters
    ----------
    scale
        The panel.
    recall
        Which memories, and where among them.
    axis
        The coordinate.
    role
        The optimizer's colour.
    names
        Markup of the slope's and the root's names, and of the step.
    """

    def __init__(
        self, scale: Scale, recall: Recall, axis: int, role: str, names: tuple[str, str, str]
    ) -> None:
        self.lanes, self.recall, self.axis = scale, recall, axis
        theme = scale.plane.theme
        roles = ["momentum" if recall.raw is not None else "gradient", role]
        self.rows = 1 if recall.memories.roots is None else 2
        self.bars = [_filled(theme, roles[row], "bar") for row in range(self.rows)]
        self.within = [_filled(theme, "text", "raw bar") for _ in range(self.rows)]
        self.gap = VMobject().set_stroke(theme.text, width=3)
        mean(self.gap, Meaning("line", "text", name="gap"))
        labels = [Text(names[row], theme, role=roles[row], size=LARGE) for row in range(self.rows)]
        self.numbers = [self._number(roles[row]) for row in range(self.rows)]
        self.result = self._number("text", write=_signed, size=LARGE)
        equals = Text(names[2], theme, size=LARGE)
        self.labels, self.equals = labels, equals
        empty = 0 if recall.raw is not None else 1  # Adam has no slope yet, the others have one
        self.late = [equals, self.result, *labels[empty:], *self.numbers[empty:]]
        super().__init__(*labels, *self.bars, *self.within, self.gap, *self.numbers)
        self.add(equals, self.result)
        self.go_live()

    def state(self) -> object:
        return self.recall.state(), self.lanes.shared

    def depict(self) -> None:
        """Bring bars, gap and numbers up to the place among the memories."""
        ends, left, tall = self.ends(), self.lanes.plane.inner.left, self.lanes.tall(self.axis)
        self._lay_out()
        for row, bar in enumerate(self.bars):
            bar.set_points(_bar(left, ends[row], self.lanes.lane(self.axis, row), tall * THICK))
            bar.set_fill(opacity=float(ends[row] > left + NO_BAR))
        for row, bar in enumerate(self.within):
            end = self._raw_end(row)
            bar.set_points(_bar(left, end, self.lanes.lane(self.axis, row), tall * THIN))
        self.gap.set_points(self._gap(ends))
        told, row = self.recall.memories, self.recall.row
        for number, values in zip(self.numbers, _both(told), strict=True):
            number.show_value(abs(float(values[row, self.axis])))
        self.result.show_value(float(told.steps[row, self.axis]))
        for part in self.late:
            _fade(part, self.recall.begun)
        self.gap.set_stroke(opacity=self.recall.taken)

    def claims(self) -> list[Claim]:
        """That numbers and bars are those of the record, and the gap on the log scale its step."""
        recall, row, axis = self.recall, self.recall.row, self.axis
        memories, claims = recall.memories, []
        told = [abs(float(values[row, axis])) for values in _both(memories)]
        for number, value in zip(self.numbers, told, strict=True):
            claims += reads(number, value, "size")
        claims += reads(self.result, memories.steps[row, axis], "step")
        if recall.place != row or recall.corrected < 1:
            return claims
        for bar, value in zip(self.bars, told, strict=True):
            claims.append(self._claim(bar, value))
        for bar, values in zip(self.within, _both(recall.raw), strict=False):
            claims.append(self._claim(bar, abs(float(values[row, axis]))))
        return [*claims, *self._gap_claims(float(memories.steps[row, axis] / memories.rates[row]))]

    def _claim(self, bar: VMobject, value: float) -> Claim:
        """That a bar ends at a value on the scale, or at the scale's own end."""
        return self.lanes.ends_at("bar", bar, value)

    def _gap_claims(self, ratio: float) -> list[Claim]:
        """That the gap is the logarithm of the step in parts of the rate, where bars have ends."""
        inner = self.lanes.plane.inner
        if self.rows < 2:
            return []
        ends = [float(bar.points[:, 0].max()) for bar in self.bars]
        if min(ends) <= inner.left or max(ends) >= inner.right:
            return []
        true = inner.width / DECADES * abs(np.log10(abs(ratio)))
        shown = float(np.ptp(self.gap.points[:, 0])) + min(CLEAR, true)
        return [placed("gap", [shown, 0, 0], [true, 0, 0])]

    def ends(self) -> list[float]:
        """Where the bars end now: between those of two rows, and of raw and corrected memories."""
        recall, memories = self.recall, self.recall.memories
        ends = []
        for row, values in enumerate(_both(memories)):
            end = float(along(self.lanes.x(values[:, self.axis]), recall.place))
            if recall.corrected < 1:
                raw = self._raw_end(row)
                end = raw + recall.corrected * (end - raw)
            ends.append(end)
        return ends

    def _raw_end(self, row: int) -> float:
        if self.recall.raw is None:
            return self.lanes.plane.inner.left
        values = _both(self.recall.raw)[row]
        return float(along(self.lanes.x(values[:, self.axis]), self.recall.place))

    def _gap(self, ends: list[float]) -> Array:
        """From the end of the shorter bar to that of the longer, with a stroke at either end."""
        if self.rows < 2:
            return np.zeros((0, 3))
        y = self.lanes.lane(self.axis, int(ends[1] < ends[0]))
        low, high = sorted(ends)
        tick = TICK * self.lanes.tall(self.axis) if high - low > 2 * TICK else 0.0
        low = min(low + CLEAR, high)
        starts = np.array([[low, y, 0], [low, y - tick, 0], [high, y - tick, 0]])
        stops = np.array([[high, y, 0], [low, y + tick, 0], [high, y + tick, 0]])
        return from_segments(starts, stops)

    def _lay_out(self) -> None:
        """Put names, numbers and the step into their lanes."""
        lanes, left, right = self.lanes, self.lanes.plane.inner.left, self.lanes.box.right
        for row, (label, number) in enumerate(zip(self.labels, self.numbers, strict=True)):
            y = lanes.lane(self.axis, row)
            label.shift((left - 0.14 - label.get_right()[0], y - label.get_center()[1], 0))
            number.put((right, y - 0.1, 0))
        foot = lanes.lane(self.axis, self.rows - 1) - lanes.tall(self.axis) * (RESULT - FIRST)
        self.result.put((right, foot - 0.12, 0))
        self.equals.put(right=right - STEP, baseline=foot - 0.12)

    def _number(
        self, role: str, *, write: Callable[[float], str] | None = None, size: float = LABEL
    ) -> Number:
        theme = self.lanes.plane.theme
        return Number(0, theme, write=write or _reading, role=role, size=size, align="right")


def _both(memories: Memories | None) -> list[Array]:
    """Slopes and, if there are any, roots."""
    found = [] if memories is None else [memories.slopes, memories.roots]
    return [values for values in found if values is not None]


def _fade(part: VMobject, shown: float) -> None:
    """Show so much of a text; the line of a root is stroked."""
    part.set_fill(opacity=shown)
    for piece in part.family_members_with_points():
        if piece.get_stroke_width() > 0:
            piece.set_stroke(opacity=shown)


def _filled(theme: Theme, role: str, name: str) -> VMobject:
    bar = VMobject(stroke_width=0).set_fill(theme.roles()[role], opacity=1)
    return mean(bar, Meaning("line", role, name=name))


def _bar(left: float, right: float, y: float, height: float) -> Array:
    """Outline of a bar; one that is not there has no width, so that a fade finds its corners."""
    half = height / 2
    corners = [[left, y - half, 0], [right, y - half, 0], [right, y + half, 0], [left, y + half, 0]]
    return polygon(np.array(corners))


def _reading(value: float) -> str:
    """A slope or root as it is written: 104, 27.6, 0.31."""
    size = abs(value)
    return fixed(0 if size >= 99.95 else 1 if size >= 9.995 else 2)(value)


def _signed(value: float) -> str:
    """A step as it is written: +0.50, −0.13, 0.00."""
    text = fixed(2)(value)
    return text if text.startswith(MINUS) or float(text) == 0 else "+" + text
