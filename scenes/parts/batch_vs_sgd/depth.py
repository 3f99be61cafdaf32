"""What losses are drawn over: the heights of the landscape, low is deep and high is pale."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.outline import polygon
from scenes.kit.panels.axes import Plane

BANDS = 9


def depth(plane: Plane, end: float) -> VGroup:
    """Bands over a panel of losses up to some x, even along its axis.

    Each band reaches down to the axis, under those that are lower still, so that no seam is
    between two.
    """
    bands = VGroup()
    for part in np.linspace(1, 0, BANDS, endpoint=False):
        shade = plane.theme.height(float(part - 1 / BANDS) * BANDS / (BANDS - 1))
        band = VMobject(stroke_width=0, fill_color=shade, fill_opacity=1)
        foot = plane.at([plane.x.low, end], plane.y.low)
        up = np.array([0.0, part * plane.inner.height, 0.0])
        band.set_points(polygon(np.stack([foot[0], foot[1], foot[1] + up, foot[0] + up])))
        bands.add(mean(band, Meaning("landscape")))
    return mean(bands, Meaning("landscape", name="depth"))
