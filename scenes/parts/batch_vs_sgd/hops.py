"""The pace of the race: time for each hop, whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.time.hops import AIR, LEAST, HopPlayhead


def race_times(
    runs: Mapping[str, Trajectory], playheads: Mapping[str, HopPlayhead], seconds: float
) -> NDArray[np.float64]:
    """Times (n+1,) of evaluations that runs spend alike: even, but slow where a step hops.

    Hops take half a second each, or less if those of all runs would not fit.
    """
    hops = np.zeros(max(int(run.evaluations[-1]) for run in runs.values()), dtype=bool)
    for role, run in runs.items():
        hops[run.evaluations[1:][playheads[role].played] - 1] = True
    hop = min(AIR, (seconds - LEAST) / max(hops.sum(), 1))
    even = (seconds - hop * hops.sum()) / max((~hops).sum(), 1)
    return np.concatenate([[0.0], np.cumsum(np.where(hops, hop, even))])
