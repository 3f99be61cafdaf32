"""A landscape on a map: its bands, its lines, the star at its minimum, values on some lines."""

from __future__ import annotations

from manim import VGroup

from gdcore import Problem
from scenes.kit.ink.marks import Marks
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.level_values import LevelValues, Obstacles
from scenes.kit.panels.minimum import star_at_minimum


class Landscape(VGroup):
    """Contours of a problem on their panel, and the star at its minimum.

    Attributes
    ----------
    contours, star
        The two parts; a third are the values of some lines, once there are any (``with_values``).
    values
        Those; empty before.
    """

    def __init__(self, contours: Contours, problem: Problem) -> None:
        self.contours: Contours = contours
        self.star: Marks = star_at_minimum(contours.plane, problem)
        self.values: VGroup = VGroup()
        super().__init__(self.contours, self.star)

    def with_values(self, clear_of: Obstacles = ()) -> Landscape:
        """Write their values on three of the lines; see `LevelValues`."""
        self.values = LevelValues(self.contours, clear_of)
        self.add(self.values)
        return self
