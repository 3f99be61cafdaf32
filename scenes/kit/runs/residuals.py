"""What a line leaves unexplained: the vertical gap from each point to it."""

from __future__ import annotations

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import follows
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.outline import clipped, from_segments
from scenes.kit.panels.axes import Plane
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along

WIDTH = 2.0  # stroke width of a gap


class Residuals(Live, VMobject):
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
        self.meaning = Meaning("line", role, name="residuals")
        self.go_live()

    def state(self) -> object:
        return self.playhead.position

    def depict(self) -> None:
        """Bring the gaps up to the playhead."""
        slope, intercept = along(self.thetas, self.playhead.position)
        x, y = self.data.T
        ends = np.stack([self.plane.at(x, y), self.plane.at(x, slope * x + intercept)], axis=1)
        gaps = [clipped(pair, self.plane.inner) for pair in ends]
        self.set_points(np.concatenate(gaps))

    def claims(self) -> list[Claim]:
        """That each leads from its point to the present line, or to the panel's edge."""
        theta = along(self.thetas, self.playhead.position)
        return follows("residuals", self, gaps(self.plane, self.data, theta))


def gaps(
    plane: Plane, points: NDArray[np.float64], theta: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Outline of the gaps between data points (n, 2) and a line (w, b), as far as in the panel."""
    (x, y), (w, b), inner = points.T, theta, plane.inner
    ends = [plane.at(x, y), plane.at(x, w * x + b)]
    for scene in ends:
        scene[:, 1] = np.clip(scene[:, 1], inner.bottom, inner.top)
    return from_segments(*ends)
