"""Arrows that stand on one level line, and how far its neighbours are away from each."""

from __future__ import annotations

from dataclasses import dataclass

import contourpy
import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import StillLine, graph
from scenes.parts.steepest.spear import Spear, scale_for

CELLS = 200  # of the grid on which the line is traced, along each side, as on the map
ROW = 11  # places on the line, at most
WIDTH = 6.0  # stroke width of the line
CORNER = 0.13  # scene units: side of the mark of a right angle
SHAFT = 0.075
LONGEST = 0.27  # of the map's side, that the longest arrow is, about
FINE = 400  # places along a gradient at which the neighbouring lines are sought
ROOM = 1.15  # beyond the largest gap and slope, on the axes
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """Places on a level line.

    Attributes
    ----------
    level, apart
        The value on the line, and how far those of its neighbours are from it.
    line
        Data points (m, 2) along it.
    places
        On it (n, 2).
    gaps
        From the line to its neighbours, straight across, the mean of up and down (n,).
    slopes
        At the places (n,).
    """

    level: float
    apart: float
    line: Array
    places: Array
    gaps: Array
    slopes: Array


def row_of_places(plane: Plane, problem: Problem, levels: Array, value: float) -> Row:
    """Places evenly along the line nearest to a value that has a neighbour on either side."""
    inner = levels[1:-1]
    level = float(inner[np.abs(inner - value).argmin()])
    line = traced(plane, problem, level)
    far = np.concatenate([[0.0], np.cumsum(np.hypot(*(np.diff(line, axis=0) * plane.units).T))])
    at = (np.arange(ROW) + 0.5) / ROW * far[-1]
    places = np.stack([np.interp(at, far, line[:, axis]) for axis in range(2)], axis=1)
    apart = float(levels[1] - levels[0])
    gaps = np.array([gap(problem, place, level, apart) for place in places])
    found = np.isfinite(gaps)
    slopes = np.linalg.norm(problem.gradient(places), axis=-1)
    return Row(level, apart, line, places[found], gaps[found], slopes[found])


def traced(plane: Plane, problem: Problem, level: float) -> Array:
    """The longest piece (m, 2) of a level line on a map."""
    left, right, bottom, top = plane.window
    x, y = np.linspace(left, right, CELLS + 1), np.linspace(bottom, top, CELLS + 1)
    value = problem.value(np.stack(np.meshgrid(x, y), axis=-1))
    pieces = contourpy.contour_generator(x, y, value, name="serial").lines(level)
    return max(
        (np.asarray(piece) for piece in pieces),
        key=lambda piece: float(np.linalg.norm(np.diff(piece, axis=0), axis=1).sum()),
    )


def gap(problem: Problem, place: Array, level: float, apart: float) -> float:
    """Data units from a place on a line straight to its neighbours; nan if one is not met."""
    slope = problem.gradient(place)
    size = float(np.linalg.norm(slope))
    away = np.linspace(0, 4 * apart / size, FINE)
    found = []
    for way in (1, -1):
        climbed = way * (problem.value(place + way * away[:, None] * slope / size) - level)
        over = np.flatnonzero(climbed >= apart)
        if not len(over) or not over[0]:
            return float("nan")
        last = over[0] - 1
        found.append(float(np.interp(apart, climbed[last : last + 2], away[last : last + 2])))
    return float(np.mean(found))


class Standing:
    """The line, the arrows on it with their right angles, and the plot of slope over gap.

    Attributes
    ----------
    line
        The level line.
    scale
        Of the arrows: their length for each unit of slope.
    arrows
        −g at each place, to that scale, with a right angle at its foot.
    panel, rule, dots
        Slope against gap: the curve on which their product is what the levels are apart.
    """

    def __init__(
        self,
        plane: Plane,
        box: Box,
        problem: Problem,
        row: Row,
        side: float,
        names: tuple[str, str],
    ) -> None:
        theme, self.row = plane.theme, row
        self.scale = scale_for(float(row.slopes.max()), LONGEST * side)
        self.line = mean(
            StillLine(plane, row.line, theme.text, width=WIDTH),
            Meaning("line", "text", name="level"),
        )
        downs = -problem.gradient(row.places)
        self.arrows = [
            VGroup(
                right_angle(plane, place, down), Spear(plane, place, self.scale * down, width=SHAFT)
            )
            for place, down in zip(row.places, downs, strict=True)
        ]
        self.panel = gap_panel(box, row, names, theme)
        across = np.linspace(self.panel.x.high / 60, self.panel.x.high, 200)
        self.rule = graph(self.panel, across, row.apart / across, width=5)
        self.dots = [self.dot(gap, slope) for gap, slope in zip(row.gaps, row.slopes, strict=True)]

    def dot(self, gap: float, slope: float) -> Marks:
        """A place: its gap and its slope."""
        here = np.array([[gap, slope]])
        theme = self.panel.theme
        mark = Marks(
            self.panel.to_scene(here), theme, "gradient", radius=1.15 * RADIUS, shape="circle"
        )
        return mark.checked(lambda: here, self.panel.data)


def right_angle(plane: Plane, place: Array, down: Array) -> VMobject:
    """The mark of a right angle between a line and an arrow, at the arrow's foot."""
    ahead = np.append(down, 0) / np.linalg.norm(down)
    aside = np.array([-ahead[1], ahead[0], 0])
    foot = plane.to_scene(place)
    corners = foot + CORNER * np.stack([aside, aside + ahead, ahead])
    mark = VMobject().set_stroke(plane.theme.text, width=2.5)
    mark.set_points(polyline(corners))
    return mean(mark, Meaning("line", "text", name="right angle"))


def gap_panel(box: Box, row: Row, names: tuple[str, str], theme: Theme) -> Plane:
    """Slopes over gaps, both from 0."""
    gaps = Axis(0, ROOM * float(row.gaps.max()), names[0])
    return Plane(box, gaps, Axis(0, ROOM * float(row.slopes.max()), names[1]), theme)
