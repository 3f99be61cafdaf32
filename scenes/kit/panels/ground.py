"""The hill under the curve of a loss over one weight, in bands of colour by height."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.outline import polygon
from scenes.kit.panels.axes import Plane

BANDS = 9

Loss = Callable[[NDArray[np.float64]], NDArray[np.float64]]


class Ground(VGroup):
    """Bands under a curve, even in height: low is deep and high is pale, as on a map.

    Each band reaches down to the axis, under those that are lower still, so that no seam is
    between two.

    Parameters
    ----------
    loss
        From weights (n, 1) to losses (n,).
    weights
        Rising (n,), across the panel.
    """

    def __init__(self, plane: Plane, loss: Loss, weights: NDArray[np.float64]) -> None:
        self.plane, self.weights = plane, weights
        shades = np.linspace(1, 0, BANDS)
        super().__init__(
            *(
                mean(
                    VMobject(stroke_width=0, fill_color=plane.theme.height(s), fill_opacity=1),
                    Meaning("landscape"),
                )
                for s in shades
            )
        )
        mean(self, Meaning("landscape", name="ground"))
        self.lay(loss)

    def lay(self, loss: Loss) -> Ground:
        """Lay the bands under another curve."""
        low, high = self.plane.y.low, self.plane.y.high
        tops = np.linspace(high, low, BANDS, endpoint=False)
        heights, ends = loss(self.weights[:, None]), self.weights[[-1, 0]]
        foot = self.plane.at(ends, low)
        for band, top in zip(self, tops, strict=True):
            edge = self.plane.at(self.weights, np.clip(heights, low, top))
            band.set_points(polygon(np.concatenate([edge, foot])))
        return self
