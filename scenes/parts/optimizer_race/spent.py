"""Runs of ten budgets near the goal, and which rates have stayed there up to each step."""

from __future__ import annotations

from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from gdcore import Trajectory, descend
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
    """All rates tried, for as many steps as are done on a clock, one budget at least."""

    def __init__(self, way: Way, clock: ValueTracker) -> None:
        super().__init__(len(way.trials.rates))
        self.way, self.clock = way, clock

    def keeps(self, trials: Trials) -> Bools:
        """Which rates (n,) have not left up to the last step that is done."""
        return np.asarray(trials.stays[0, 0] & (self._left > self._later))

    def keeps_anew(self, trials: Trials) -> Bools:
        """The same for checks, from all steps until then."""
        return np.asarray(trials.stays[0, 0] & ~above(self.way)[: self._later].any(axis=0))

    @property
    def _later(self) -> int:
        """Steps that are done after the first budget."""
        return max(0, int(self.clock.get_value() + 1e-9) - self.way.course.steps)

    @cached_property
    def _left(self) -> NDArray[np.intp]:
        """After how many of those each rate (n,) leaves; one more than all if it does not."""
        high = above(self.way)
        return np.where(high.any(axis=0), high.argmax(axis=0), len(high)) + 1


@cache
def above(way: Way) -> Bools:
    """Whether each rate that gets there is above the target (steps, n) after the first budget."""
    course, trials = way.course, way.trials
    got = np.flatnonzero(trials.got[0])
    high = np.zeros(((ROUNDS - 1) * course.steps, len(trials.rates)), dtype=bool)
    if len(got):
        high[:, got] = ~(rerun(way, got).values[course.steps + 1 :] <= course.target)
    return high


def rerun(way: Way, index: int | NDArray[np.intp]) -> Trajectory:
    """Runs at some of the rates that were tried, for as long as they have to stay."""
    course, make, rate = way.course, CAST[way.trials.role].make, way.trials.rates[index]
    assert make is not None, f"{way.trials.role} is no optimizer"
    paced = course.falling(rate) if way.falls else rate
    starts = np.broadcast_to(course.start, (*np.shape(rate), 2))
    return descend(course.problem, make(paced, way.settings), starts, ROUNDS * course.steps)
