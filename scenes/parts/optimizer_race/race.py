"""A fair race: every optimizer at the best rate of one list, on the same course from one start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdcore import (
    AdaGrad,
    Adam,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    Problem,
    RateSearch,
    RMSProp,
    Trajectory,
    best_learning_rate,
    descend,
)
from scenes.kit.lesson.choice import chosen

RATES = np.geomspace(1e-4, 10, 51)  # ten a decade
NAMES = {  # how a lecturer writes the optimizers, and their roles
    "gd": "batch",
    "momentum": "momentum",
    "nesterov": "nesterov",
    "adagrad": "adagrad",
    "rmsprop": "rmsprop",
    "adam": "adam",
}


@dataclass(frozen=True)
class Settings:
    """What the optimizers are set to, but for their rates."""

    momentum: float = 0.9
    decay: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999

    def maker(self, role: str) -> Any:
        """From a rate, or an array of rates, to the optimizer of a role."""
        makers: dict[str, Any] = {
            "batch": GradientDescent,
            "momentum": partial(Momentum, momentum=self.momentum),
            "nesterov": partial(Nesterov, momentum=self.momentum),
            "adagrad": AdaGrad,
            "rmsprop": partial(RMSProp, decay=self.decay),
            "adam": partial(Adam, beta1=self.beta1, beta2=self.beta2),
        }
        return makers[role]


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
    make = settings.maker(role)
    search = best_learning_rate(
        course.problem, make, RATES, course.start, course.steps, course.target
    )
    optimizer: Optimizer[Any] = make(search.learning_rate)
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
    picked = chosen("optimizers", names, tuple(NAMES), least=2, fewer=fewer)
    return tuple(NAMES[name] for name in picked)


def turned_valley(condition: float, degrees: float) -> NDArray[np.float64]:
    """Matrix (2, 2) of a valley with curvatures 1 and ``condition``, turned from the axes."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    matrix = turn @ np.diag([1.0, condition]) @ turn.T
    return np.asarray((matrix + matrix.T) / 2)
