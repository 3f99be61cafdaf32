"""The steps of a recipe in a column, the present one lit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation, ManimColor, RoundedRectangle, ValueTracker, VGroup, interpolate_color

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live

GAP = 0.72  # from one item down to the next
INDENT, BESIDE = 0.42, 0.28  # of the markers from the left; of the words from the markers


class Rail(Live, VGroup):
    """Words under one another, each with a marker; a bar lies behind the present one.

    Parameters
    ----------
    words
        The items from the top down.
    theme
        The present item has the text's colour, the others are muted.
    box
        Where the column hangs; its top is that of the first item's bar.
    """

    def __init__(self, words: Sequence[str], theme: Theme, box: Box) -> None:
        super().__init__()
        self.theme, self.box = theme, box
        self.place = ValueTracker(0.0)
        self.bar = RoundedRectangle(corner_radius=0.14, width=box.width, height=0.6)
        self.bar.set_fill(theme.faint, opacity=1).set_stroke(width=0)
        self.items = VGroup(*(self._item(word, i) for i, word in enumerate(words)))
        self.add(self.bar, self.items)
        self.go_live()

    def height_of(self, index: float) -> float:
        """Scene y of an item's middle."""
        return self.box.top - 0.3 - GAP * index

    def light(self, index: int) -> Animation:
        """Animate the bar to an item."""
        tracker: Any = self.place.animate
        moved: Animation = tracker.set_value(index).build()
        return moved

    def state(self) -> object:
        return float(self.place.get_value())

    def depict(self) -> None:
        """Put the bar where its tracker is, and give the items their colours."""
        at = float(self.place.get_value())
        self.bar.move_to(((self.box.left + self.box.right) / 2, self.height_of(at), 0))
        muted, text = ManimColor(self.theme.muted), ManimColor(self.theme.text)
        for index, item in enumerate(self.items):
            lit = float(np.clip(1 - abs(at - index), 0, 1))
            item.set_fill(interpolate_color(muted, text, lit))

    def loop(self, last: int, first: int) -> VGroup:
        """The way back: an arrow on the left from one item up to another."""
        right, left = self.box.left + INDENT - 0.14, self.box.left + 0.06
        low, high = self.height_of(last), self.height_of(first)
        way = np.array([[right, low, 0.0], [left, low, 0.0], [left, high, 0.0]])
        line = Marks(way[:1] * np.nan, self.theme, "text")
        line.set_fill(opacity=0).set_stroke(self.theme.text, width=3)
        line.set_points(polyline(way))
        arrow = Arrow(self.theme, "text", width=0.035)
        return VGroup(line, arrow.put(way[2], np.array([right, high, 0.0])))

    def _item(self, word: str, index: int) -> VGroup:
        middle, left = self.height_of(index), self.box.left + INDENT
        marker = Marks(np.array([[left, middle, 0.0]]), self.theme, "text", radius=0.07)
        text = Text(word, self.theme).put(left=left + BESIDE, baseline=middle - 0.09)
        return VGroup(marker, text)
