"""Why one is ahead of plain descent in a valley, told from the steps that both took."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.parts.optimizer_race.race import Entry
from scenes.parts.optimizer_race.race_report import PLAIN, winners

AHEAD = 2.0  # times the winner's steps, that plain descent needs at least
CARRIED = 2.0  # times its rate and the slopes, that a run which speed carries has come at least
LEVEL = 0.01  # of its first slope, that the median one is at most where a run creeps
SPEED = ("momentum", "nesterov")  # roles whose steps add up


def reason(name: str, entries: tuple[Entry, ...]) -> str | None:
    """Which of its reasons holds on a landscape; None if it has none, or that does not.

    Returns
    -------
    In the valley ``carried``: one alone is first, in half of plain descent's steps at most, whose
    speed adds up, for in the later half of its run it has come twice as far as its rate times its
    slopes. On Rosenbrock's ``creeps``: one alone is first, so far ahead, and plain descent finds
    slopes that are mostly a hundredth of its first, or less.
    """
    first, plain = winners(entries), [entry for entry in entries if entry.role == PLAIN]
    if len(first) != 1 or not plain or plain[0] is first[0]:
        return None
    (won,), (rival,) = first, plain
    if rival.run.steps < AHEAD * won.run.steps:
        return None
    if name == "valley" and won.role in SPEED and added_up(won) >= CARRIED:
        return "carried"
    slopes = _slopes(rival)
    if name == "rosenbrock" and np.median(slopes) <= LEVEL * slopes[0]:
        return "creeps"
    return None


def added_up(entry: Entry) -> float:
    """The way of a run in its later half, over its rate times the slopes there; 1 for descent."""
    half = entry.run.steps // 2
    way = np.linalg.norm(np.diff(entry.run.thetas, axis=0), axis=1)[half:].sum()
    return float(way / (entry.rate * _slopes(entry)[half:].sum()))


def _slopes(entry: Entry) -> NDArray[np.float64]:
    """Lengths (T,) of the gradients that a run has stepped on."""
    gradients = entry.run.problem.gradient(entry.run.thetas[:-1])
    return np.asarray(np.linalg.norm(gradients, axis=1))
