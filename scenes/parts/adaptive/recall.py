"""A run's memories at the place of a playhead, and the scale they are drawn at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import smooth

from scenes.kit.time.playhead import AIMED, Playhead, along
from scenes.parts.adaptive.memories import Memories

TAKEN = 0.3  # part of a staged step at which its gradient is in the memories
LARGEST, LONGEST = 2.2, 1.9  # scene units of the largest square's side and the longest arrow


@dataclass(frozen=True)
class Recall:
    """A run's memories at a place along it.

    Memories are those of ``place``; the step under way is number ``step``, or -1 before the first.
    A staged step first takes its gradient in, then moves.

    Parameters
    ----------
    memories
        Of the run.
    playhead
        Read every frame.
    scale
        Scene units of one unit of slope.
    late
        Whether the first step shows its memories as accumulated before it corrects them.
    """

    memories: Memories
    playhead: Playhead
    scale: float
    late: bool = False

    @property
    def place(self) -> float:
        """Place along the memories: one ahead of theta once a staged step has taken them in."""
        return max(self.playhead.position, self.playhead.arrived + self.playhead.aim)

    @property
    def step(self) -> int:
        """The step whose numbers are shown."""
        return int(np.ceil(self.place - 1e-9)) - 1

    @property
    def corrected(self) -> float:
        """How far the correction of the first step has come, 0 to 1."""
        return correction(self.playhead) if self.late else 1.0

    def slope(self, axis: int) -> float:
        """The gradient at theta."""
        return float(along(self.memories.gradients, self.playhead.position)[axis])

    def mean(self, axis: int) -> float:
        """The first moment."""
        assert self.memories.first is not None and self.memories.raw_first is not None
        first = float(along(self.memories.first, self.place)[axis])
        raw = float(along(self.memories.raw_first, self.place)[axis])
        return raw + self.corrected * (first - raw)

    def root(self, axis: int) -> float:
        """The root of the second moment, the side of its square."""
        assert self.memories.second is not None
        root = float(np.sqrt(along(self.memories.second, self.place)[axis]))
        return root if self.corrected == 1 else self._partly(axis, root)

    def raw_root(self, axis: int) -> float:
        """The root of the second moment as accumulated."""
        assert self.memories.raw_second is not None
        return float(np.sqrt(along(self.memories.raw_second, self.place)[axis]))

    def _partly(self, axis: int, root: float) -> float:
        raw = self.raw_root(axis)
        return raw + self.corrected * (root - raw)


def correction(playhead: Playhead) -> float:
    """How far the first staged step has come from raw memories to corrected ones, 0 to 1."""
    return float(smooth(np.clip((playhead.now - TAKEN) / (AIMED - TAKEN), 0, 1)))


def shared_scale(memories: Memories) -> float:
    """Scene units for a unit of slope, at which a run's squares and arrows fit their cells."""
    widest = LARGEST / memories.widest if memories.widest else np.inf
    return float(min(widest, LONGEST / max(memories.longest, 1e-12)))
