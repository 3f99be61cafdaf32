"""The steps of a recipe: a large word for the present one, dots for the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation, Circle, RoundedRectangle, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live

DOT, GAP = 0.09, 0.24  # radius of a dot; between two items
AROUND, HIGH, ROUND = 0.22, 0.6, 0.14  # of the bar: beside its word; its height; its corners
FROM = 2.0  # the width from which it is stretched
FOOT = 0.15  # from the middle of the bar down to the baseline
LOW, TO = 0.16, 0.04  # from the bar down to the line of its way back; from a dot to its tip


class Rail(Live, VGroup):
    """Dots in a row at the right end of a box; the present one has grown to its word on a bar.

    Parameters
    ----------
    words
        The items from the first on.
    theme
        The present item has the text's colour, the others are muted.
    box
        In whose middle the row lies.
    """

    def __init__(self, words: Sequence[str], theme: Theme, box: Box) -> None:
        super().__init__()
        self.theme, self.box = theme, box
        self.place, self.first = ValueTracker(0.0), ValueTracker(1.0)
        self.bar = VMobject(stroke_width=0, fill_color=theme.faint, fill_opacity=1)
        self.words = VGroup(*(Text(word, theme, size=LOUD, weight="bold") for word in words))
        self.dots = VGroup(
            *(Circle(DOT, stroke_width=0, fill_color=theme.muted) for _ in self.words)
        )
        bar = RoundedRectangle(corner_radius=ROUND, width=FROM, height=HIGH)
        self._outline = bar.points
        self.wide = np.array([word.width for word in self.words]) + 2 * AROUND
        self.level = (box.bottom + box.top) / 2
        for word in self.words:
            word.stand_on(self.level - FOOT)
        self.add(self.bar, self.words, self.dots)
        self.go_live()

    def light(self, index: int) -> Animation:
        """Animate the bar to an item."""
        return _animated(self.place, index)

    def drop_first(self) -> Animation:
        """Fade the first item, that is done but once."""
        return _animated(self.first, 0.0)

    def state(self) -> object:
        return float(self.place.get_value()), float(self.first.get_value())

    def depict(self) -> None:
        """Let items grow and shrink to what they are where the trackers are."""
        at, numbers = float(self.place.get_value()), np.arange(len(self.words))
        lit, middles = self._laid(at)
        x, wide = (np.interp(at, numbers, values) for values in (middles, self.wide))
        stretch = (wide - FROM) / 2 * np.sign(self._outline) * (1, 0, 0)
        self.bar.set_points(self._outline + stretch + (x, self.level, 0))
        there = np.append(float(self.first.get_value()), np.ones(len(self.words) - 1))
        for word, dot, part, middle, shown in zip(
            self.words, self.dots, lit, middles, there, strict=True
        ):
            word.set_x(middle).set_fill(opacity=max(0.0, 3 * float(part) - 2))
            dot.move_to((middle, self.level, 0))
            dot.set_fill(opacity=max(0.0, 1 - 3 * float(part)) * float(shown))

    def loop(self, last: int, first: int) -> VGroup:
        """The way back from one item, while it is lit, to another: an arrow under the row."""
        _, middles = self._laid(last)
        under = self.level - HIGH / 2
        end, start, low = middles[last], middles[first], under - LOW
        points = np.array([[end, under, 0], [end, low, 0], [start, low, 0]])
        line = Marks(points[:1] * np.nan, self.theme, "text")
        line.set_fill(opacity=0).set_stroke(self.theme.text, width=4)
        line.set_points(polyline(points))
        tip = np.array([start, self.level - DOT - TO, 0])
        return VGroup(line, Arrow(self.theme, "text", width=0.04).put(points[2], tip))

    def _laid(self, at: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How far each item is lit (n,), and its middle (n,), while the bar is at a place."""
        lit = np.clip(1 - np.abs(at - np.arange(len(self.wide))), 0, 1)
        wide = 2 * DOT + lit * (self.wide - 2 * DOT)
        ends = self.box.right - (np.cumsum((wide + GAP)[::-1])[::-1] - GAP)
        return lit, ends + wide / 2


def _animated(tracker: ValueTracker, value: float) -> Animation:
    """Animate a tracker to a value."""
    moving: Any = tracker.animate
    moved: Animation = moving.set_value(value).build()
    return moved
