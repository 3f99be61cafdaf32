"""Outlines on a zoomed map: how far steps reached at first, and what is seen when it is close."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import clipped, dashed, polylines
from scenes.kit.ink.rims import THIN_RIM, rimmed
from scenes.kit.panels.ruler import Ruler, between
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.runs.traces import Dash
from scenes.kit.time.live import Live

WIDTH = 3.0  # stroke width
DASH: Dash = (0.1, 0.1)
FINE = 97  # points along a circle
Array = NDArray[np.float64]


class Outlined(Live, VMobject):
    """A line through data points (n, 2) of a map, wherever it is zoomed to."""

    def __init__(self, plane: ZoomPlane, data: Array, name: str, dash: Dash | None = None) -> None:
        super().__init__(joint_type=LineJointType.MITER if dash is None else LineJointType.AUTO)
        self.plane, self.data, self.dash = plane, data, dash
        self.set_stroke(plane.theme.text, width=WIDTH)
        rimmed(self, plane.theme, THIN_RIM)
        mean(self, Meaning("line", "text", name=name, dash=dash))
        self.go_live()

    def state(self) -> object:
        return self.plane.zoomed

    def depict(self) -> None:
        """Follow the map, and be cut off at its edge."""
        outline = clipped(self.plane.to_scene(self.data), self.plane.inner)
        if self.dash is not None:
            parts = [dashed(part, *self.dash) for part in polylines(outline)]
            outline = np.concatenate([outline[:0], *parts])
        self.set_points(outline)

    def claims(self) -> list[Claim]:
        """That what is read along it are its data."""
        ruler, gap = Ruler(self.plane), self.dash[1] if self.dash else 0.0
        return ruler.follows("outline", self, between(ruler.laid(self.data)), gap=gap)


def circle(plane: ZoomPlane, middle: Array, radius: float, name: str) -> Outlined:
    """All places so far away from one (2,)."""
    turns = np.linspace(0, 2 * np.pi, FINE)
    ring = middle + radius * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    return Outlined(plane, ring, name, DASH)


def frame(plane: ZoomPlane, name: str) -> Outlined:
    """What the map shows when it is as close as it can be."""
    (left, right), (low, high) = (plane.x.low, plane.x.high), (plane.y.low, plane.y.high)
    corners = np.array([[left, low], [right, low], [right, high], [left, high], [left, low]])
    return Outlined(plane, corners, name)
