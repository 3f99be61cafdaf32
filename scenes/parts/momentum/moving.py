"""The ground that balls roll on: one picture that moves between a map, a close-up and a lane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import ArrayLike, NDArray

from gdcore import Problem
from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours

Array = NDArray[np.float64]


class MovingPanel(Plane):
    """A panel without axes that moves from one panel's place and window to another's.

    What is drawn over it goes with it, so that a view of the same thing is never faded into another
    one. Lengths grow evenly in ratio on the way.

    Parameters
    ----------
    stops
        Panels, each on one scale, past which it moves.
    first
        Number of the one it stands on.

    Attributes
    ----------
    where
        Which stop it is at: whole at a stop, in between on its way.
    """

    def __init__(self, stops: Sequence[Plane], first: int = 0) -> None:
        VGroup.__init__(self)
        self.stops, self.where = tuple(stops), ValueTracker(float(first))
        home = self.stops[first]
        self.box, self.x, self.y, self.theme = home.box, home.x, home.y, home.theme
        self.stars = lambda: np.zeros((0, 2))

    @property
    def zoomed(self) -> float:
        """Where it is: views that differ have different numbers."""
        return float(self.where.get_value())

    @property
    def way(self) -> tuple[int, int, float]:
        """The stop it comes from, the next, and the part of the way between that is done."""
        at = float(np.clip(self.zoomed, 0, len(self.stops) - 1))
        low = min(int(at), len(self.stops) - 2)
        return low, low + 1, at - low

    @property
    def inner(self) -> Box:
        """The rectangle that it fills."""
        low, high, part = self.way
        first, last = (_corners(self.stops[i].inner) for i in (low, high))
        return Box(*map(float, _mixed(first, last, part)))

    @inner.setter
    def inner(self, box: Box) -> None:
        raise AttributeError("a moving panel is where its stops are")

    @property
    def units(self) -> Array:
        low, high, part = self.way
        first, last = (np.log(self.stops[i].units) for i in (low, high))
        return np.asarray(np.exp(_mixed(first, last, part)))

    @property
    def window(self) -> tuple[float, float, float, float]:
        low, high, part = self.way
        if part in (0, 1):
            return self.stops[low + int(part)].window
        first, last = (_middle(self.stops[i].window) for i in (low, high))
        spans = [1 / self.stops[i].units for i in (low, high)]
        span, change = 1 / self.units, spans[1] - spans[0]
        even = np.abs(change) < 1e-9 * spans[0]
        share = np.where(even, part, (span - spans[0]) / np.where(even, 1, change))
        middle = first + share * (last - first)
        half = span * (self.inner.width, self.inner.height) / 2
        (left, bottom), (right, top) = middle - half, middle + half
        return float(left), float(right), float(bottom), float(top)

    def at(self, x: ArrayLike, y: ArrayLike) -> Array:
        left, right, bottom, top = self.window
        across, up = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
        inner = self.inner
        return np.stack(
            [
                inner.left + (across - left) / (right - left) * inner.width,
                inner.bottom + (up - bottom) / (top - bottom) * inner.height,
                np.zeros_like(across),
            ],
            axis=-1,
        )


class MovingContours(Contours):
    """Contours on a moving panel: each line slides from its value at one stop to that at the next.

    Parameters
    ----------
    levels
        Values (k, n), of n lines at each of the k stops.
    """

    def __init__(self, plane: MovingPanel, problem: Problem, levels: Array) -> None:
        self.way_of, self.of_stops = plane, np.log(levels)
        super().__init__(plane, problem, levels[0], even=True)
        self.go_live()

    def depict(self) -> None:
        """Compute the lines of the present window."""
        low, high, part = self.way_of.way
        self.levels = np.exp(_mixed(self.of_stops[low], self.of_stops[high], part))
        super().depict()


def _corners(box: Box) -> Array:
    return np.array([box.left, box.right, box.bottom, box.top])


def _middle(window: tuple[float, float, float, float]) -> Array:
    return np.asarray(np.array(window).reshape(2, 2).mean(axis=1))


def _mixed(first: Array, last: Array, part: float) -> Array:
    return np.asarray(first + part * (last - first))
