"""How far beyond a minimum a run has come, as an arrow that measures it."""

from __future__ import annotations

from manim import VGroup

from scenes.kit.axes import Plane
from scenes.kit.marks import Arrow
from scenes.kit.text import Text

OVER = 0.16  # from the arrow up to its words


class Overshoot(VGroup):
    """An arrow from 0 along the first axis of a panel, and words over its middle.

    Parameters
    ----------
    plane
        Panel whose first parameter is 0 at the minimum.
    far
        Where the run turned, with its sign.
    height
        Scene y of the arrow.
    words
        Typst markup.
    role
        Of the run.
    """

    def __init__(self, plane: Plane, far: float, height: float, words: str, role: str) -> None:
        ends = plane.at([0, far], 0)
        ends[:, 1] = height
        self.far = far
        self.arrow = Arrow(plane.theme, role, width=0.035).put(*ends)
        self.text = Text(words, plane.theme, role=role, halo=True)
        self.text.stand_on(height + OVER).shift((ends[:, 0].mean(), 0, 0))
        super().__init__(self.arrow, self.text)
