"""The pace of long runs: a few slow steps, then ever more of them in the same time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def even_growth(
    steps: int, seconds: float, *, done: int = 0, slow: int = 3, slow_seconds: float = 1.0
) -> NDArray[np.float64]:
    """Times (steps+1,) at which each of the next steps is done, for `Advance`.

    After the slow steps the number of steps done grows by an even ratio every second. A run of
    hundreds of steps so quickens steadily to its end, where even ratios of the durations themselves
    would leave most of the steps to its last moment.

    Parameters
    ----------
    steps
        That are still to come.
    seconds
        In which they are done.
    done
        Steps that were done before.
    slow, slow_seconds
        How many of them take how long each.
    """
    slow = min(slow, steps)
    if slow * slow_seconds >= seconds or slow == steps:
        return np.linspace(0, seconds, steps + 1)
    first = np.arange(slow + 1) * slow_seconds
    reached = np.arange(done + slow, done + steps + 1) + 1.0
    share = np.log(reached / reached[0]) / np.log(reached[-1] / reached[0])
    rest = first[-1] + (seconds - first[-1]) * share
    return np.concatenate([first, rest[1:]])


def milestones(steps: int, most: int) -> NDArray[np.intp]:
    """Steps from 0 to ``steps``, about ``most`` of them: each one at first, then in even ratios.

    A run of ten thousand steps shown at these alone, all for equally long, quickens as
    `even_growth` does, and its path has only as many corners as the eye can tell apart.
    """
    kept = np.geomspace(1, steps + 1, most) - 1
    return np.unique(np.round(kept).astype(np.intp))


def quickening(steps: int, most: int) -> NDArray[np.intp]:
    """Steps from 0 to ``steps``, at most ``most`` of them, each further from the last than before.

    Shown for equally long each, they make a run accelerate like a falling stone: right for one
    whose single steps are too small to see from the first.
    """
    kept = np.linspace(0, np.sqrt(steps), most) ** 2
    return np.unique(np.round(kept).astype(np.intp))
