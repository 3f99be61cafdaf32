"""Thousands of data points on a panel that glides, as one soft cloud."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, read_off
from scenes.kit.ink.outline import from_segments
from scenes.kit.panels.axes import Plane
from scenes.kit.time.live import Live


class Cloud(Live, VMobject):
    """A small dot for each of very many data points (n, 2), see-through where they are few.

    A dot is drawn as a line no longer than a hair with round ends: eight times fewer points than
    the outline of a marker. Its diameter is ``width``, a stroke width.
    """

    def __init__(
        self,
        plane: Plane,
        points: NDArray[np.float64],
        *,
        role: str = "text",
        width: float = 2.4,
        opacity: float = 0.5,
    ) -> None:
        super().__init__(cap_style=CapStyleType.ROUND)
        self.meaning = Meaning("line", role, name="cloud")
        # Cairo draws the same picture in three quarters of the time if it goes down line by line.
        self.plane, self.data = plane, points[np.argsort(points[:, 1])]
        self.set_stroke(plane.theme.roles()[role], width=width, opacity=opacity)
        self.half = np.array([width / 1000, 0, 0])
        self.go_live()

    def state(self) -> object:
        return self.plane.window

    def depict(self) -> None:
        """Put all dots where the panel has them now."""
        places = self.plane.to_scene(self.data)
        self.set_points(from_segments(places - self.half, places + self.half))

    def claims(self) -> list[Claim]:
        """That what is read at the middle of each dot is its data point."""
        middles = (self.points[::4] + self.points[3::4]) / 2
        return [read_off("points", self.plane.data, middles, self.data)]
