"""What became of a run in the valley, for the sentences that depend on it."""

from __future__ import annotations

import numpy as np

from gdcore import Trajectory


def reaches_floor(run: Trajectory) -> bool:
    """Whether a run has left the valley's side behind, and has gone along the floor since."""
    across, along = np.abs(run.thetas - run.problem.minimizers[0]).T
    arrived = int(np.argmax(across < 0.05 * across[0]))  # 0 if it never is
    return bool(arrived and along[arrived] - along[-1] > 1)


def climbs_straight(run: Trajectory) -> bool:
    """Whether the loss of a run climbs all the way, in a straight line on its log axis."""
    logs = np.log(run.values)
    bend = np.abs(logs - np.linspace(logs[0], logs[-1], len(logs))).max()
    return bool((np.diff(logs) > 0).all() and bend < 0.05 * np.ptp(logs))
