"""The runs: as long as they are shown at first, and as long as some are looked at in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdcore import Optimizer, Problem, Trajectory, descend
from gdcore.schedules import Schedule
from scenes.parts.adaptive.memories import remembered

LONGER = 10  # times the steps of a run, after which it is looked at again
EASED, FALLING = "eased", 2000  # RMSProp whose rate falls after those steps, and for how many more
SHOWN = 1  # the coordinate whose sizes are shown, in all beats: b, along the valley
LEAST, DECADES = 0.4, 5.0  # their axis's foot, in parts of the least root; at most so far down
REMEMBERING = ("adagrad", "rmsprop", "adam")


@dataclass(frozen=True)
class Later:
    """A schedule that begins after some steps; until then its first rate stays."""

    schedule: Schedule
    after: int

    def __call__(self, step: int) -> float:
        """Return the rate of the given step."""
        return float(self.schedule(max(step - self.after, 0)))


@dataclass(frozen=True)
class Runs:
    """Runs by role, from one start.

    Attributes
    ----------
    first
        Of all optimizers but the one whose rate falls.
    longer
        Of those that remember squares, ten times as long; the one whose rate falls then goes on.
    """

    first: dict[str, Trajectory]
    longer: dict[str, Trajectory]

    @property
    def steps(self) -> int:
        """Of the first runs."""
        return self.first["batch"].steps

    @property
    def problem(self) -> Problem:
        """The loss."""
        return self.first["batch"].problem

    @property
    def points(self) -> NDArray[np.float64]:
        """Iterates (n, 2) of the first runs."""
        return np.concatenate([run.thetas for run in self.first.values()])

    @property
    def sizes(self) -> tuple[float, float]:
        """Ends of one axis for the sizes of all runs along `SHOWN`: it holds every root."""
        largest = float(np.abs(self.first["batch"].gradients[:, SHOWN]).max())
        least = largest
        for run in (*(self.first[role] for role in REMEMBERING), self.longer[EASED]):
            memories = remembered(run)
            assert memories.roots is not None
            roots, slopes = memories.roots[1:, SHOWN], np.abs(memories.slopes[1:, SHOWN])
            largest = max(largest, float(slopes.max()), float(roots.max()))
            least = min(least, float(roots.min()))
        return max(LEAST * least, largest / 10**DECADES), largest


def descents(
    problem: Problem,
    optimizers: dict[str, Optimizer[Any]],
    start: tuple[float, float],
    steps: int,
) -> Runs:
    """The runs of optimizers by role."""
    first = {
        role: descend(problem, optimizer, start, steps)
        for role, optimizer in optimizers.items()
        if role != EASED
    }
    longer = {
        role: descend(problem, optimizers[role], start, LONGER * steps) for role in REMEMBERING
    }
    longer[EASED] = descend(problem, optimizers[EASED], start, LONGER * steps + FALLING)
    return Runs(first, longer)
