"""Numbers over the panels: what descent has found, and how good it is, as the curve is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Logistic
from scenes.kit.ink.numbers import fixed
from scenes.kit.ink.text import LABEL, LOUD, SMALLEST
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import recorded
from scenes.parts.classification.logistic_views import boundary

THREE = fixed(3)
NAME = 0.3, 1.35  # widths that the names of the axes of both panels take
Measure = Callable[[NDArray[np.float64]], float]  # of parameters (2,)


@dataclass(frozen=True)
class Drawn:
    """Reads a measure of the sigmoid that is drawn now, on its way between two steps too.

    Attributes
    ----------
    thetas
        The record (T+1, 2).
    measure, again
        Of one sigmoid, and the same worked out on another way for checks.
    """

    thetas: NDArray[np.float64]
    playhead: Playhead
    measure: Measure
    again: Measure

    def __call__(self) -> float:
        return self.measure(along(self.thetas, self.playhead.position))

    def anew(self) -> float:
        """The same for checks."""
        return self.again(recorded(self.thetas, self.playhead))


def sigmoid_readings(
    chances: Plane,
    problem: Logistic,
    thetas: NDArray[np.float64],
    playhead: Playhead,
    names: tuple[str, str],
) -> VGroup:
    """Boundary of a record (T+1, 2) at a playhead, and how many points are wrong, so named."""
    x, ones = problem.x, problem.y == 1

    def edge(theta: NDArray[np.float64]) -> float:
        return float(boundary(theta))

    def edge_again(theta: NDArray[np.float64]) -> float:
        w, b = map(float, theta)
        return -b / w if w else np.nan

    def wrong(theta: NDArray[np.float64]) -> float:
        return float(((problem.predict(theta, x) > 0.5) != ones).sum())

    def wrong_again(theta: NDArray[np.float64]) -> float:
        w, b = theta
        return float(((w * x + b > 0) != ones).sum())

    at, many = (thetas, playhead), float(len(x))
    rows = [
        Reading(names[0], Drawn(*at, edge, edge_again), -1.0, THREE),
        Reading(names[1], Drawn(*at, wrong, wrong_again), many, fixed(0), role="text"),
    ]
    return _fitted(chances, rows, (LOUD, LOUD - 3, LABEL + 4, LABEL, SMALLEST), NAME[0])


def mean_reading(
    costs: Plane, problem: Logistic, thetas: NDArray[np.float64], playhead: Playhead, name: str
) -> VGroup:
    """The mean of the costs of a record (T+1, 2) at a playhead, so named."""

    def mean(theta: NDArray[np.float64]) -> float:
        return float(problem.value(theta))

    def mean_again(theta: NDArray[np.float64]) -> float:
        w, b = theta
        margins = np.where(problem.y == 1, 1, -1) * (w * problem.x + b)
        own = np.clip(1 / (1 + np.exp(-margins)), problem.clip, 1 - problem.clip)
        return float(-np.log(own).mean())

    rows = [Reading(name, Drawn(thetas, playhead, mean, mean_again), 1.0, THREE)]
    return _fitted(costs, rows, (LOUD, LABEL, SMALLEST), NAME[1])


def _fitted(plane: Plane, rows: list[Reading], sizes: tuple[int, ...], name: float) -> VGroup:
    """Readings in the largest of some sizes in which they are clear of the axis's name."""
    for size in sizes:
        made = readouts(plane, [replace(row, size=size) for row in rows])
        if made.get_left()[0] > plane.inner.left + name:
            break
    return made
