"""Where a step no longer brings a coordinate nearer to the minimum."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import dashed
from scenes.kit.ink.rims import HALO
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.parts.adaptive.bars import NAME, THICK, Scale
from scenes.parts.adaptive.recall import Recall

DASH = (0.09, 0.08)


class Balance(Live, VGroup):
    """The root at which a step no longer contracts: half the rate times the curvature.

    Parameters
    ----------
    scale, recall, axis
        As of `Bars`.
    curvature
        Of the loss along the coordinate.
    name
        Markup, over the line.
    """

    def __init__(
        self, scale: Scale, recall: Recall, axis: int, curvature: float, name: str
    ) -> None:
        self.lanes, self.recall, self.axis, self.curvature = scale, recall, axis, curvature
        theme = scale.plane.theme
        self.line = VMobject().set_stroke(theme.text, width=2.5)
        self.line.set_stroke(theme.background, width=HALO, background=True)
        mean(self.line, Meaning("line", "text", name="balance", dash=DASH))
        self.label = Text(name, theme, size=LABEL, halo=True)
        super().__init__(self.line, self.label)
        self.go_live()

    def state(self) -> object:
        return self.recall.place, self.lanes.shared

    def depict(self) -> None:
        """Bring the line up to the rate."""
        x, top = self._x(), self.lanes.top(self.axis) - NAME
        low = self.lanes.lane(self.axis, 1) - self.lanes.tall(self.axis) * THICK / 2 - 0.06
        self.line.set_points(dashed(np.array([[x, low, 0], [x, top - 0.04, 0]]), *DASH))
        self.label.put(center=x, baseline=top + 0.06)

    def claims(self) -> list[Claim]:
        """That it stands at half the rate times the curvature."""
        if not len(self.line.points) or self.recall.place != self.recall.row:
            return []
        half = float(self.recall.memories.rates[self.recall.row]) * self.curvature / 2
        return [self.lanes.ends_at("balance", self.line, half)]

    def _x(self) -> float:
        halves = self.recall.memories.rates * self.curvature / 2
        return float(along(self.lanes.x(halves), self.recall.place))
