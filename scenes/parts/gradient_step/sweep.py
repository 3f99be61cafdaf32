"""A weight taken once across its range: the curve it draws, and the line it turns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import VGroup, smooth
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.numbers import fixed
from scenes.kit.one_weight.one_weight import Drop, OneWeight, Swept
from scenes.kit.one_weight.weight_numbers import WeightNumber
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.time.playhead import Playhead
from scenes.parts.gradient_step.hill import over_hill
from scenes.parts.gradient_step.squares import Residuals, Squares

WIDE = 7.0  # stroke width of the line
PER_UNIT = 2  # weights of the sweep in a unit of the range


class Sweep:
    """The two views of a weight that is swept from turn to turn.

    Parameters
    ----------
    curves, data
        Panels of the weight and its loss, and of x and y.
    problem
        The loss of the weight.
    samples
        Data points (n, 2).
    turns
        Weights between which the weight is taken, gently.
    """

    def __init__(
        self,
        curves: Plane,
        data: Plane,
        problem: Problem,
        samples: NDArray[np.float64],
        turns: Sequence[float],
    ) -> None:
        weights = np.concatenate([[turns[0]], *(_leg(*ends) for ends in pairwise(turns))])
        self.playhead = Playhead(len(weights) - 1, staged=-1)
        best = float(problem.minimizers[0, 0])
        run = OneWeight(curves, problem, weights, self.playhead)
        self.curve, self.drop = Swept(run), Drop(run, dots=False)
        self.number = WeightNumber(run, best, write=fixed(1))
        thetas = np.stack([weights, np.zeros_like(weights)], axis=1)
        self.line = ModelLine(data, thetas, self.playhead).set_stroke(width=WIDE)
        self.squares = Squares(Residuals(data, samples, thetas, self.playhead))
        over_hill(curves.theme, [self.number], [self.drop.line])
        self.on_curve = VGroup(self.curve, self.drop, self.number)


def _leg(first: float, last: float) -> NDArray[np.float64]:
    """Weights from one turn, without it, to the next."""
    count = max(2, round(abs(last - first) * PER_UNIT))
    parts = np.array([smooth(part) for part in np.linspace(0, 1, count + 1)[1:]])
    return first + (last - first) * parts
