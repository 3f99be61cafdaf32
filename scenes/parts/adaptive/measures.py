"""What the runs are measured by: how far is left, how far they go beyond, how long steps are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.time.hops import AIR, LONG

Points = NDArray[np.float64]
SWINGS = 8  # long ones that take their time
ALIKE = 3.0  # ratio of steps in the two coordinates below which they are about as long


def errors(run: Trajectory) -> Points:
    """How far a run is from the minimum at each step (T+1, 2), in parts of the start's way."""
    errors = run.thetas - run.problem.minimizers[0]
    return np.asarray(errors / errors[0])


def left(run: Trajectory) -> float:
    """How far a run is from the minimum at its end, in parts of the way it had to go."""
    first, last = run.thetas[[0, -1]] - run.problem.minimizers[0]
    return float(np.linalg.norm(last) / np.linalg.norm(first))


def past(run: Trajectory) -> float:
    """How far a run goes beyond the minimum in a coordinate at most, in parts of its way."""
    return float(-errors(run).min())


def alike(run: Trajectory) -> bool:
    """Whether most steps of a run are about as long in both coordinates."""
    lengths = np.abs(np.diff(run.thetas, axis=0))
    shorter, longer = np.sort(lengths, axis=1).T
    return bool(np.median(longer / np.maximum(shorter, 1e-12)) < ALIKE)


def sharing(run: Trajectory) -> str:
    """What plain descent does with its one rate for both coordinates."""
    steep, flat = errors(run).T
    across, along = np.abs(np.diff(run.thetas[:2], axis=0)[0])
    if (steep[1:6] * steep[:5] < 0).all() and across > 2 * along:
        return "jumps"
    down = int(np.argmax(steep < 0.2))  # 0 if it never is
    return "glides" if steep.min() > -1e-9 and down and flat[down] > 0.4 else "told"


def swinging(run: Trajectory, window: float) -> NDArray[np.bool_]:
    """Which of a run's steps (T,) go back over a long part of a window, the first few of those."""
    steps = np.diff(run.thetas, axis=0)
    back = np.concatenate([[False], ((steps[1:] * steps[:-1]) < 0).any(axis=1)])
    long = back & (np.abs(steps).max(axis=1) > LONG * window)
    return np.asarray(long & (np.cumsum(long) <= SWINGS))


def unhurried(times: Points, swings: NDArray[np.bool_]) -> Points:
    """Times of steps (T+1,) at which none of some swings (T,) is over too quickly."""
    seconds = np.diff(times)
    seconds = np.where(swings, np.maximum(seconds, AIR), seconds)
    return np.concatenate([[0.0], np.cumsum(seconds)])
