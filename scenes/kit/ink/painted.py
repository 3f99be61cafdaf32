"""Mobjects that paint themselves.

Manim draws outlines one by one. A picture of thousands of pieces, or one that is partly hidden,
is painted faster and better by code that knows it; everything else stays manim's.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.ink.paths import Context


class Outliner(Protocol):
    """Draws an outline."""

    def __call__(self, without: NDArray[np.float64] | None = None) -> object: ...


class Painted(VMobject):
    """A mobject with its own way of being drawn; it must have points, or manim leaves it out."""

    def paint(self, context: Context, outline: Outliner) -> None:
        """Draw on a context whose units are the scene's.

        Parameters
        ----------
        context
            Cairo's; what is set on it must be restored. Its red and blue are swapped, see `ink`.
        outline
            Draws the mobject's points as manim does; on a picture, if corners (n, 2) of a polygon
            are given, without what is inside of it.
        """
        outline()

    def appearance(self) -> object:
        """All that the picture depends on beside the mobject's points and style, to be compared."""
        return object()  # equal to nothing: paint every frame

    def extent(self) -> NDArray[np.float64] | None:
        """Scene points (n, 3) between which all is painted; None: it may be anywhere."""
        return None


class Rimmed(VMobject):
    """A mobject that knows the outline of its rim, the stroke behind it.

    To fill a rim takes a fraction of the time that it takes to stroke it; for hundreds of
    markers in every frame that is most of all drawing.
    """

    def rim(self) -> NDArray[np.float64] | None:
        """Cubics (n, 8) round what is the rim when it is filled; None: it is to be stroked.

        They follow from the points, the rim's width, and whether the fill can be seen through.
        """
        return None
