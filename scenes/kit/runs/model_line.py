"""The line of a model through its data, as far as a run has come."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.outline import clipped
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.traces import WIDTH
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import recorded


class ModelLine(Live, VMobject):
    """The line y = w·x + b of the present parameters, across a data panel.

    Parameters
    ----------
    plane
        Panel of x and y.
    thetas
        Recorded (w, b), shape (T+1, 2).
    playhead
        Read every frame.
    """

    def __init__(
        self,
        plane: Plane,
        thetas: NDArray[np.float64],
        playhead: Playhead,
        *,
        role: str = "batch",
        color: str | None = None,
    ) -> None:
        super().__init__(cap_style=CapStyleType.ROUND)
        self.set_stroke(color or plane.theme.roles()[role], width=WIDTH)
        self.plane, self.thetas, self.playhead = plane, thetas, playhead
        self.meaning = Meaning("line", "" if color else role, name="model")
        self.go_live()

    def state(self) -> object:
        return self.playhead.position, self.plane.window

    def depict(self) -> None:
        """Bring the line up to the playhead."""
        self.set_points(self._outline(self.playhead.position))

    def claims(self) -> list[Claim]:
        """That what is read along it is y = w·x + b for the present parameters."""
        return reads_line(self, self.plane, recorded(self.thetas, self.playhead))

    def _outline(self, at: float) -> NDArray[np.float64]:
        return line_across(self.plane, along(self.thetas, at))


def line_across(plane: Plane, theta: NDArray[np.float64]) -> NDArray[np.float64]:
    """Outline of the line of some (w, b) across a data panel."""
    slope, intercept = theta
    ends = np.array([plane.x.low, plane.x.high])
    return clipped(plane.at(ends, slope * ends + intercept), plane.inner)


def reads_line(line: VMobject, plane: Plane, theta: NDArray[np.float64]) -> list[Claim]:
    """That what is read along a line over a data panel is y = w·x + b."""
    (w, b), (left, right, _, _) = theta, plane.window
    ruler = Ruler(plane)
    ends = ruler.laid([[left, w * left + b], [right, w * right + b]])
    return ruler.follows("line", line, ends[None])
