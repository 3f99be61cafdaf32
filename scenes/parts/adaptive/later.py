"""What a run does long after a film of it would have ended, and which of its steps are shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.parts.adaptive.memories import remembered

Array = NDArray[np.float64]
AWAKE = 0.1  # of the rate: how far from the minimum a run is no longer at it
ROUND = 0.05  # how near to its line a root has settled, in parts of it
HOPS = 4  # hops that are shown at a time
WAIT, QUIET = 25, 5  # steps before them that are not skipped; if more, so many are shown


def error(run: Trajectory) -> Array:
    """How far each coordinate is from the minimum at each step (T+1, 2)."""
    return np.asarray(np.abs(run.thetas - run.problem.minimizers[0]))


def ending(run: Trajectory) -> str:
    """What a run with one rate does in the end, by the last tenth of its steps.

    ``settles``: hops by the rate in both coordinates, each root on its line; ``lands``: exactly on
    the minimum, as rounded numbers may; ``quiet``: has come to it and stayed; ``hops``: has come
    to it and left it again; ``told``: none of these.
    """
    late = slice(9 * run.steps // 10, None)
    away, rate = error(run), float(np.asarray(run.learning_rates)[-1])
    roots, curvature = remembered(run).roots, np.diag(run.problem.hessian(run.thetas[-1]))
    assert roots is not None
    off = np.abs(roots[late] / (rate * curvature / 2) - 1)
    if off.max() < ROUND and np.abs(away[late] / (rate / 2) - 1).max() < ROUND:
        return "settles"
    if not run.gradients[-1].any():
        return "lands"
    at_it = np.asarray((away < AWAKE * rate).all(axis=1))
    if not at_it.any():
        return "told"
    return "quiet" if at_it[int(np.argmax(at_it)) :].all() else "hops"


def awakes(run: Trajectory, after: int, size: float) -> int:
    """The step at which a run that is at the minimum leaves it again: farther than a size.

    Only steps after one are looked at; if there is none, the last.
    """
    far = np.asarray((error(run)[after:] > size).any(axis=1))
    near = int(np.argmin(far))  # 0 if it is far all the time
    away = far[near:]
    return after + near + int(np.argmax(away)) if away.any() else run.steps


def looks(run: Trajectory, after: int, size: float) -> NDArray[np.intp]:
    """The steps at which a long run is shown, from one step on: where it wakes, and its last.

    What is between them, and a long wait before, is skipped.
    """
    last = np.arange(run.steps - HOPS, run.steps + 1)
    wakes = min(awakes(run, after, size), run.steps - 3 * HOPS)
    begin = after if wakes - after <= WAIT else wakes - QUIET
    first = np.arange(begin, wakes + HOPS)
    return np.unique(np.concatenate([[after], first, last[last > first[-1]]]))
