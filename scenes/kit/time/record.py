"""What a record says at a playhead, for checks to read: nothing here is used to draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.time.playhead import Playhead

WHOLE = 1e-9  # of a step, within which it counts as done


def done(playhead: Playhead) -> int:
    """Steps that are done."""
    return int(playhead.now + WHOLE)


def under_way(playhead: Playhead) -> float:
    """The part of the next step that has been moved, 0 to 1; 0 at a whole step."""
    step = done(playhead)
    if playhead.now - step <= WHOLE:
        return 0.0
    return min(max(playhead.position - step, 0.0), 1.0)


def recorded(rows: NDArray[np.float64], playhead: Playhead) -> NDArray[np.float64]:
    """The row of a record (T+1, ...) at a whole step; between two, a mixture of both."""
    step, part = done(playhead), under_way(playhead)
    if not part or step + 1 >= len(rows):
        return np.asarray(rows[min(step, len(rows) - 1)])
    return np.asarray((1 - part) * rows[step] + part * rows[step + 1])


def passed(rows: NDArray[np.float64], playhead: Playhead) -> NDArray[np.float64]:
    """The rows that are done, and what the record says now below them (n, ...)."""
    return np.concatenate([rows[: done(playhead) + 1], recorded(rows, playhead)[None]])
