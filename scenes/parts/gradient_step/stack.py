"""The loss as a height: the squares of the residuals, one on another beside the curve's point."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import corners
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.outline import polygon
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.parts.gradient_step.squares import FILL

WIDTH = 0.26  # scene units of the stack


class Bar(VMobject):
    """A part of the stack, from one height over the axis to another, left of a weight."""

    def __init__(self, plane: Plane, weight: float, low: float, high: float) -> None:
        super().__init__(stroke_color=plane.theme.text, stroke_width=2.0)
        self.set_fill(plane.theme.text, opacity=FILL)
        self.plane, self.weight, self.heights = plane, weight, (low, high)
        self.meaning = Meaning("landscape", name="stack")
        foot, top = plane.at(weight, [low, high])
        aside = np.array([WIDTH, 0, 0])
        self.set_points(polygon(np.stack([foot - aside, foot, top, top - aside])))

    def claims(self) -> list[Claim]:
        """That it reaches from the sum of the squares below it up to the next, at its weight."""
        ruler, (low, high) = Ruler(self.plane), self.heights
        inked = corners(self)
        right = inked[inked[:, 0] > inked[:, 0].mean()]
        ends = right[[right[:, 1].argmin(), right[:, 1].argmax()]]
        return [ruler.stands("stack", ends, [[self.weight, low], [self.weight, high]])]


def stack(plane: Plane, weight: float, squares: NDArray[np.float64]) -> VGroup:
    """Bars as high as some squares (n,) one on another, so that the uppermost ends at their sum."""
    sums = np.concatenate([[0.0], np.cumsum(squares)])
    pairs = zip(sums[:-1], sums[1:], strict=True)
    return VGroup(*(Bar(plane, weight, float(low), float(high)) for low, high in pairs))
