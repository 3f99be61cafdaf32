"""The panel of the memories: sizes along one coordinate over steps, on one log axis."""

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
TOP = 0.15  # scene units in a panel, over its axes
NAMES = 0.85  # right of the panels, for the names at the ends of curves
ROOM = 2.0  # times the largest size, the end of the axis
NARROW = 5.2  # box in which there is no room for more than a coordinate's letter
TIGHT, READ = 4.6, 3.75  # box in which what is read beside that is smaller; its width, else
NAME = LABEL + 2  # size of what is said of a panel


@dataclass(frozen=True)
class Charts:
    """A panel of the coordinate that is shown, on which all runs have one scale.

    ``box`` holds it with what is said over it; ``drawn`` is all that stays.
    """

    plane: StepsPlane
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
    ) -> Charts:
        """A panel of the least to the largest of some sizes, between two steps, beside a map."""
        named = words["flat"] if box.width >= NARROW else plane.y.name
        low, high = sizes
        inner = Box(box.left, box.right - NAMES, box.bottom, box.top - HEAD + TOP)
        ticks = _decades(low, ROOM * high, box.height - BOTTOM - HEAD)
        up = Axis(low, ROOM * high, "", ticks, log=True)
        apart = np.diff(round_ticks(*steps))[0]
        panel = StepsPlane(inner, Axis(*steps, words["step"]), up, theme, spacing=float(apart))
        text = Text(named, theme, size=NAME)
        found = cls(panel, box, VGroup(panel, text))
        room = box.right - READ * found.loud / LOUD
        text.put(left=min(panel.inner.left, room - text.width), baseline=found.head)
        return found

    def follow(self, zoom: Callable[[], float]) -> None:
        """Show as many more steps as a reading says: twice as many at 1."""
        self.plane.zoom = zoom

    @property
    def loud(self) -> float:
        """Size of the number over a panel, beside the coordinate's name."""
        return LOUD if self.box.width > TIGHT else LABEL

    @property
    def head(self) -> float:
        """Scene y of the baseline of what is said over the panel."""
        return self.plane.inner.top + LINE


def _decades(low: float, high: float, height: float) -> tuple[float, ...]:
    """Powers of ten in a range, as many as are legible at a height."""
    powers = np.arange(np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9) + 1)
    pitch = height / np.log10(high / low)
    apart = 1 if pitch > 0.34 else 2
    return tuple(float(10.0**power) for power in powers[::-1][::apart][::-1])
