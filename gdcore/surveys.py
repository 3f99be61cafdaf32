"""When thousands of runs come to a value and whether they stay there, without a record of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt

from gdcore.arrays import BoolArray, FloatArray, IndexArray, read_only
from gdcore.checks import Interval, point_array, scalar, whole, within
from gdcore.optimizers import Optimizer
from gdcore.problem import Problem
from gdcore.records import Record

_BLOCK = 64  # steps whose values are computed at once: one by one, most of the time is numpy's own


@dataclass(frozen=True, eq=False)
class Survey(Record):
    """When runs came to a target and whether they stayed, as ``survey`` returns it.

    Attributes
    ----------
    hit : int array (m,)
        The first step of the first round at which a run's value is at or below the target; -1 if
        it is at none.
    last_above : int array (rounds, m)
        By the end of each round, the last step at which the value was above the target; -1 if it
        never was.
    above : int array (rounds, m)
        By the end of each round, at how many steps it was.
    ends : float array (rounds, m, d)
        Where it is at the last step of each round.
    steps : int
        The number of steps in a round.

    Examples
    --------
    >>> from gdcore import GradientDescent, Quadratic, survey
    >>> bowl, rates = Quadratic([[1]], [0]), GradientDescent([0.5, 1.75, 2.25])
    >>> (told,) = survey(bowl, [rates], [[[8], [8], [8]]], steps=20, target=0.5)
    >>> told.hit, told.stays()
    (array([ 3,  8, -1]), array([ True,  True, False]))
    """

    hit: IndexArray
    last_above: IndexArray
    above: IndexArray
    ends: Annotated[FloatArray, Interval(finite=False)]
    steps: Annotated[int, Interval(1)]

    def stays(self, round: int = -1) -> BoolArray:
        """Return which runs are at or below the target from a step of the first round on.

        They are there at every step up to the end of the given round, counted from 0.
        """
        return np.asarray((self.hit >= 0) & (self.last_above[round] < self.steps))

    def share_above(self, round: int = -1) -> FloatArray:
        """Return the share of steps, from the hit to the end of a round, above the target.

        It is NaN for runs that did not come there in the first round.
        """
        rounds = range(len(self.above))[round] + 1
        later = rounds * self.steps + 1 - self.hit
        return np.where(self.hit >= 0, (self.above[round] - self.hit) / later, np.nan)


def survey(
    problem: Problem,
    optimizers: Sequence[Optimizer[Any]],
    starts: Sequence[npt.ArrayLike],
    steps: int,
    target: float,
    *,
    rounds: int = 1,
) -> tuple[Survey, ...]:
    r"""Run several optimizers for some rounds, and see when each run is at or below a target.

    All runs of all optimizers step together, exactly as in ``descend``, and share the evaluations
    of the gradient; of each only what ``Survey`` holds is kept. A hundred runs of a hundred
    thousand steps so take neither long nor any memory.

    Parameters
    ----------
    problem : Problem
        What to descend.
    optimizers : sequence of Optimizer
        Their parameters are numbers or arrays (m,), schedules give such.
    starts : sequence of arrays (m, d)
        Where the runs of each optimizer start; finite.
    steps : int
        In a round, at least 1.
    target : float
        The value to get to.
    rounds : int, default 1
        How many rounds; in the first, a run has to come to the target.

    Returns
    -------
    tuple of Survey
        One for each optimizer.

    Raises
    ------
    ValueError
        If there are not as many starts as optimizers, or an argument is out of its range.

    Examples
    --------
    >>> from gdcore import GradientDescent, Quadratic, RMSProp
    >>> bowl, start = Quadratic([[1, 0], [0, 10]], [0, 0]), [[3, 1]]
    >>> optimizers = GradientDescent(0.1), RMSProp(0.5, decay=0.9)
    >>> plain, hopping = survey(bowl, optimizers, [start, start], 50, 0.01, rounds=10)
    >>> plain.hit, plain.stays(), hopping.hit, hopping.stays()
    (array([29]), array([ True]), array([5]), array([False]))
    """
    if len(starts) != len(optimizers):
        raise ValueError(
            f"there are {len(starts)} starts for {len(optimizers)} optimizers; give one array each"
        )
    points = [within(point_array(start, problem.names, "starts"), "starts") for start in starts]
    theta = np.concatenate([np.atleast_2d(start) for start in points])
    cuts = pairwise(np.cumsum([0, *map(len, points)]))
    crew = _Crew(problem, optimizers, [slice(low, high) for low, high in cuts], theta)
    turns = whole(rounds, "rounds", Interval(1))
    count = whole(steps, "steps", Interval(1))
    with np.errstate(all="ignore"):
        return crew.surveyed(count, turns, scalar(target, "target"))


class _Crew:
    """Runs of several optimizers, one after another along the first axis, and where they are."""

    def __init__(
        self,
        problem: Problem,
        optimizers: Sequence[Optimizer[Any]],
        parts: list[slice],
        theta: FloatArray,
    ) -> None:
        self.problem, self.optimizers, self.parts = problem, optimizers, parts
        self.theta = theta
        self.states = [
            optimizer.init(theta[part]) for optimizer, part in zip(optimizers, parts, strict=True)
        ]

    def surveyed(self, steps: int, rounds: int, target: float) -> tuple[Survey, ...]:
        hit = np.full(len(self.theta), -1, dtype=np.intp)
        last, above = hit.copy(), np.zeros_like(hit)
        lasts, aboves, ends = [], [], []
        for turn in range(rounds):
            first, end = turn * steps + (turn > 0), (turn + 1) * steps
            for done in range(first, end + 1, _BLOCK):
                thetas = self._walked(min(_BLOCK, end + 1 - done))
                high = ~(self.problem.value(thetas) <= target)
                if turn == 0:
                    new = (hit < 0) & ~high.all(axis=0)
                    hit[new] = done + high.argmin(axis=0)[new]
                some = high.any(axis=0)
                last[some] = (done + len(high) - 1 - high[::-1].argmax(axis=0))[some]
                above += high.sum(axis=0)
            lasts.append(last.copy())
            aboves.append(above.copy())
            ends.append(thetas[-1].copy())
        counts = [read_only(found) for found in (hit, np.stack(lasts), np.stack(aboves))]
        places = read_only(np.stack(ends))
        return tuple(
            Survey(counts[0][part], counts[1][:, part], counts[2][:, part], places[:, part], steps)
            for part in self.parts
        )

    def _walked(self, steps: int) -> FloatArray:
        """Where all are here and at the next steps (steps, runs, d), and go on behind them."""
        thetas = np.empty((steps, *self.theta.shape))
        for step in range(steps):
            thetas[step] = self.theta
            self._advance()
        return thetas

    def _advance(self) -> None:
        gradient, moved = self.problem.gradient(self.theta), np.empty_like(self.theta)
        for index, (optimizer, part) in enumerate(zip(self.optimizers, self.parts, strict=True)):
            moved[part], self.states[index] = optimizer.update(
                gradient[part], self.theta[part], self.states[index]
            )
        # As in a descent: what has overflowed stays where it went.
        self.theta = np.where(np.isnan(moved), self.theta, moved)
