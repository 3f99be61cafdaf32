"""The data, and the loss of their line over its slope and intercept, while x is standardised."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import ABOVE_STARS, STAR
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.kit.problems.valley import one_scale
from scenes.parts.conditioning.descents import MARKER
from scenes.parts.conditioning.maps import data_panel, levels, reach
from scenes.parts.conditioning.standardising import (
    ChangingContours,
    MovingLine,
    Standardising,
)

IN_RINGS = ABOVE_STARS + 1  # height of a star that is seen in the ring of who rests there
DOT = 0.065  # radius of a data point
CLOSE, BESIDE = 1.1, 0.6  # start and star with no room between; from these to what is asked there
Points = NDArray[np.float64]
Start = tuple[float, float]


class Ground(NamedTuple):
    """A map with its contours and its star, as the data are."""

    map: Plane
    contours: ChangingContours
    star: MovingMarks


def ground(
    box: Box, data: Standardising, runs: tuple[Trajectory, ...], start: Start, theme: Theme
) -> Ground:
    """A map on one scale, of the same window for all states of the data, that holds the runs."""
    plane = one_scale(box, reach(runs, start), theme, names=("$w$", "$b$"))
    contours = ChangingContours(plane, data, levels(plane, runs[0]))
    best, anew = lambda: data.problem.minimizers, data.fitted
    plane.stars = best
    star = MovingMarks(plane, best, "minimum", radius=STAR, anew=anew)
    return Ground(plane, contours, star.set_z_index(IN_RINGS))


class Among(NamedTuple):
    """Data space, the points in it, and the line of the start."""

    panel: Plane
    points: MovingMarks
    line: MovingLine


def among(
    box: Box, data: Standardising, start: Start, theme: Theme, names: tuple[str, str]
) -> Among:
    """The data and the start among them, as the data are."""
    panel = data_panel(box, data, start, theme, names)
    rows, again = lambda: data.rows, data.rows_again
    points = MovingMarks(panel, rows, "text", radius=DOT, anew=again)
    line = MovingLine(panel, lambda: data.same_line(start), lambda: data.line_again(start))
    return Among(panel, points, line)


class Views:
    """The map and the data panel of one line, and the start on both.

    Attributes
    ----------
    ground
        The map, its contours and its star.
    panel, points
        Data space and the points in it.
    mark, line
        The start, on the map and among the data: one line all the way.
    """

    def __init__(
        self,
        boxes: tuple[Box, Box],
        data: Standardising,
        runs: tuple[Trajectory, ...],
        start: Start,
        theme: Theme,
        names: tuple[str, str] = ("$x$", "$y$"),
    ) -> None:
        self.data, self.start = data, start
        self.panel, self.points, self.line = among(boxes[0], data, start, theme, names)
        self.ground = ground(boxes[1], data, runs, start, theme)
        line, anew = lambda: data.same_line(start)[None], lambda: data.line_again(start)
        self.mark = MovingMarks(self.ground.map, line, "batch", radius=MARKER, anew=anew)

    def halfway(self) -> Points:
        """Scene point (3,) between the start and the star, or beside them if these are close."""
        ends = [self.data.same_line(self.start), self.data.problem.minimizers[0]]
        start, star = self.ground.map.to_scene(ends)
        way, middle = star - start, (start + star) / 2
        far = float(np.linalg.norm(way))
        if far > CLOSE:
            return np.asarray(middle)
        return np.asarray(middle + BESIDE * np.array([-way[1], way[0], 0.0]) / far)
