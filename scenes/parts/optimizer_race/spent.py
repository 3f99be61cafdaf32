"""Runs of ten budgets near the goal, and which rates have stayed there up to each step."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from gdcore import Optimizer, Trajectory, descend
from scenes.kit.ink.cast import CAST, Settings
from scenes.parts.optimizer_race.strips import Bools, Progress
from scenes.parts.optimizer_race.trials import ROUNDS, Course, Trials


class Way(NamedTuple):
    """How the rates of one optimizer are tried.

    Attributes
    ----------
    course, settings
        Where, and what of the optimizer is not tuned.
    trials
        How its rates do.
    falls
        Whether they fall.
    """

    course: Course
    settings: Settings
    trials: Trials
    falls: bool


class Spent(Progress):
    """All rates tried, for as many steps as are done on a clock."""

    def __init__(self, way: Way, clock: ValueTracker) -> None:
        super().__init__(len(way.trials.rates))
        self.way, self.clock = way, clock

    def keeps(self, trials: Trials) -> Bools:
        """Which rates (n,) are there by the last step that is done, and have not left up to it."""
        there = trials.stays[0, 0] & (trials.hit[0] <= self._done)
        return np.asarray(there & (self._left > self._later))

    def keeps_anew(self, trials: Trials) -> Bools:
        """The same for checks, from all steps until then."""
        low = _reruns(self.way).values[: self._done + 1] <= self.way.course.target
        there = trials.stays[0, 0] & low.any(axis=0)
        return np.asarray(there & ~above(self.way)[: self._later].any(axis=0))

    @property
    def _done(self) -> int:
        """Whole steps that are done."""
        return int(self.clock.get_value() + 1e-9)

    @property
    def _later(self) -> int:
        """Those of them after the first budget."""
        return max(0, self._done - self.way.course.steps)

    @cached_property
    def _left(self) -> NDArray[np.intp]:
        """After how many of those each rate (n,) leaves; one more than all if it does not."""
        high = above(self.way)
        return np.where(high.any(axis=0), high.argmax(axis=0), len(high)) + 1


class Rerun(NamedTuple):
    """One of the rates that were tried, for as long as it has to stay.

    Attributes
    ----------
    thetas, values, learning_rates
        As of a `Trajectory`: (T+1, 2), (T+1,) and (T,).
    optimizer
        That of this rate alone.
    """

    thetas: NDArray[np.float64]
    values: NDArray[np.float64]
    learning_rates: NDArray[np.float64]
    optimizer: Optimizer[Any]

    @property
    def steps(self) -> int:
        """Number of steps T."""
        return len(self.learning_rates)


def rerun(way: Way, index: int) -> Rerun:
    """The run at one of the rates that were tried."""
    run = _reruns(way)
    record = run.thetas[:, index], run.values[:, index], run.learning_rates[:, index]
    return Rerun(*record, _optimizer(way, index))


@cache
def above(way: Way) -> Bools:
    """Whether each rate that gets there is above the target (steps, n) after the first budget."""
    course, trials = way.course, way.trials
    high = ~(_reruns(way).values[course.steps + 1 :] <= course.target)
    return np.asarray(high & trials.got[0])


@cache
def _reruns(way: Way) -> Trajectory:
    """The runs at all rates that were tried, for as long as they have to stay."""
    starts = np.broadcast_to(way.course.start, (len(way.trials.rates), 2))
    optimizer = _optimizer(way, slice(None))
    return descend(way.course.problem, optimizer, starts, ROUNDS * way.course.steps)


def _optimizer(way: Way, which: int | slice) -> Optimizer[Any]:
    make, rates = CAST[way.trials.role].make, way.trials.rates[which]
    assert make is not None, f"{way.trials.role} is no optimizer"
    return make(way.course.falling(rates) if way.falls else rates, way.settings)
