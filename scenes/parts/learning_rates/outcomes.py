"""What becomes of runs of one weight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.panels.axes import Plane

BESIDE = 0.5  # from the best weight, within which a run is beside the star


def end_of(plane: Plane, record: NDArray[np.float64], best: float) -> str:
    """What became of weights and losses (T+1, 2): out of the panel, away, or beside the star.

    One beside the star has ``"bounced"`` if it went from one side of it to the other.
    """
    if not plane.inner.holds(plane.to_scene(record[-1])):
        return "out"
    errors = record[:, 0] - best
    if abs(errors[-1]) > BESIDE:
        return "away"
    return "bounced" if (errors[:-1] * errors[1:]).min() < -1e-9 else "rests"


def slants(values: NDArray[np.float64]) -> tuple[int, int, int]:
    """How many losses (T+1, n) have fallen, climbed and stayed as they were."""
    climbing, level = grows(values), np.isclose(*values[[0, -1]])
    return int((~climbing & ~level).sum()), int(climbing.sum()), int(level.sum())


def grows(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the losses (T+1, n) have climbed: those of a rate beyond the limit."""
    first, last = values[[0, -1]]
    return np.asarray((last > first) & ~np.isclose(first, last))
