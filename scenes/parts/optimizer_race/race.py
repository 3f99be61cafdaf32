"""A fair race: every optimizer at the best rate of one list, on the same course from one start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from gdcore import Optimizer, Problem, RateSearch, Trajectory, best_learning_rate, descend
from scenes.kit.ink.cast import CAST, Settings, optimizers
from scenes.parts.optimizer_race.choice import chosen

RATES = np.geomspace(1e-4, 10, 51)  # ten a decade


@dataclass(frozen=True)
class Course:
    """Where a race is run, and when it is won: once the loss stays at or under the target.

    Attributes
    ----------
    problem
        The landscape.
    start
        Where all set out.
    target
        The loss to get to.
    steps
        After how many the race is called off.
    """

    problem: Problem
    start: tuple[float, float]
    target: float
    steps: int


@dataclass(frozen=True)
class Entry:
    """One optimizer in a race.

    Attributes
    ----------
    role
        The optimizer's.
    search
        How every rate did.
    run
        The run at the best rate, as far as its finish.
    """

    role: str
    search: RateSearch
    run: Trajectory

    @property
    def finish(self) -> int | None:
        """Steps to the target; None if it is not reached."""
        return self.search.best_steps


@cache
def race(course: Course, roles: tuple[str, ...], settings: Settings) -> tuple[Entry, ...]:
    """Search every optimizer's best rate and run it, in the order of ``roles``."""
    return tuple(_enter(course, role, settings) for role in roles)


def _enter(course: Course, role: str, settings: Settings) -> Entry:
    maker = CAST[role].make
    assert maker is not None, f"{role} is no optimizer"

    def make(rate: Any) -> Optimizer[Any]:
        return maker(rate, settings)

    search = best_learning_rate(
        course.problem, make, RATES, course.start, course.steps, course.target
    )
    optimizer = make(search.learning_rate)
    shown = course.steps if search.best_steps is None else search.best_steps
    return Entry(role, search, descend(course.problem, optimizer, course.start, shown))


def places(entries: tuple[Entry, ...]) -> list[int | None]:
    """The place of each entry, 1 for the fastest, shared by those that tie; None: not arrived."""
    finishes = [entry.finish for entry in entries]
    return [
        None if mine is None else 1 + sum(other is not None and other < mine for other in finishes)
        for mine in finishes
    ]


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
