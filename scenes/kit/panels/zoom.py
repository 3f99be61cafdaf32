"""A panel whose window widens evenly about one point, its numbers keeping pace."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.claims import visible
from scenes.kit.ink.glyphs import compose
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import from_segments, polyline
from scenes.kit.ink.text import SMALLEST, UNITS_PER_POINT
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import LINE, TICK, Axis, Plane
from scenes.kit.time.live import Live

LEAST, FULL = 0.7, 1.1  # the least that ticks are apart at first, and when all are there
LADDER = 4  # spacings on screen at once, each twice the last


class ZoomPlane(Live, Plane):
    """A panel that can zoom out: at ``zoom`` z its window is 2^z times as wide.

    ``zoom`` is a function to be replaced, a reading of what moves; all that is drawn over the panel
    follows it. Ticks lie at multiples of ``spacing`` times a power of two, so that a tick stays a
    tick until the next coarser ones are far enough apart to do without it.

    Parameters
    ----------
    box, x, y, theme
        As of `Plane`; linear axes, as seen before any zoom.
    pivot
        Data point (2,) that stays where it is.
    spacing
        Data units between the ticks before any zoom, along both axes or along each.

    ``numbered`` are the axes whose ticks keep pace; ``apart``, of each, how far from one another
    in scene units its ticks fade in, and are all there.
    """

    numbered: tuple[int, ...] = (0, 1)
    apart: tuple[tuple[float, float], ...] = ((LEAST, FULL), (LEAST, FULL))

    def __init__(
        self,
        box: Box,
        x: Axis,
        y: Axis,
        theme: Theme,
        *,
        pivot: tuple[float, float],
        spacing: float | tuple[float, float] = 5.0,
    ) -> None:
        self.pivot = np.array(pivot, dtype=float)
        self.spacing = np.broadcast_to(np.array(spacing, dtype=float), 2)
        self.zoom: Callable[[], float] = lambda: 0.0
        super().__init__(box, x, y, theme)
        self.rungs = [_Rung(self, axis, level) for axis in self.numbered for level in range(LADDER)]
        self.add(*self.rungs)
        self.go_live()

    @property
    def zoomed(self) -> float:
        return self.zoom()

    @property
    def widened(self) -> NDArray[np.float64]:
        """How many times as wide the window is along each axis (2,), as before any zoom."""
        return np.full(2, 2.0**self.zoomed)

    @property
    def window(self) -> tuple[float, float, float, float]:
        low = self.pivot + self.widened * ((self.x.low, self.y.low) - self.pivot)
        high = self.pivot + self.widened * ((self.x.high, self.y.high) - self.pivot)
        return float(low[0]), float(high[0]), float(low[1]), float(high[1])

    def at(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        along, up = factors = 1 / self.widened
        near = self.pivot * (1 - factors)
        flat = np.asarray(x, dtype=float) * along, np.asarray(y, dtype=float) * up
        return super().at(flat[0] + near[0], flat[1] + near[1])

    def state(self) -> object:
        return self.zoomed

    def depict(self) -> None:
        """Bring ticks and numbers up to the zoom."""
        for rung in self.rungs:
            rung.put(self)

    def claims(self) -> list[Claim]:
        """That the number at each tick is the place of its foot in the window."""
        claims = []
        for rung in self.rungs:
            if visible(rung.ticks):
                places = self.data(rung.ticks.points[::4])[:, rung.axis]
                true = " ".join(plain(round(float(place), 6) + 0.0) for place in places)
                claims.append(Claim("ticks", " ".join(rung.written), true))
        return claims

    def _lines(self) -> VMobject:
        box = self.inner
        corners = [[box.left, box.top, 0], [box.left, box.bottom, 0], [box.right, box.bottom, 0]]
        lines = VMobject(stroke_color=self.theme.muted, stroke_width=LINE)
        return lines.set_points(polyline(np.array(corners, dtype=float)))

    def _numbers(self) -> list[Number]:
        return []


class _Rung(VGroup):
    """Ticks along one axis that share a spacing: the odd multiples of it, with their numbers."""

    def __init__(self, plane: ZoomPlane, axis: int, level: int) -> None:
        muted = plane.theme.muted
        self.axis, self.level = axis, level
        self.written: list[str] = []
        self.ticks = VMobject(stroke_color=muted, stroke_width=LINE)
        self.numbers = VMobject(stroke_width=0, fill_color=muted, fill_opacity=1)
        super().__init__(self.ticks, self.numbers)

    def put(self, plane: ZoomPlane) -> None:
        """Place the ticks whose spacing is the ``level``-th that fits the window."""
        unit = float(plane.units[self.axis] / plane.widened[self.axis])
        given = float(plane.spacing[self.axis])
        least, full = plane.apart[self.axis]
        finest = math.ceil(math.log2(least / (given * unit)))
        spacing = given * 2.0 ** (finest + self.level)
        low, high = plane.window[2 * self.axis : 2 * self.axis + 2]
        multiples = np.arange(math.ceil(low / spacing), math.floor(high / spacing) + 1)
        if self.level < LADDER - 1:
            multiples = multiples[multiples % 2 == 1]
        values = np.asarray(multiples * spacing, dtype=np.float64)
        if self.axis == 0:
            feet = plane.at(values, np.full(len(values), plane.window[2]))
            values, feet = _clear_of_name(values, feet, plane)
            ticks, offset, align = (0.0, -TICK, 0.0), (0.0, -0.36, 0.0), 0.5
        else:
            feet = plane.at(np.full(len(values), plane.window[0]), values)
            ticks, offset, align = (-TICK, 0.0, 0.0), (-0.17, -0.085, 0.0), 1.0
        self.ticks.set_points(from_segments(feet, feet + ticks))
        self.written = [plain(float(value)) for value in values]
        texts = [plane.theme.numbers.written(text) for text in self.written]
        self.numbers.set_points(_numbers(texts, feet + offset, align, plane.theme))
        shown = float(np.clip((spacing * unit - least) / (full - least), 0, 1))
        self.ticks.set_stroke(opacity=shown)
        self.numbers.set_fill(opacity=shown)


def _clear_of_name(
    values: NDArray[np.float64], feet: NDArray[np.float64], plane: ZoomPlane
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    clear = feet[:, 0] < plane.x_name.get_left()[0] - 0.5 if plane.x.name else feet[:, 0] > -99
    return values[clear], feet[clear]


def _numbers(
    written: list[str], anchors: NDArray[np.float64], align: float, theme: Theme
) -> NDArray[np.float64]:
    """One outline of all the numbers, each with its anchor at ``align`` of its width."""
    scale = SMALLEST * UNITS_PER_POINT
    pieces = [np.zeros((0, 3))]
    for text, anchor in zip(written, anchors, strict=True):
        points, width = compose(text, files=theme.fonts)
        pieces.append((points - (align * width, 0, 0)) * scale + anchor)
    return np.concatenate(pieces)
