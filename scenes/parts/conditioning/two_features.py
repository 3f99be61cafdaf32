"""Two features that rise together: standardised, they still make a valley."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory, condition_number, datasets
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.landscape import Landscape
from scenes.kit.problems.valley import one_scale
from scenes.kit.runs.views import POINT
from scenes.parts.conditioning.descents import descent_to
from scenes.parts.conditioning.maps import levels

START = (-4.0, 4.0)  # w₁′ and w₂′ that the run starts from
AROUND = 0.25  # of what the run goes over, that the map shows round the minimum


@dataclass(frozen=True)
class TwoFeatures:
    """The standardised data, the loss of their weights, and the run on it.

    Attributes
    ----------
    x
        Both features (n, 2), each with mean 0 and spread 1.
    correlation
        Of the two.
    ratio
        Of the curvatures.
    slopes, intercept
        Of the plane that the data lie on, as they were.
    """

    x: NDArray[np.float64]
    run: Trajectory
    correlation: float
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
    return TwoFeatures(x, run, together, ratio, np.array(slopes), float(intercept))


class TwoViews:
    """Both features as a cloud, and the map of their weights.

    Attributes
    ----------
    cloud
        The panel of the features with its points and their correlation.
    map
        The panel of the weights; ``ground`` holds it, its contours and its star.
    """

    def __init__(self, cloud: Box, map_: Box, both: TwoFeatures, theme: Theme) -> None:
        names = ("$x'_1$", "$x'_2$")
        panel = one_scale(cloud, both.x, theme, names=names)
        points = Marks(panel.to_scene(both.x), theme, "text", radius=POINT)
        points.checked(lambda: both.x, panel.data)
        inner = panel.inner
        r = both.correlation
        told = Text(f"$r = {r:.3g}$", theme, shows=[r])
        told.put(right=inner.right, baseline=inner.top + 0.18)
        self.cloud = VGroup(panel, points, told)
        best = both.run.problem.minimizers
        around = [best + AROUND * np.ptp(both.run.thetas, axis=0) * side for side in (1, -1)]
        reached = np.concatenate([both.run.thetas, *around])
        self.map: Plane = one_scale(map_, reached, theme, names=("$w'_1$", "$w'_2$"))
        problem = both.run.problem
        self.landscape = Landscape(Contours(self.map, problem, levels(self.map, both.run)), problem)
        self.ground = VGroup(self.map, self.landscape)
