"""What a line leaves unexplained: the vertical gap from each point to it."""

from __future__ import annotations

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.axes import Plane
from scenes.kit.live import redraw
from scenes.kit.outline import clipped
from scenes.kit.playhead import Playhead, along

WIDTH = 2.0  # stroke width of a gap


class Residuals(VMobject):
    """The gaps between data points and the line y = w·x + b of the present parameters.

    Parameters
    ----------
    plane
        Panel of x and y.
    points
        Data points (n, 2).
    thetas
        Recorded (w, b), shape (T+1, 2).
    playhead
        Read every frame.
    role
        Gives the colour.
    """

    def __init__(
        self,
        plane: Plane,
        points: NDArray[np.float64],
        thetas: NDArray[np.float64],
        playhead: Playhead,
        *,
        role: str = "muted",
    ) -> None:
        super().__init__()
        self.set_stroke(plane.theme.roles()[role], width=WIDTH)
        self.plane, self.data, self.thetas, self.playhead = plane, points, thetas, playhead
        self.drawn: float | None = None
        redraw(self, Residuals.draw)

    def draw(self) -> None:
        """Bring the gaps up to the playhead."""
        position = self.playhead.position
        if position == self.drawn:
            return
        self.drawn = position
        slope, intercept = along(self.thetas, position)
        x, y = self.data.T
        ends = np.stack([self.plane.at(x, y), self.plane.at(x, slope * x + intercept)], axis=1)
        gaps = [clipped(pair, self.plane.inner) for pair in ends]
        self.set_points(np.concatenate(gaps))
