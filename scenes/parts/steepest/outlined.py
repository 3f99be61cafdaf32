"""On a zoomed map: how far steps reached at first, and what is seen close by."""

from __future__ import annotations

import numpy as np
from manim import LineJointType
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.rims import THIN_RIM, rimmed
from scenes.kit.panels.curves import StillLine
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.runs.traces import Dash
from scenes.kit.time.live import Live

WIDTH = 3.0  # stroke width
DASH: Dash = (0.1, 0.1)
FINE = 97  # points along a circle
Array = NDArray[np.float64]


class Outlined(Live, StillLine):
    """A line through data points (n, 2) of a map, wherever it is zoomed to."""

    def __init__(self, plane: ZoomPlane, data: Array, name: str, dash: Dash | None = None) -> None:
        super().__init__(plane, data, plane.theme.text, width=WIDTH, dash=dash)
        self.joint_type = LineJointType.MITER if dash is None else LineJointType.AUTO
        rimmed(self, plane.theme, THIN_RIM)
        mean(self, Meaning("line", "text", name=name, dash=dash))
        self.go_live()

    def state(self) -> object:
        return self.plane.zoomed

    def depict(self) -> None:
        """Follow the map, and be cut off at its edge."""
        self.set_points(self.outline())


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
