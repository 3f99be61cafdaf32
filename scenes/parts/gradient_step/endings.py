"""What becomes of a run of one weight, and how it is shown where it leads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number
from scenes.kit.one_weight.weight_numbers import FOOT
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.minimum import levelled, star_on_curve
from scenes.kit.runs.arithmetic import exactly

SEEN = 2.5  # of a weight, from the minimum, from where on a lens shows no more than the panel
MET = 0.005  # of a weight, that is no distance in a sentence
NEAR = 0.1  # of the way from the start, that is near
BESIDE = 0.19  # scene units from the minimum to its number


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


def needs_lens(error: float) -> bool:
    """Whether a run that ends so far from the minimum is too near for the eye."""
    return abs(error) < SEEN


def numbered_star(plane: Plane, problem: LeastSquares, last: float) -> tuple[Marks, Number]:
    """The minimum on the curve and its weight, on the side away from where a run ends."""
    best = float(problem.minimizers[0, 0])
    side = 1 if last < best - 1e-6 else -1
    number = Number(
        best,
        plane.theme,
        role="minimum",
        write=exactly(),
        align="left" if side > 0 else "right",
    )
    number.checked(lambda: float(levelled(problem)[0, 0]))
    place = plane.at(best, plane.y.low) + np.array([side * BESIDE, FOOT, 0])
    return star_on_curve(plane, problem), number.put(place)
