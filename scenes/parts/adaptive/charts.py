"""The panels of the memories: for each coordinate sizes over steps, both on one log axis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import BOTTOM, Axis, Plane, round_ticks
from scenes.parts.adaptive.steps_plane import StepsPlane

HEAD, LINE = 0.56, 0.14  # over a panel, for what is said of it; its baseline over the panel
BETWEEN, TOP = 0.1, 0.15  # scene units between two panels; in a panel, over its axes
NAMES = 0.85  # right of the panels, for the names at the ends of curves
ROOM = 2.0  # times the largest size, the end of the axis
NARROW = 5.2  # box in which there is no room for more than a coordinate's letter
BOTH, STEEP, FLAT = (0, 1), (0,), (1,)  # coordinates: which of them are shown
TIGHT, READ = 4.6, 3.75  # box in which what is read beside that is smaller; its width, else
NAME = LABEL + 2  # size of what is said of a panel


@dataclass(frozen=True)
class Charts:
    """A panel for each coordinate shown, one over another; the lowest has the steps' numbers.

    ``planes`` are by coordinate; ``box`` holds them with what is said over them; ``drawn`` is all
    that stays.
    """

    planes: dict[int, StepsPlane]
    box: Box
    drawn: VGroup

    @classmethod
    def over(
        cls,
        box: Box,
        sizes: tuple[float, float],
        steps: tuple[float, float],
        plane: Plane,
        words: Words,
        theme: Theme,
        shown: tuple[int, ...] = BOTH,
    ) -> Charts:
        """Panels of the least to the largest of some sizes, between two steps, for a map's axes."""
        names = [words["steep"], words["flat"]]
        if box.width < NARROW:
            names = [plane.x.name, plane.y.name]
        low, high = sizes
        height = (box.height - BOTTOM - BETWEEN * (len(shown) - 1)) / len(shown)
        up = Axis(low, ROOM * high, "", _decades(low, ROOM * high, height - HEAD), log=True)
        ticks = round_ticks(*steps)
        apart = ticks[1] - ticks[0]
        planes, drawn = dict[int, StepsPlane](), VGroup()
        texts = [Text(names[axis], theme, size=NAME) for axis in shown]
        for row, axis in enumerate(shown):
            top = box.top - row * (height + BETWEEN) - HEAD
            last = row == len(shown) - 1
            across = Axis(*steps, words["step"] if last else "")
            inner = Box(box.left, box.right - NAMES, top - height + HEAD - BOTTOM, top + TOP)
            plane = StepsPlane(inner, across, up, theme, spacing=apart, numbered=last)
            planes[axis] = plane
            drawn.add(plane, texts[row])
        found = cls(planes, box, drawn)
        room = box.right - READ * found.loud / LOUD
        for axis, text in zip(shown, texts, strict=True):
            left = min(planes[axis].inner.left, room - text.width)
            text.put(left=left, baseline=found.head(axis))
        return found

    def follow(self, zoom: Callable[[], float]) -> None:
        """Show as many more steps as a reading says: twice as many at 1."""
        for plane in self.planes.values():
            plane.zoom = zoom

    @property
    def loud(self) -> float:
        """Size of the number over a panel, beside the coordinate's name."""
        return LOUD if self.box.width > TIGHT else LABEL

    def head(self, axis: int) -> float:
        """Scene y of the baseline of what is said over a coordinate's panel."""
        return self.planes[axis].inner.top + LINE


def _decades(low: float, high: float, height: float) -> tuple[float, ...]:
    """Powers of ten in a range, as many as are legible at a height."""
    powers = np.arange(np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9) + 1)
    pitch = height / np.log10(high / low)
    apart = 1 if pitch > 0.34 else 2
    return tuple(float(10.0**power) for power in powers[::-1][::apart][::-1])
