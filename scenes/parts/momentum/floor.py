"""The floor of a valley under a plot of places along it, in the colours of the map."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Quadratic
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.outline import polygon
from scenes.kit.panels.axes import Plane


class Floor(VGroup):
    """Bands about the minimum: low is deep and high is pale, as on the map.

    Each band reaches across those that are lower, so that no seam is between two.

    Parameters
    ----------
    plot
        Place along the valley against step; the minimum is at 0.
    problem
        The valley, curved least along its first parameter.
    levels
        Losses (n,) of the map's lines, rising.
    """

    def __init__(self, plot: Plane, problem: Quadratic, levels: NDArray[np.float64]) -> None:
        reach = np.sqrt(2 * levels / problem.matrix[0, 0])
        shades = np.linspace(1, 0, len(levels) + 1)
        halves = [np.inf, *reach[::-1]]
        super().__init__(*map(self._band, [plot] * len(halves), halves, shades))
        mean(self, Meaning("landscape", name="floor"))

    @staticmethod
    def _band(plot: Plane, half: float, shade: float) -> VMobject:
        low, high = np.clip([-half, half], plot.y.low, plot.y.high)
        ends = [[plot.x.low, low], [plot.x.low, high], [plot.x.high, high], [plot.x.high, low]]
        band = VMobject(stroke_width=0, fill_color=plot.theme.height(shade), fill_opacity=1)
        return mean(band.set_points(polygon(plot.to_scene(ends))), Meaning("landscape"))
