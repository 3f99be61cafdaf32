"""The valley that balls roll in: the lesson's own, or a quadratic formula along its own axes.

A quadratic is the same in axes that are turned and counted from its minimum, and so is a descent:
along the valley, where it is curved least, and across.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gdcore import Formula, Quadratic
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.lesson.words import Words
from scenes.kit.problems.typed import axis_names, typed
from scenes.kit.problems.valley import valley

TARGET = 0.01  # over the least, under which a run must stay to have arrived, at a curvature of 1
LEAST, MOST = 4.0, 100.0  # curvature of a formula across its valley over that along it
SAME = 1e-9  # of the largest curvature, by which slopes may differ from those of a quadratic
ALIGNED = 1e-9  # of a direction, that is no turn
SHARE = 0.8  # of one over the curvature across, that the rate is
LIGHT, SWINGS = 0.3, 0.72  # the small momentum; the large one, of the way from the critical to 1
Array = NDArray[np.float64]
Place = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Valley:
    """A quadratic whose first parameter is along its valley, and 0 at its minimum.

    Attributes
    ----------
    problem
        With its least value taken off.
    target
        Value under which a run must stay to have arrived.
    formula
        As it was typed, if it was.
    axes, minimum
        Of the formula: columns (2, 2) along and across, and where it is least (2,).
    """

    problem: Quadratic
    target: float = TARGET
    formula: Formula | None = None
    axes: Array = field(default_factory=lambda: np.eye(2))
    minimum: Array = field(default_factory=lambda: np.zeros(2))

    @property
    def curvatures(self) -> tuple[float, float]:
        """Along it and across."""
        along, across = map(float, self.problem.matrix.diagonal())
        return along, across

    @property
    def condition(self) -> float:
        """Curvature across over that along."""
        along, across = self.curvatures
        return across / along

    def inside(self, place: Place) -> Place:
        """A place of the formula, along the valley and across it, from its minimum."""
        along, across = map(float, self.axes.T @ (place - self.minimum))
        return along, across

    def outside(self, place: Array) -> Place:
        """Where a place of the valley is in the formula."""
        first, second = map(float, self.minimum + self.axes @ place)
        return first, second

    def rounded(self, place: Place) -> Place:
        """A place that is near one of the valley and round in the formula."""
        first, second = np.round(self.outside(np.array(place)), 1)
        return self.inside((float(first), float(second)))

    def names(self, words: Words) -> tuple[str, str]:
        """Typst markup of both axes: the formula's own, if they are not turned."""
        if self.formula is None:
            return "$theta_1$", "$theta_2$"
        if np.abs(np.abs(self.axes).max(axis=0) - 1).max() > ALIGNED:
            return words["along"], words["across"]
        along, across = map(int, np.abs(self.axes).argmax(axis=0))
        named = axis_names(self.formula)
        return _from(named[along], self.minimum[along]), _from(named[across], self.minimum[across])

    def suited(self) -> dict[str, object]:
        """Rate and momenta with which one ball creeps in it and one swings."""
        along, across = self.curvatures
        rate = float(f"{SHARE / across:.3g}")
        critical = (1 - (rate * along) ** 0.5) ** 2
        large = round(critical + SWINGS * (1 - critical), 2)
        light = round(min(LIGHT, critical / 2), 2)
        return {"learning_rate": rate, "light_momentum": light, "momentum": large}


def own_valley(condition: float) -> Valley:
    """Half of θ₁² + condition · θ₂²."""
    return Valley(valley(condition))


def typed_valley(text: str) -> Valley:
    """The valley of a quadratic formula.

    Raises
    ------
    ParameterError
        If it is no quadratic, or none with a long valley.
    """
    problem = typed(text)
    drawn = np.random.default_rng(0).uniform(-1, 1, (200, 2)) * np.logspace(-2, 2, 200)[:, None]
    with np.errstate(all="ignore"):
        matrix, first = problem.hessian(drawn[0]), problem.gradient(drawn[0])
        off = problem.gradient(drawn) - first - (drawn - drawn[0]) @ matrix
    if not np.abs(off).max() <= SAME * max(np.abs(matrix).max(), np.abs(first).max()):
        raise ParameterError(
            f"landscape = {text!r} is no quadratic: its critical momentum needs a curvature that "
            "is the same everywhere"
        )
    (along, across), axes = np.linalg.eigh(matrix)
    if not 0 < LEAST * along * (1 - SAME) <= across <= MOST * along * (1 + SAME):
        raise ParameterError(
            f"landscape = {text!r} has curvatures of {plain(along, 3)} and {plain(across, 3)}: it "
            f"must be a valley, {LEAST:g} to {MOST:g} times as curved across as it is along"
        )
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)
    minimum = np.round(drawn[0] - np.linalg.solve(matrix, first), 12).astype(np.float64)
    bowl, target = Quadratic(np.diag([along, across]), np.zeros(2)), float(f"{TARGET * along:.1g}")
    return Valley(bowl, target, problem, axes, minimum)


def _from(name: str, least: float) -> str:
    """A parameter counted from where the formula is least."""
    if not least:
        return name
    return f"${name[1:-1]} {'-' if least > 0 else '+'} {plain(abs(least), 3)}$"
