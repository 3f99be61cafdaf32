"""The loss as a height: the squares of the residuals, one on another beside the curve's point."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import corners
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.parts.gradient_step.squares import FILL, upright

WIDTH, GAP = 0.55, 0.06  # scene units of the stack, and from there to the line up to the point


class Bar(VMobject):
    """A part of the stack, from one height over the axis to another, at a side of a weight."""

    def __init__(self, plane: Plane, weight: float, low: float, high: float, side: int) -> None:
        super().__init__(stroke_color=plane.theme.text, stroke_width=2.0)
        self.set_fill(plane.theme.text, opacity=FILL)
        self.plane, self.weight, self.heights, self.side = plane, weight, (low, high), side
        self.meaning = Meaning("landscape", name="stack")
        foot, top = plane.at(weight, [low, high])
        left, right = sorted(foot[0] + side * np.array([GAP, GAP + WIDTH]))
        self.set_points(upright(left, right, foot[1], top[1]))

    def claims(self) -> list[Claim]:
        """That it reaches from the sum of the squares below it up to the next, at its weight."""
        ruler, (low, high) = Ruler(self.plane), self.heights
        inked = corners(self) - np.array([self.side * GAP, 0, 0])
        near = inked[self.side * (inked[:, 0] - inked[:, 0].mean()) < 0]
        ends = near[[near[:, 1].argmin(), near[:, 1].argmax()]]
        return [ruler.stands("stack", ends, [[self.weight, low], [self.weight, high]])]


def stack(plane: Plane, weight: float, squares: NDArray[np.float64], side: int) -> VGroup:
    """Bars as high as some squares (n,) one on another, so that the uppermost ends at their sum.

    They stand left of a weight (``side`` −1) or right of it (1).
    """
    sums = np.concatenate([[0.0], np.cumsum(squares)])
    return VGroup(
        *(Bar(plane, weight, low, high, side) for low, high in pairwise(map(float, sums)))
    )
