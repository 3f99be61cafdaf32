"""A data panel whose upright axis glides in to what is of interest once a run has arrived."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import SMALLEST
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.time.live import Live

ROOM = 0.03  # of the reach of values, left free at both ends
TICKS = 4  # parts that numbers cut the axis into, at most
BESIDE = np.array([-0.17, -0.085, 0.0])  # from a tick's foot to its number
UNIT = Axis(0, 1.03, "$x$", ticks=(0, 0.2, 0.4, 0.6, 0.8))  # of the lesson's own points
UP = Axis(0, 1, "$y$")
Ends = tuple[float, float]


class GlidingPlane(Live, Plane):
    """A panel whose upright axis can glide from its range to another.

    Its ticks are those of the nearer end; half way their numbers have faded, to come back as the
    others.

    Parameters
    ----------
    box, x, y, theme
        As of `Plane`.
    near
        Ends of the range that it glides to.

    Attributes
    ----------
    slid
        How far the axis has come, 0 to 1.
    """

    def __init__(self, box: Box, x: Axis, y: Axis, theme: Theme, *, near: Ends) -> None:
        self.slid = ValueTracker(0.0)
        self.ranges: tuple[Ends, Ends] = (y.low, y.high), near
        super().__init__(box, x, replace(y, ticks=()), theme)
        self.below = list(self.numbers)
        self.beside = [[self._number(tick) for tick in self._ticks(end)] for end in (0, 1)]
        self.add(*self.beside[0], *self.beside[1])
        self.go_live()

    def state(self) -> object:
        return float(self.slid.get_value())

    def depict(self) -> None:
        """Bring the axis, its ticks and its numbers up to how far it has come."""
        part = min(float(self.slid.get_value()), 1.0)
        low, high = ((1 - part) * a + part * b for a, b in zip(*self.ranges, strict=True))
        end = int(part >= 0.5)
        ticks = tuple(tick for tick in self._ticks(end) if low <= tick <= high)
        self.y = replace(self.y, low=low, high=high, ticks=ticks)
        self.lines.set_points(self._lines().points)
        self.numbers = list(self.below)
        for number in (*self.beside[0], *self.beside[1]):
            shown = number in self.beside[end] and number.value in ticks
            number.put(self.at(self.x.low, np.clip(number.value, low, high)) + BESIDE)
            number.set_fill(opacity=abs(1 - 2 * part) * shown)
            self.numbers += [number] if shown else []

    def _ticks(self, end: int) -> tuple[float, ...]:
        return round_ticks(*self.ranges[end], TICKS)

    def _number(self, value: float) -> Number:
        """The number at a tick, wherever that is."""
        write = self.y.written
        return Number(value, self.theme, size=SMALLEST, role="muted", align="right", write=write)


def data_panel(
    box: Box,
    lines: NDArray[np.float64],
    moved: NDArray[np.float64],
    y: NDArray[np.float64],
    theme: Theme,
    axes: tuple[Axis, Axis] = (UNIT, UP),
) -> GlidingPlane:
    """Data space, high enough for lines (n, 2), that glides in to data and lines near them.

    Parameters
    ----------
    lines
        (w, b) that are shown before the axis glides.
    moved
        (w, b) that are shown when it has.
    y
        Of the data.
    axes
        That of x, and that of y, of which the ends do not matter.
    """
    across, up = axes
    ends = np.array([[across.low, across.high], [1.0, 1.0]])
    far, near = (with_room(np.append(some @ ends, y)) for some in (lines, moved))
    return GlidingPlane(box, across, replace(up, low=far[0], high=far[1]), theme, near=near)


def with_room(values: NDArray[np.float64]) -> Ends:
    """Ends of an axis for values, with a little room."""
    room = ROOM * float(np.ptp(values))
    return float(values.min()) - room, float(values.max()) + room
