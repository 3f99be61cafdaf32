"""What becomes of a run of one weight, and how it is shown where it leads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.minimum import levelled, star_on_curve
from scenes.kit.runs.arithmetic import exactly

SEEN = 2.5  # of a weight, from the minimum, from where on the panel shows it well enough
MET = 0.005  # of a weight, that is no distance in a sentence
NEAR = 0.1  # of the way from the start, that is near
OVER = 0.4  # scene units from the minimum to its number


def outcome(weights: NDArray[np.float64], best: float) -> tuple[str, str]:
    """What the steps of some weights (T+1,) do, and where they lead."""
    errors = np.abs(weights - best)
    first, second = np.abs(np.diff(weights[:3]))
    if second < 1e-9 * first:
        return "done", "there"
    if np.isclose(second, first):
        return "equal", "away"
    if second > first:
        return "longer", "away"
    if errors[-1] < MET:
        return "shorter", "met"
    return "shorter", "near" if errors[-1] < NEAR * errors[0] else "nearer"


def too_near(error: float) -> bool:
    """Whether a run that ends so far from the minimum is too near for the eye."""
    return abs(error) < SEEN


def numbered_star(plane: Plane, problem: LeastSquares) -> tuple[Marks, Number]:
    """The minimum on the curve, and over it its weight."""
    best = float(problem.minimizers[0, 0])
    number = Number(best, plane.theme, role="minimum", write=exactly(), align="center")
    number.checked(lambda: float(levelled(problem)[0, 0]))
    place = plane.at(best, plane.y.low) + np.array([0, OVER, 0])
    return star_on_curve(plane, problem), number.put(place)
