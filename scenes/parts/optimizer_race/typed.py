"""The landscape that a lecturer types: where a race over a formula starts, and when it ends."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from gdcore import Formula
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.problems.typed import typed
from scenes.parts.optimizer_race.trials import Course

INSIDE = np.linspace(0.1, 0.9, 9)  # of the domain, where starts are looked for
STEEP = 0.9  # of the values there, above which a start is no fair one
PART = 1 / 2500  # of the height of the start over the minimum, that is left at the target
LONG = 100.0  # condition number of a long valley
BUDGETS = (500, 2000)  # steps for others, and for a long valley


@cache
def typed_course(text: str) -> Course:
    """The race over a formula, from far off to near its lowest point.

    Raises
    ------
    ParameterError
        If it has no lowest point, or is too long to be shown.
    """
    problem = typed(text)
    if not len(problem.minimizers):
        raise ParameterError(
            f"landscape = {text!r} has no lowest point, or none was found: a race needs one to end"
        )
    start = _start(problem)
    floor, high = problem.value([problem.minimizers[0], start])
    target = _above(float(floor), float(high - floor) * PART)
    curvatures = np.linalg.eigvalsh(problem.hessian(problem.minimizers))
    is_long = bool((curvatures[:, -1] > LONG * curvatures[:, 0]).any())
    return Course(problem, start, target, BUDGETS[is_long])


def _start(problem: Formula) -> tuple[float, float]:
    """The place farthest from all minima, but for the highest, where the formula has slopes."""
    low, high = problem.domain.T
    grid = np.stack(np.meshgrid(INSIDE, INSIDE, indexing="ij"), axis=-1).reshape(-1, 2)
    places: NDArray[np.float64] = np.round(low + grid * (high - low), 2)
    slopes, values = problem.gradient(places), problem.value(places)
    able = np.isfinite(slopes).all(axis=1) & np.isfinite(values) & (slopes != 0).any(axis=1)
    able &= values <= np.quantile(values[able], STEEP)
    away = np.linalg.norm(places[:, None] - problem.minimizers, axis=2).min(axis=1)
    x, y = places[np.where(able, away, -1).argmax()]
    return float(x), float(y)


def _above(floor: float, gap: float) -> float:
    """A number of few digits that is about so far above a floor."""
    unit = 10.0 ** np.floor(np.log10(gap))
    return float(f"{np.ceil((floor + gap) / unit) * unit:.12g}")
