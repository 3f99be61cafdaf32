"""A landscape on a map: its bands, its lines, and the star at its minimum."""

from __future__ import annotations

from manim import VGroup

from gdcore import Problem
from scenes.kit.ink.marks import Marks
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.minimum import star_at_minimum


class Landscape(VGroup):
    """Contours of a problem on their panel, and the star at its minimum.

    Attributes
    ----------
    contours, star
        The two parts.
    """

    def __init__(self, contours: Contours, problem: Problem) -> None:
        self.contours: Contours = contours
        self.star: Marks = star_at_minimum(contours.plane, problem)
        super().__init__(self.contours, self.star)
