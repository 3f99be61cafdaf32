"""Where a playhead is among a run's memories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import smooth

from scenes.kit.time.playhead import AIMED, Playhead
from scenes.parts.adaptive.memories import Memories

TAKEN = 0.3  # part of a staged step at which its gradient is in the memories


@dataclass(frozen=True)
class Recall:
    """A run's memories at a place along it.

    A staged step first takes its gradient in, then moves.

    Parameters
    ----------
    memories
        Of the run.
    playhead
        Read every frame.
    raw
        The memories as accumulated, which the first step shows before it corrects them.
    fresh
        Whether row 0 is before the first step, with empty memories.
    """

    memories: Memories
    playhead: Playhead
    raw: Memories | None = None
    fresh: bool = True

    @property
    def place(self) -> float:
        """Place along the rows: one ahead of theta once a staged step has taken them in."""
        return max(self.playhead.position, self.playhead.arrived + self.playhead.aim)

    @property
    def row(self) -> int:
        """The row of the step under way or, between steps, of the last one."""
        return int(np.ceil(self.place - 1e-9))

    @property
    def taken(self) -> float:
        """How much of the first gradient is in the memories, 0 to 1: all of it from then on."""
        return min(self.place, 1.0) if self.fresh else 1.0

    @property
    def begun(self) -> float:
        """How much of the first step's numbers is there: those of corrected memories."""
        return min(self.taken, self.corrected)

    @property
    def corrected(self) -> float:
        """How far the correction of the first step has come, 0 to 1."""
        return 1.0 if self.raw is None else correction(self.playhead)

    def state(self) -> tuple[float, float]:
        """All that a picture of the memories depends on."""
        return self.place, self.corrected


def correction(playhead: Playhead) -> float:
    """How far the first staged step has come from raw memories to corrected ones, 0 to 1."""
    return float(smooth(np.clip((playhead.now - TAKEN) / (AIMED - TAKEN), 0, 1)))
