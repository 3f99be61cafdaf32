"""What a line leaves unexplained: the vertical gap from each point to it."""

from __future__ import annotations

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.outline import clipped_segments
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import recorded

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
        return self.playhead.position, self.plane.window

    def depict(self) -> None:
        """Bring the gaps up to the playhead."""
        slope, intercept = along(self.thetas, self.playhead.position)
        x, y = self.data.T
        points, line = self.plane.at(x, y), self.plane.at(x, slope * x + intercept)
        self.set_points(clipped_segments(points, line, self.plane.inner))

    def claims(self) -> list[Claim]:
        """That each leads from its point to the present line, or to the panel's edge."""
        ruler = Ruler(self.plane)
        return ruler.follows("residuals", self, gaps(ruler, self.data, self.thetas, self.playhead))


def gaps(
    ruler: Ruler,
    points: NDArray[np.float64],
    thetas: NDArray[np.float64],
    playhead: Playhead,
) -> NDArray[np.float64]:
    """The ways (n, 2, 2) from data points (n, 2) to the line (w, b) of a record, up or down."""
    x = points[:, 0]
    predicted = np.stack([x, np.ones_like(x)], axis=1) @ recorded(thetas, playhead)
    return ruler.laid(np.stack([points, np.stack([x, predicted], axis=1)], axis=1))
