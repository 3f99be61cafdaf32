"""A panel over steps that can show more of them."""

from __future__ import annotations

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.claims import visible
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim, placed, read_off
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import SMALLEST
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import TICK, Axis, Plane
from scenes.kit.panels.zoom import ZoomPlane

OFF = np.array([0.17, 0.085, 0.0])  # from a number left of the axis to its tick


class StepsPlane(ZoomPlane):
    """A panel whose first axis can zoom out from its left end; the other stays as it is.

    Parameters
    ----------
    numbered
        Whether the steps have ticks and numbers.
    """

    def __init__(
        self, box: Box, x: Axis, y: Axis, theme: Theme, *, spacing: float, numbered: bool = True
    ) -> None:
        self.numbered = (0,) if numbered else ()
        super().__init__(box, x, y, theme, pivot=(x.low, y.low), spacing=spacing)

    @property
    def window(self) -> tuple[float, float, float, float]:
        high = self.x.low + 2.0**self.zoomed * (self.x.high - self.x.low)
        return self.x.low, high, self.y.low, self.y.high

    def at(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        near = self.x.low + (np.asarray(x, dtype=float) - self.x.low) * 2.0**-self.zoomed
        return Plane.at(self, near, y)

    def claims(self) -> list[Claim]:
        """That the number at each tick is what the panel is read as there."""
        claims = []
        for rung in self.rungs:
            if visible(rung.ticks):
                steps = self.data(rung.ticks.points[::4])[:, 0]
                true = " ".join(plain(round(float(step), 6) + 0.0) for step in steps)
                claims.append(Claim("ticks", " ".join(rung.written), true))
        feet = np.array([number.anchor + OFF for number in self.numbers])
        sides = self.lines.points[8::4]  # after the two axes
        values = [number.value for number in self.numbers]

        def sizes(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return self.data(points)[:, 1]

        return [*claims, placed("ticks", sides, feet), read_off("numbers", sizes, sides, values)]

    def _lines(self) -> VMobject:
        lines, sides = super()._lines(), self._tick_sides()
        ticks = from_segments(sides, sides - (TICK, 0, 0))
        return lines.set_points(np.concatenate([lines.points, ticks]))

    def _numbers(self) -> list[Number]:
        theme, write = self.theme, self.y.written
        told = zip(self.y.marks(), self._tick_sides(), strict=True)
        return [
            Number(value, theme, size=SMALLEST, role="muted", align="right", write=write).put(
                side - OFF
            )
            for value, side in told
        ]
