"""The line y = w·x + b of a run among its data, whether the run flows or hops."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.model_line import ModelLine, line_across, reads_line
from scenes.kit.runs.traces import WIDTH
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import done, recorded

FAINT = 1e-6  # opacity of a line that is not there


def model_line(
    plane: Plane,
    thetas: NDArray[np.float64],
    playhead: Playhead,
    *,
    role: str = "batch",
    color: str | None = None,
) -> ModelLine | HoppingLine:
    """The line of recorded (w, b), shape (T+1, 2), across a data panel, as its playhead goes."""
    if isinstance(playhead, HopPlayhead):
        return HoppingLine(plane, thetas, playhead, role=role, color=color)
    return ModelLine(plane, thetas, playhead, role=role, color=color)


class HoppingLine(Live, VGroup):
    """The line y = w·x + b of a run that hops: that of one iterate fades into the next one's.

    Parameters
    ----------
    plane, thetas, role, color
        As of `ModelLine`.
    playhead
        Read every frame; it hops.
    """

    def __init__(
        self,
        plane: Plane,
        thetas: NDArray[np.float64],
        playhead: HopPlayhead,
        *,
        role: str = "batch",
        color: str | None = None,
    ) -> None:
        self.plane, self.thetas, self.playhead = plane, thetas, playhead
        self.leaving, self.coming = (
            VMobject(cap_style=CapStyleType.ROUND).set_stroke(
                color or plane.theme.roles()[role], width=WIDTH
            )
            for _ in range(2)
        )
        for line in (self.leaving, self.coming):
            mean(line, Meaning("line", "" if color else role, name="model"))
        super().__init__(self.leaving, self.coming)
        self.go_live()

    def state(self) -> object:
        return self.playhead.position, self.playhead.leg

    def depict(self) -> None:
        """Bring both lines up to the playhead."""
        part = self.playhead.leg.part
        for line, at, shown in zip(
            (self.leaving, self.coming), self._places(), (1 - part, part), strict=True
        ):
            line.set_points(line_across(self.plane, along(self.thetas, at)))
            line.set_stroke(opacity=shown)

    def claims(self) -> list[Claim]:
        """That each line that is seen is read as that of its own iterate, or of none between."""
        playhead, step = self.playhead, done(self.playhead)
        if not playhead.passing and not playhead.flight:
            return reads_line(self.leaving, self.plane, recorded(self.thetas, playhead))
        start, end, part = playhead.leg
        assert start <= step < end
        rows = ((self.leaving, start, 1 - part), (self.coming, end, part))
        return [
            claim
            for line, row, shown in rows
            if shown > FAINT
            for claim in reads_line(line, self.plane, self.thetas[row])
        ]

    def _places(self) -> tuple[float, float]:
        """Where along the record the line that goes is, and the one that comes."""
        start, end, _ = self.playhead.leg
        return start if self.playhead.passing else self.playhead.position, end
