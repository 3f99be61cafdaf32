"""A name and its live number, set in a line over a panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from manim import VGroup

from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.panels.axes import Plane

LINE = 0.18  # of the baseline over the panel
BESIDE, APART = 0.14, 0.4  # gaps between a name and its number, and between readouts


@dataclass(frozen=True)
class Reading:
    """What a readout shows: a name in Typst markup, where the value comes from, and its form.

    ``widest`` is the value that takes the most room: nothing moves while the number changes.
    """

    name: str
    read: Callable[[], float]
    widest: float
    write: Callable[[float], str]
    role: str = "batch"  # gives the number's colour
    size: float = LABEL  # of name and number


def readouts(plane: Plane, readings: Sequence[Reading]) -> VGroup:
    """Readings side by side over a panel, from its right edge to the left."""
    right, line = plane.inner.right, plane.inner.top + LINE
    parts = VGroup()
    for reading in reversed(readings):
        number = Number(
            reading.widest, plane.theme, write=reading.write, role=reading.role, size=reading.size
        )
        left = right - number.width
        number.put((left, line, 0))
        name = Text(reading.name, plane.theme, role="muted", size=reading.size).stand_on(line)
        name.shift((left - BESIDE - name.get_right()[0], 0, 0))
        right = name.get_left()[0] - APART
        parts.add(VGroup(name, number.read(reading.read)))
    return parts
