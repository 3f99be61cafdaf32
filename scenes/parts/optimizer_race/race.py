"""A race: every optimizer at its best rate of one list, or all at one rate, from one start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from gdcore import Trajectory, best_learning_rate, descend
from scenes.kit.ink.cast import CAST, Settings, optimizers
from scenes.parts.optimizer_race.choice import chosen
from scenes.parts.optimizer_race.trials import Course, Trials, try_rates


@dataclass(frozen=True)
class Entry:
    """One optimizer in a race.

    Attributes
    ----------
    trials
        How every rate did.
    rate
        That it runs at: the one with which it stays at the target after the fewest steps; if it
        stays with none, gets there; if it does not get there, comes lowest.
    finish
        The steps it needs for that; None if it does not get there.
    stays
        Whether it stays.
    run
        As far as its finish, or to the end of the race.
    target
        The loss to get to.
    """

    trials: Trials
    rate: float
    finish: int | None
    stays: bool
    run: Trajectory
    target: float

    @property
    def role(self) -> str:
        """The optimizer's."""
        return self.trials.role


@cache
def race(course: Course, roles: tuple[str, ...], settings: Settings) -> tuple[Entry, ...]:
    """Choose every optimizer's rate and run it, in the order of ``roles``."""
    return tuple(_enter(course, found, settings) for found in try_rates(course, roles, settings))


def _enter(course: Course, found: Trials, settings: Settings) -> Entry:
    make = CAST[found.role].make
    assert make is not None, f"{found.role} is no optimizer"
    stays = bool((found.settled >= 0).any())
    steps = found.settled if stays else found.hit[0]
    finish = None
    if (steps >= 0).any():
        best = int(np.where(steps >= 0, steps, np.inf).argmin())
        finish = int(steps[best])
    else:
        rule = course.start, course.steps, course.target
        best = best_learning_rate(
            course.problem, lambda rates: make(rates, settings), found.rates, *rule
        ).best
    rate = float(found.rates[best])
    shown = course.steps if finish is None else finish
    run = descend(course.problem, make(rate, settings), course.start, shown)
    return Entry(found, rate, finish, stays, run, course.target)


def places(entries: tuple[Entry, ...]) -> list[int | None]:
    """The place of each entry, 1 for the first to stay, shared by those that tie.

    It is None for those that do not get there, and for those that leave again.
    """
    finishes = [entry.finish if entry.stays else None for entry in entries]
    return [
        None if mine is None else 1 + sum(other is not None and other < mine for other in finishes)
        for mine in finishes
    ]


def ranking(entries: tuple[Entry, ...]) -> list[int]:
    """Entries by their number, the first to stay first, then those that got there, then others."""

    def rank(index: int) -> tuple[bool, float]:
        entry = entries[index]
        return not entry.stays, float("inf") if entry.finish is None else entry.finish

    return sorted(range(len(entries)), key=rank)


def roles_of(names: str) -> tuple[str, ...]:
    """Roles of optimizers written as ``"gd,momentum,adam"``, in the usual order.

    Raises
    ------
    ParameterError
        For names there are not, names twice, or fewer than two, listing those there are.
    """
    fewer = "is no race; it takes two or more"
    picked = chosen("optimizers", names, tuple(optimizers()), least=2, fewer=fewer)
    return tuple(optimizers()[name].role for name in picked)
