"""A coordinate's slope and the root of its squares on one log scale: between them is the step.

A step is the rate times slope over root, so on a log scale it depends on nothing but the distance
of the two marks: none is a step as long as the rate, and each tenfold of it a tenth of that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import CapStyleType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads
from scenes.kit.ink.marks import NOWHERE, Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import LOUD, TITLE, Text
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.parts.adaptive.memories import Memories
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.scale import DECADES, Scale

Array = NDArray[np.float64]
SLOPE, ROOT = 0.14, 0.19  # radii of the marks; that of the root is seen round the slope's
AWAY = 0.4  # length of the arrow that stands for a size below the scale
OVER, UNDER = 0.52, 0.55  # from a line to the middles of the names over and under it
SIZE = 36  # of those
BESIDE = 0.08  # from a mark's middle to the near end of its name
NUMBER = 1.45  # scene units for the number, from the right
LARGER = 1.5  # times as large, marks that are apart
WIDE = 9.0  # stroke width of what is between two marks
TENTH = 0.0995  # from which on two decimals are enough


class Names(NamedTuple):
    """Markup of the slope's and the root's names, and of the step that they make."""

    slope: str
    root: str
    length: str


class Lane(Live, VGroup):
    """One coordinate's slope over its root, what is between them, and the step's length.

    Parameters
    ----------
    scale
        The panel.
    recall
        Which memories, and where among them.
    axis
        The coordinate.
    role
        The optimizer's colour and marker.
    names, raw
        Of the memories, and of those that are not yet corrected.
    apart
        Scene units from the line up to the slope, and down to the root; all is larger then.
    """

    def __init__(
        self,
        scale: Scale,
        recall: Recall,
        axis: int,
        role: str,
        names: Names,
        *,
        raw: Names | None = None,
        apart: float = 0.0,
    ) -> None:
        self.apart, larger = apart, LARGER if apart else 1.0
        self.scale_of, self.recall, self.axis = scale, recall, axis
        theme, late = scale.plane.theme, recall.raw is not None
        self.roles = ["momentum" if late else "gradient", role]
        self.rows = 1 if recall.memories.roots is None else 2
        kinds = list(zip(self.roles, (SLOPE * larger, ROOT * larger), strict=True))[: self.rows]
        self.marks = [Marks(NOWHERE, theme, kind, radius=size) for kind, size in kinds]
        self.away = [Arrow(theme, kind, width=0.11) for kind, _ in kinds]
        self.gap = VMobject(cap_style=CapStyleType.BUTT).set_stroke(theme.text, width=WIDE)
        mean(self.gap, Meaning("line", "text", name="gap"))
        self.result = Number(0, theme, write=length, size=LOUD, align="right")
        self.texts = self._named(names)
        self.raw_texts = self._named(raw) if raw else []
        super().__init__(self.gap, *self.away, *reversed(self.marks))
        self.add(*self.texts, *self.raw_texts, self.result)
        self.go_live()

    def state(self) -> object:
        return self.recall.state()

    def depict(self) -> None:
        """Bring marks, names and the number up to the place among the memories."""
        ends, recall, scale = self.ends(), self.recall, self.scale_of
        left = scale.plane.inner.left
        for row, (end, mark, arrow) in enumerate(zip(ends, self.marks, self.away, strict=True)):
            here, inside = self.place(end, row), end > left
            mark.place(here[None] if inside else NOWHERE)
            arrow.hide()
            if not inside and recall.taken == 1:
                arrow.put(here + (AWAY, 0, 0), here)
        self.gap.set_points(self._gap(ends)).set_stroke(opacity=recall.taken)
        self.result.put((scale.box.right, scale.head(self.axis), 0))
        self.result.show_value(self._length()).set_fill(opacity=recall.taken)
        self._put(self.texts, ends, recall.taken * recall.corrected)
        self._put(self.raw_texts, ends, recall.taken * (1 - recall.corrected))

    def claims(self) -> list[Claim]:
        """That the number and the marks are those of the record, and the gap the step's ratio."""
        recall, row, axis = self.recall, self.recall.row, self.axis
        step = abs(float(recall.memories.steps[row, axis]))
        if recall.corrected == 1:
            told = recall.memories
        elif recall.corrected == 0 and recall.raw is not None:
            told = recall.raw
            step = abs(float(told.steps[row, axis]))
        else:
            return []
        claims = reads(self.result, step, "step")
        if recall.place != row:
            return claims
        for values, mark, arrow in zip(_both(told), self.marks, self.away, strict=True):
            claims += self.scale_of.marked("size", mark, arrow, float(values[row, axis]))
        return [*claims, *self._gap_claims(step / float(recall.memories.rates[row]))]

    def _gap_claims(self, ratio: float) -> list[Claim]:
        """That what is between is the logarithm of the step in parts of the rate."""
        if self.rows < 2 or not all(len(mark.points) for mark in self.marks):
            return []
        true = self.scale_of.plane.inner.width / DECADES * abs(np.log10(ratio))
        return [placed("gap", [float(np.ptp(self.gap.points[:, 0])), 0, 0], [true, 0, 0])]

    def ends(self) -> list[float]:
        """Scene x of the marks: between those of two rows, and of raw and corrected memories."""
        recall, raw = self.recall, self.raw_ends()
        ends = []
        for row, values in enumerate(_both(recall.memories)):
            end = self._end(values)
            if recall.corrected < 1:
                end = raw[row] + recall.corrected * (end - raw[row])
            ends.append(end)
        return ends

    def place(self, x: float, row: int) -> Array:
        """Scene point (3,) at which the mark of a row, the slope's or the root's, is over an x."""
        return self.scale_of.place(x, self.axis) + (0, -self.apart if row else self.apart, 0)

    def slope_ends(self) -> float:
        """Scene x at which the name of the slope's mark ends."""
        return float(self.ends()[0] - BESIDE)

    def raw_ends(self) -> list[float]:
        """Scene x of the memories as accumulated, if they are others."""
        return [self._end(values) for values in _both(self.recall.raw)]

    def _end(self, values: Array) -> float:
        return float(along(self.scale_of.x(values[:, self.axis]), self.recall.place))

    def _length(self) -> float:
        """Of the step under way; while memories are corrected, of what they make of it by then."""
        recall, at = self.recall, (self.recall.row, self.axis)
        told, done = abs(float(recall.memories.steps[at])), recall.corrected
        if done == 1 or recall.raw is None:
            return told
        return float(abs(recall.raw.steps[at]) ** (1 - done) * told**done)

    def _gap(self, ends: list[float]) -> Array:
        if self.rows < 2:
            return np.zeros((0, 3))
        return from_segments(*(self.scale_of.place(end, self.axis)[None] for end in sorted(ends)))

    def _named(self, names: Names) -> list[Text]:
        """The step's name, and those of the marks in their colours."""
        theme = self.scale_of.plane.theme
        told = zip(names[: self.rows], self.roles[: self.rows], strict=True)
        marks = [Text(name, theme, role=role, size=SIZE) for name, role in told]
        return [Text(names.length, theme, size=TITLE - 4), *marks]

    def _names_off(self) -> tuple[float, float]:
        """From the line up to the middles of the marks' names."""
        return OVER + self.apart, -UNDER - self.apart

    def _put(self, texts: list[Text], ends: list[float], shown: float) -> None:
        """Put the step's name before its number, and the others beside their marks."""
        scale, axis = self.scale_of, self.axis
        late = self.recall.raw is not None
        for text, end, off in zip(texts[1:], ends, self._names_off(), strict=False):
            if late:
                right = min(end + BESIDE + text.width, scale.box.right)
            else:
                right = max(end - BESIDE, scale.plane.inner.left + text.width)
            text.move_to((right - text.width / 2, scale.line(axis) + off, 0))
        for text in texts[:1]:
            text.put(right=scale.box.right - NUMBER, baseline=scale.head(axis))
        for text in texts:
            _fade(text, shown)


def length(value: float) -> str:
    """A step's length or a rate as it is written: 0.50, and what is under a tenth as 0.012."""
    return fixed(2 if abs(value) >= TENTH else 3)(value)


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
