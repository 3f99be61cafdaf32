"""Where the boundary comes to, and what may be said of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import Logistic
from scenes.kit.ink.numbers import fixed
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.words import Words
from scenes.parts.classification.labels import EDGE
from scenes.parts.classification.logistic_views import boundary

MOVED = 0.05  # of x, by which a boundary is seen to have moved
NEAR = 0.05  # part of its way that a boundary still has to go when it has slid
FEWEST, MOST = 8, 1 / 3  # steps in which a boundary slides; part of those shown, at most
STEEPER = 1.02  # times as steep, from which a sigmoid is seen to be steeper
CONVERGED = 1e-3  # of x, between the boundary and the best one for these points
FEW = 3  # other draws are too few to speak of
THREE = fixed(3)


def slides(thetas: NDArray[np.float64]) -> int:
    """From which of the parameters (n, 2) on the boundary is near where it ends."""
    edges = boundary(thetas)
    away = np.abs(edges - edges[-1])
    far = np.flatnonzero(away > NEAR * away[0])
    last = int(far[-1]) + 1 if len(far) else 0
    return int(np.clip(last, FEWEST, MOST * len(thetas)))


def sliding(thetas: NDArray[np.float64], hollow: NDArray[np.float64]) -> str:
    """What the first two of some parameters (n, 2) differ in, with points wrong at each (n,)."""
    edges = boundary(thetas)
    return "filling" if abs(edges[1] - edges[0]) > MOVED and hollow[1] < hollow[0] else "moving"


def steepening(problem: Logistic, thetas: NDArray[np.float64], hollow: NDArray[np.float64]) -> str:
    """What becomes of a sigmoid that has slid: parameters (2, 2) and points wrong (2,) at its ends.

    It gets surer, but not more right, where none fewer are wrong, and none fewer at the best.
    """
    if abs(thetas[1, 0]) <= STEEPER * abs(thetas[0, 0]):
        return "moving"
    best = problem.minimizers
    if not len(best):
        return "steeper"
    wrong = (problem.predict(best[0], problem.x) > 0.5) != (problem.y == 1)
    return "surer" if 0 < hollow[0] <= min(hollow[1], wrong.sum()) else "steeper"


def arrival(problem: Logistic, edge: float, others: NDArray[np.float64], words: Words) -> Told:
    """Whether the boundary is where these points put it, and where other draws do."""
    facts = {"edge": THREE(edge)}
    best = boundary(problem.minimizers)
    if not len(best) or abs(edge - best[0]) > CONVERGED or len(others) < FEW:
        return Told("told", facts)
    facts |= {"draws": words.count(len(others))}
    facts |= {"low": THREE(float(others.min())), "high": THREE(float(others.max()))}
    both = others.min() < EDGE < others.max()
    return Told("both" if both else "draws", facts)
