"""Two features that rise together: standardised, they still make a valley."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory, condition_number, datasets
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import ABOVE_PATHS, STAR
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.kit.problems.valley import one_scale
from scenes.parts.conditioning.descents import descent_to
from scenes.parts.conditioning.maps import levels
from scenes.parts.conditioning.rising import APART, TOGETHER, Rising, RisingContours
from scenes.parts.conditioning.views import DOT

START = (-4.0, 4.0)  # w₁′ and w₂′ that the run starts from
AROUND = 0.25  # of what the run goes over, that the map shows round the minimum


@dataclass(frozen=True)
class TwoFeatures:
    """The standardised data, the loss of their weights, and the run on it.

    Attributes
    ----------
    x
        Both features (n, 2), each with mean 0 and spread 1.
    correlation, correlated
        Of both columns; what they were drawn with.
    ratio
        Of the curvatures.
    slopes, intercept
        Of the plane that the data lie on, as they were.
    """

    x: NDArray[np.float64]
    run: Trajectory
    correlation: float
    correlated: float
    ratio: float
    slopes: NDArray[np.float64]
    intercept: float


def two_features(correlation: float, target: float) -> TwoFeatures:
    """Features drawn with a correlation, standardised, and the run to a target at its best rate.

    y has lost its mean, which takes the place of b.
    """
    data = datasets.two_features(correlation=correlation)
    x = (data.x - data.x.mean(axis=0)) / data.x.std(axis=0)
    problem = LeastSquares(x, data.y - data.y.mean(), intercept=False)
    run = descent_to(problem, np.array(START), target)
    ratio = float(condition_number(problem, np.zeros(2)))
    *slopes, intercept = LeastSquares(data.x, data.y).minimizers[0]
    together = float(np.mean(x[:, 0] * x[:, 1]))
    return TwoFeatures(x, run, together, correlation, ratio, np.array(slopes), float(intercept))


class TwoViews:
    """Both features as a cloud, and the map of their weights, while they come to rise together.

    Attributes
    ----------
    panel, rows, told
        The panel of the features, their points, and their correlation over it.
    map, contours, star
        The panel of the weights, and what is on it.
    """

    def __init__(
        self, boxes: tuple[Box, Box], both: TwoFeatures, before: Contours, theme: Theme
    ) -> None:
        self.data = data = Rising(both.correlated)
        apart = self.rows_at(APART)
        panel = one_scale(
            boxes[0], np.concatenate([both.x, apart]), theme, names=("$x'_1$", "$x'_2$")
        )
        rows = MovingMarks(panel, lambda: data.rows, "text", radius=DOT, anew=data.rows_again)
        self.panel, self.rows, self.told = panel, rows, _told(panel, data, theme)
        best = both.run.problem.minimizers
        around = [best + AROUND * np.ptp(both.run.thetas, axis=0) * side for side in (1, -1)]
        reached = np.concatenate([both.run.thetas, *around])
        self.map: Plane = one_scale(boxes[1], reached, theme, names=("$w'_1$", "$w'_2$"))
        self.contours = RisingContours(self.map, data, levels(self.map, both.run), before)
        self.map.stars = self.contours.minimum
        star = MovingMarks(
            self.map, self.contours.minimum, "minimum", radius=STAR, anew=self.contours.least
        )
        self.star = star.set_z_index(ABOVE_PATHS)

    def rows_at(self, state: float) -> NDArray[np.float64]:
        """The features (n, 2) in a state."""
        self.data.set_value(state)
        rows = self.data.rows
        self.data.set_value(TOGETHER)
        return rows


def _told(panel: Plane, data: Rising, theme: Theme) -> VGroup:
    """The correlation of the points, over their panel on its right."""
    line, inner = panel.inner.top + 0.18, panel.inner
    number = Number(data.together, theme, write=fixed(3), font="math", align="right")
    number.put((inner.right, line, 0)).read(lambda: data.together, data.together_again)
    name = Text("$r =$", theme).put(right=inner.right - number.width - 0.15, baseline=line)
    return VGroup(name, number)
