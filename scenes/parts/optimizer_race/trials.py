"""How every rate of one list does: whether it gets to the target, and whether it stays there.

A rate *gets there* if its run is at or under the target at some step of the budget. It *stays* if
it is so from some step of the budget on, at every step up to ten budgets: one excursion, and it has
left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdcore import Optimizer, Problem, Survey, schedules, survey
from scenes.kit.ink.cast import CAST, Settings

RATES = np.geomspace(1e-4, 10, 51)  # ten a decade
ROUNDS = 10  # budgets for which a run has to stay
OTHERS, AWAY = 5, 0.3  # more starts, on a ring round the first, so far away
FALL = 10  # a falling rate is divided by so many and one when the budget is spent


@dataclass(frozen=True)
class Course:
    """Where a race is run, and when a run has got there: with its loss at or under the target.

    Attributes
    ----------
    problem
        The landscape.
    start
        Where all set out.
    target
        The loss to get to.
    steps
        The budget: after how many the race is called off.
    shared_rate
        The one rate of all; None if each runs at its best of the list.
    """

    problem: Problem
    start: tuple[float, float]
    target: float
    steps: int
    shared_rate: float | None = None

    @property
    def rates(self) -> NDArray[np.float64]:
        """Rates (n,) that are tried."""
        return RATES if self.shared_rate is None else np.array([self.shared_rate])

    @property
    def starts(self) -> NDArray[np.float64]:
        """Places (s, 2) from which they are tried, the film's first."""
        if self.shared_rate is not None:
            return np.array([self.start])
        angles = 2 * np.pi * np.arange(OTHERS) / OTHERS
        ring = AWAY * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        return np.array([self.start, *(self.start + ring)])

    def falling(self, rates: NDArray[np.float64]) -> schedules.inverse_time:
        """The schedule of the rates that fall: never 0, and their sum has no end."""
        return schedules.inverse_time(rates, FALL / self.steps)


@dataclass(frozen=True, eq=False)
class Trials:
    """How the rates of a list did with one optimizer.

    Attributes
    ----------
    role
        The optimizer's.
    rates
        Those tried (n,).
    hit
        Per start and rate (s, n), the first step of the budget at the target; -1 if there is none.
    stays
        By the end of each budget, whether it has stayed so far (rounds, s, n).
    above
        By then, the share of the steps since the hit above the target; NaN without a hit.
    settled
        For the film's start (n,), the step from which on it stays; -1 if it does not.
    ends
        For the film's start, where it is at the end of each budget (rounds, n, 2); NaN after the
        first for those that did not get there, which run no longer.
    """

    role: str
    rates: NDArray[np.float64]
    hit: NDArray[np.intp]
    stays: NDArray[np.bool_]
    above: NDArray[np.float64]
    settled: NDArray[np.intp]
    ends: NDArray[np.float64]

    @property
    def got(self) -> NDArray[np.bool_]:
        """Which rates get there, from each start (s, n)."""
        return np.asarray(self.hit >= 0)

    @property
    def getting(self) -> NDArray[np.intp]:
        """With how many rates it gets there, from each start (s,)."""
        return np.asarray(self.got.sum(axis=1))

    @property
    def staying(self) -> NDArray[np.intp]:
        """With how many of them it stays (s,)."""
        return np.asarray(self.stays[-1].sum(axis=1))


@cache
def try_rates(
    course: Course, roles: tuple[str, ...], settings: Settings, falls: bool = False
) -> tuple[Trials, ...]:
    """Try every rate from every start with every optimizer, in the order of ``roles``.

    All rates run for one budget, and those that got there once more, for ten.
    """
    starts, rates = course.starts, course.rates
    places, tried = np.repeat(starts, len(rates), axis=0), np.tile(rates, len(starts))
    makers = [_maker(course, role, settings, falls) for role in roles]
    once = [make(tried) for make in makers], [places] * len(makers)
    first = survey(course.problem, *once, course.steps, course.target)
    kept = [np.flatnonzero(found.hit >= 0) for found in first]
    again = (
        [make(tried[k]) for make, k in zip(makers, kept, strict=True)],
        [places[k] for k in kept],
    )
    long = survey(course.problem, *again, course.steps, course.target, rounds=ROUNDS)
    shape = len(starts), len(rates)
    return tuple(
        _trials(role, rates, (short, found), index, shape)
        for role, short, found, index in zip(roles, first, long, kept, strict=True)
    )


def _maker(
    course: Course, role: str, settings: Settings, falls: bool
) -> Callable[[Any], Optimizer[Any]]:
    maker = CAST[role].make
    assert maker is not None, f"{role} is no optimizer"
    return lambda rates: maker(course.falling(rates) if falls else rates, settings)


def _trials(
    role: str,
    rates: NDArray[np.float64],
    surveys: tuple[Survey, Survey],
    index: NDArray[np.intp],
    shape: tuple[int, int],
) -> Trials:
    """The surveys of all, and of those that got there, put back into the list that was tried."""
    first, found = surveys
    hit = np.full(shape, -1, dtype=np.intp)
    stays = np.zeros((ROUNDS, *shape), dtype=bool)
    above = np.full((ROUNDS, *shape), np.nan)
    settled, ends = hit.copy(), np.full((ROUNDS, hit.size, 2), np.nan)
    hit.flat[index] = found.hit
    for turn in range(ROUNDS):
        stays[turn].flat[index] = found.stays(turn)
        above[turn].flat[index] = found.share_above(turn)
    settled.flat[index] = np.where(found.stays(), found.last_above[-1] + 1, -1)
    ends[:, index] = found.ends
    ends[0] = first.ends[0]
    return Trials(role, rates, hit, stays, above, settled[0], ends[:, : len(rates)])
