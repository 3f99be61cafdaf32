"""Which steps of the runs are long enough to take their time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.problems.centred_line import WINDOW

LONG = 0.1  # of the side of the map, from which on a step is long


def long_steps(run: Trajectory) -> NDArray[np.bool_]:
    """Which steps (T,) cross much of the map."""
    lengths = np.linalg.norm(np.diff(run.thetas, axis=0), axis=1)
    return np.asarray(lengths > LONG * (WINDOW[1] - WINDOW[0]))


def long_evaluations(runs: Iterable[Trajectory]) -> NDArray[np.bool_]:
    """Which evaluations (n,) of runs that spend equally many are the last of a long step."""
    runs = list(runs)
    found = np.zeros(max(int(run.evaluations[-1]) for run in runs), dtype=bool)
    for run in runs:
        found[run.evaluations[1:][long_steps(run)] - 1] = True
    return found
