"""Where the labels come from, beside where they go: the points at their heights, and the cut."""

from __future__ import annotations

import numpy as np
from manim import Mobject, ValueTracker, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.marks import Marks
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import guide
from scenes.parts.classification.labels import EDGE, THRESHOLD, threshold, true_line
from scenes.parts.classification.logistic_views import CLASSES, RADIUS, Falling, Placed


class Source:
    """Noisy points on their own panel of heights, and copies of them that fall to their labels.

    Parameters
    ----------
    heights
        The panel of the points.
    high, low
        Where their copies fall from, and to: panels, each with its data points (n, 2).
    fallen
        Read every frame: 0 is at the first, 1 at the second.

    Attributes
    ----------
    raw, colored
        The points before they are cut, and after, a group for each label.
    falling
        Their copies, some for each label.
    truth, cut, edge
        The line without noise; the height of the cut; where they cross.
    """

    def __init__(self, heights: Plane, high: Placed, low: Placed, fallen: ValueTracker) -> None:
        self.heights = heights
        self.raw = self._marks(high[1], "text")
        self.colored, self.falling = VGroup(), VGroup()
        for label, role in enumerate(CLASSES):
            rows = np.rint(low[1][:, 1]) == label
            self.colored.add(self._marks(high[1][rows], role))
            told = (high[0], high[1][rows]), (low[0], low[1][rows])
            self.falling.add(Falling(*told, fallen, role))
        self.truth, self.cut = true_line(heights), threshold(heights)
        foot = heights.y.low
        self.edge = VGroup(guide(heights, [(EDGE, foot), (EDGE, THRESHOLD)], role="muted"))

    @property
    def parts(self) -> tuple[Mobject, ...]:
        """What stays on its panel once the points are cut, from the bottom up."""
        return self.heights, self.truth, self.cut, self.edge, self.colored

    def _marks(self, data: NDArray[np.float64], role: str) -> Marks:
        plane = self.heights
        marks = Marks(plane.to_scene(data), plane.theme, role, radius=RADIUS)
        return marks.checked(lambda: data, plane.data)
