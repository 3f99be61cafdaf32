"""Two features that come to rise together: from next to nothing in common to what they have."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from gdcore import LeastSquares, Quadratic, condition_number, datasets
from scenes.kit.ink.meaning import Claim
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours

Points = NDArray[np.float64]
FIRST = 0.1  # correlation that they begin with: that of the points is 0.02
BEFORE, APART, TOGETHER = -1.0, 0.0, 1.0  # states of the features


class Rising(ValueTracker):
    """Standardised features of the same draws, at a correlation that rises.

    From ``APART`` to ``TOGETHER`` it rises from next to none to what it is in the end. From
    ``BEFORE`` to ``APART`` there are no features yet: one bowl becomes the one that they begin
    with.

    Parameters
    ----------
    correlation
        That the features are drawn with in the end.
    """

    def __init__(self, correlation: float) -> None:
        super().__init__(TOGETHER)
        self.correlation = correlation

    @property
    def now(self) -> float:
        """What the features are drawn with now."""
        part = min(max(float(self.get_value()), APART), TOGETHER)
        return FIRST + part * (self.correlation - FIRST)

    @property
    def data(self) -> tuple[Points, Points]:
        """Features (n, 2), each with mean 0 and spread 1, and heights (n,) with mean 0."""
        drawn = datasets.two_features(correlation=self.now)
        x = (drawn.x - drawn.x.mean(axis=0)) / drawn.x.std(axis=0)
        return x, drawn.y - drawn.y.mean()

    @property
    def rows(self) -> Points:
        """The features (n, 2)."""
        return self.data[0]

    @property
    def problem(self) -> LeastSquares:
        """The loss of both weights; heights have lost their mean, which takes the place of b."""
        return LeastSquares(*self.data, intercept=False)

    @property
    def together(self) -> float:
        """The correlation of the points."""
        return float(np.mean(np.prod(self.rows, axis=1)))

    @property
    def ratio(self) -> float:
        """Of the curvatures."""
        return float(condition_number(self.problem, np.zeros(2)))

    def rows_again(self) -> Points:
        """The features again, for checks: the draws put together, and their moments taken off."""
        first, own = np.random.default_rng(1).normal(size=(2, len(self.rows)))
        angle = np.arccos(self.now)
        x = np.stack([first, np.cos(angle) * first + np.sin(angle) * own], axis=1)
        count = len(x)
        mean = x.sum(axis=0) / count
        return np.asarray((x - mean) / np.sqrt((x**2).sum(axis=0) / count - mean**2))

    def together_again(self) -> float:
        """The correlation again, for checks."""
        first, second = self.rows_again().T
        return float(np.corrcoef(first, second).flat[1])

    def ratio_again(self) -> float:
        """The ratio again, for checks: (1 + r) / (1 - r)."""
        r = abs(self.together_again())
        return (1 + r) / (1 - r)

    def fitted_again(self) -> Points:
        """The weights (1, 2) at the minimum again, for checks: 2 and 1 times the spreads."""
        angle, (first, own) = np.arccos(self.now), np.random.default_rng(1).normal(size=(2, 60))
        second = np.cos(angle) * first + np.sin(angle) * own
        return np.array([[2 * first.std(), second.std()]])


class RisingContours(Contours):
    """Contours of the loss at the present state of the features.

    Parameters
    ----------
    before
        The bowl that it comes from, on whatever panel of the same box.
    """

    def __init__(self, plane: Plane, data: Rising, levels: Points, before: Contours) -> None:
        self.data, self.ends = data, np.log([before.levels, levels])
        self.bowl = _seen_on(plane, before)
        super().__init__(plane, data.problem, levels, cells=120)
        self.go_live()

    def state(self) -> object:
        return float(self.data.get_value())

    def depict(self) -> None:
        """Compute the lines for the present features."""
        part = float(np.clip(self.data.get_value() - BEFORE, 0, 1))
        self.problem = self.data.problem if part == 1 else self._between(part)
        self.levels = np.exp((1 - part) * self.ends[0] + part * self.ends[1])
        super().depict()

    def claims(self) -> list[Claim]:
        """That each line is where the loss on the present features has its value."""
        if self.data.get_value() < APART:
            return []
        r = self.data.together_again()
        matrix = np.array([[2, 2 * r], [2 * r, 2]])
        return self.levels_of(Quadratic(matrix, self.data.fitted_again()[0]))

    def minimum(self) -> Points:
        """The minimum (1, 2) of what is drawn."""
        return np.reshape(self.problem.minimizers, (-1, 2))[:1]

    def least(self) -> Points:
        """The same again, for checks; of the features, from what they were drawn as."""
        return self.minimum() if self.data.get_value() < APART else self.data.fitted_again()

    def _between(self, part: float) -> Quadratic:
        """A bowl on the way from the one before to the first of the features."""
        first = self.data.problem
        matrix = (1 - part) * self.bowl.matrix + part * first.hessian(np.zeros(2))
        minimum = (1 - part) * self.bowl.minimizers[0] + part * first.minimizers[0]
        return Quadratic(matrix, minimum)


def _seen_on(plane: Plane, before: Contours) -> Quadratic:
    """A quadratic that looks on a panel as another one's does on its own, in the same box."""
    problem, stretch = before.problem, plane.units / before.plane.units
    minimum = plane.data(before.plane.to_scene(problem.minimizers[:1]))[0]
    return Quadratic(problem.hessian(np.zeros(2)) * np.outer(stretch, stretch), minimum)
