"""Where a step no longer brings a coordinate nearer to the minimum."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.kit.ink.meaning import Claim, Meaning, mean, read_off
from scenes.kit.ink.outline import dashed
from scenes.kit.ink.rims import HALO
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.parts.adaptive.lanes import OVER, Lane

DASH = (0.09, 0.08)
HALF = 0.66  # scene units that the line reaches over and under its lane's
BESIDE = 0.2  # from it to its name
FADE = 0.2  # from the name to that of the slope, under which it fades


class Balance(Live, VGroup):
    """The root at which a step no longer contracts: half the rate times the curvature.

    Parameters
    ----------
    lane
        Of the coordinate.
    curvature
        Of the loss along it.
    name
        Markup, right of the line as long as the slope's name is not there.
    """

    def __init__(self, lane: Lane, curvature: float, name: str) -> None:
        self.lane, self.curvature, self.recall = lane, curvature, lane.recall
        theme = lane.scale_of.plane.theme
        self.line = VMobject().set_stroke(theme.text, width=3)
        self.line.set_stroke(theme.background, width=HALO, background=True)
        mean(self.line, Meaning("line", "text", name="balance", dash=DASH))
        self.label = Text(name, theme, size=LABEL)
        super().__init__(self.line, self.label)
        self.go_live()

    def state(self) -> object:
        return self.recall.place

    def depict(self) -> None:
        """Bring the line up to the rate."""
        here = self.lane.scale_of.place(self._x(), self.lane.axis)
        self.line.set_points(dashed(np.stack([here - (0, HALF, 0), here + (0, HALF, 0)]), *DASH))
        left = here[0] + BESIDE
        self.label.move_to(here + (BESIDE + self.label.width / 2, OVER, 0))
        self.label.set_fill(opacity=np.clip((left - self.lane.slope_ends()) / FADE, 0, 1))

    def claims(self) -> list[Claim]:
        """That it stands at half the rate times the curvature."""
        if not len(self.line.points) or self.recall.place != self.recall.row:
            return []
        half = float(self.recall.memories.rates[self.recall.row]) * self.curvature / 2
        return [read_off("balance", self.lane.scale_of.read, self.line.points[:1], [half])]

    def _x(self) -> float:
        halves = self.recall.memories.rates * self.curvature / 2
        return float(along(self.lane.scale_of.x(halves), self.recall.place))
