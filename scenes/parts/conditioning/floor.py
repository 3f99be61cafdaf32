"""A line that goes along the floor of its valley: slope and intercept stand in for each other."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.cuts import curvatures
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.parts.conditioning.descents import MARKER
from scenes.parts.conditioning.standardising import MovingLine

Points = NDArray[np.float64]
BEST, UP, DOWN, START = range(4)  # places that it goes to one after the other
REACH = 0.75  # of a cut along the valley, that the line goes from the minimum each way


class AlongTheFloor:
    """One line, on the map and among the data, that moves from the best to the start of the runs.

    Parameters
    ----------
    map_, data
        The panels.
    problem
        Whose valley it is.
    half
        Data units that a cut along the valley reaches from the minimum.
    start
        Slope and intercept that it ends on.

    Attributes
    ----------
    place
        How far it is: at ``BEST``, at both ends of the floor, at ``START``, or between.
    """

    def __init__(
        self, map_: Plane, data: Plane, problem: LeastSquares, half: float, start: Points
    ) -> None:
        self.place, self.problem = ValueTracker(float(BEST)), problem
        self.reach, self.start = REACH * half, np.asarray(start, dtype=float)
        best, (_, flat) = problem.minimizers[0], curvatures(problem)[1]
        flat = flat * np.sign(flat[0])
        self.stops = np.array([best, best + self.reach * flat, best - self.reach * flat, start])
        self.mark = MovingMarks(
            map_, lambda: self.line[None], "batch", radius=MARKER, anew=lambda: self.again()[None]
        )
        self.among = MovingLine(data, lambda: self.line, lambda: self.again()[None])

    @property
    def line(self) -> Points:
        """Its slope and intercept (2,) now."""
        at = float(self.place.get_value())
        low = min(int(at), START - 1)
        return np.asarray(self.stops[low] + (at - low) * (self.stops[low + 1] - self.stops[low]))

    def again(self) -> Points:
        """The same for checks: the floor's direction by its angle, the best line by a fit."""
        x, y = self.problem.x, self.problem.y
        angle = np.arctan2(2 * x.mean(), np.mean(x**2) - 1) / 2 + np.pi / 2
        flat = np.array([np.cos(angle), np.sin(angle)])
        flat, best = flat * np.sign(flat[0]), np.polyfit(x, y, 1)
        stops = best, best + self.reach * flat, best - self.reach * flat, self.start
        at, numbers = self.place.get_value(), range(len(stops))
        return np.array([np.interp(at, numbers, axis) for axis in np.transpose(stops)])
