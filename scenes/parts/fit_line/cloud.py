"""Thousands of data points as one soft cloud."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Meaning
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.theme import Theme


class Cloud(VMobject):
    """A small dot for each of very many scene points (n, 3), see-through where they are few.

    A dot is drawn as a line no longer than a hair with round ends: eight times fewer points than
    the outline of a marker. Its diameter is ``width``, a stroke width.
    """

    def __init__(
        self,
        points: NDArray[np.float64],
        theme: Theme,
        *,
        role: str = "text",
        width: float = 2.4,
        opacity: float = 0.5,
    ) -> None:
        super().__init__(cap_style=CapStyleType.ROUND)
        self.meaning = Meaning("line", role, name="cloud")
        self.set_stroke(theme.roles()[role], width=width, opacity=opacity)
        half = np.array([width / 1000, 0, 0])
        self.set_points(from_segments(points - half, points + half))
