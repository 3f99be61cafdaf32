"""The steps of a recipe in a row or a column, the present one lit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import (
    Animation,
    ManimColor,
    RoundedRectangle,
    ValueTracker,
    VGroup,
    VMobject,
    interpolate_color,
)
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.text import LABEL, SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live

GAP = 0.72  # in a column, from one item down to the next
INDENT = 0.42  # of the words in a column from its left
AROUND, HIGH = 0.2, 0.56  # of the bar: beside its word; its height
LOW, TO = 0.16, 0.22  # from a row down to the line of its way back; from a word to its tip
UNLIT = SMALLEST / LABEL  # size of what is not the present item


class Rail(Live, VGroup):
    """Words in a row, or under one another in a narrow box; a bar lies behind the present one.

    Parameters
    ----------
    words
        The items from the first on.
    theme
        The present item has the text's colour, the others are muted and smaller.
    box
        Which the row fills, or at whose top the column hangs.
    """

    def __init__(self, words: Sequence[str], theme: Theme, box: Box) -> None:
        super().__init__()
        self.theme, self.box = theme, box
        self.place = ValueTracker(0.0)
        self.bar = VMobject(stroke_width=0, fill_color=theme.faint, fill_opacity=1)
        self.items = VGroup(*(Text(word, theme) for word in words))
        self.sizes = [1.0] * len(words)
        self.middles, self.wide = self._row() if box.wide else self._column()
        for item, (x, y) in zip(self.items, self.middles, strict=True):
            item.stand_on(y - 0.1).shift((x, 0, 0))
        self.add(self.bar, self.items)
        self.go_live()

    def light(self, index: int) -> Animation:
        """Animate the bar to an item."""
        tracker: Any = self.place.animate
        moved: Animation = tracker.set_value(index).build()
        return moved

    def state(self) -> object:
        return float(self.place.get_value())

    def depict(self) -> None:
        """Put the bar where its tracker is, and give the items their colours and sizes."""
        at, numbers = float(self.place.get_value()), np.arange(len(self.items))
        x, y, wide = (np.interp(at, numbers, v) for v in (*self.middles.T, self.wide))
        outline = RoundedRectangle(corner_radius=0.14, width=float(wide), height=HIGH)
        self.bar.set_points(outline.points + (x, y, 0))
        muted, text = ManimColor(self.theme.muted), ManimColor(self.theme.text)
        for index, (item, (x, y)) in enumerate(zip(self.items, self.middles, strict=True)):
            lit = float(np.clip(1 - abs(at - index), 0, 1))
            size = UNLIT + (1 - UNLIT) * lit
            item.scale(size / self.sizes[index], about_point=(x, y - 0.1, 0))
            self.sizes[index] = size
            item.set_fill(interpolate_color(muted, text, lit))

    def loop(self, last: int, first: int) -> VGroup:
        """The way back from one item to another: an arrow under the row, or left of the column."""
        (end, end_y), (start, start_y) = self.middles[last], self.middles[first]
        if self.box.wide:
            under = end_y - HIGH / 2
            low = under - LOW
            way = [[end, under], [end, low], [start, low], [start, start_y - TO]]
        else:
            right, left = self.box.left + INDENT - 0.14, self.box.left + 0.06
            way = [[right, end_y], [left, end_y], [left, start_y], [right, start_y]]
        points = np.pad(np.array(way), ((0, 0), (0, 1)))
        line = Marks(points[:1] * np.nan, self.theme, "text")
        line.set_fill(opacity=0).set_stroke(self.theme.text, width=3)
        line.set_points(polyline(points[:3]))
        arrow = Arrow(self.theme, "text", width=0.035)
        return VGroup(line, arrow.put(points[2], points[3]))

    def _row(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Middles (n, 2) of the items and widths (n,) of their bars, side by side."""
        words = np.array([item.width for item in self.items])
        room = self.box.width - 2 * AROUND
        gap = (room - UNLIT * words.sum()) / (len(words) - 1)
        left = self.box.left + AROUND + np.append(0, np.cumsum(UNLIT * words + gap)[:-1])
        x = left + UNLIT * words / 2
        level = np.full_like(x, (self.box.bottom + self.box.top) / 2)
        wide = words + 2 * AROUND
        x[0], x[-1] = self.box.left + wide[0] / 2, self.box.right - wide[-1] / 2
        return np.stack([x, level], axis=1), wide

    def _column(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The same, under one another."""
        words = np.array([item.width for item in self.items])
        level = self.box.top - HIGH / 2 - GAP * np.arange(len(words))
        left, wide = self.box.left + INDENT, words + 2 * AROUND
        return np.stack([left + words / 2, level], axis=1), wide
