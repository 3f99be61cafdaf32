"""A problem as a relief: its values as heights over the rectangle that a flat panel shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import contourpy
import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdcore import Problem
from scenes.kit.panels.axes import Axis, Plane

Array = NDArray[np.float64]
LEAST_CELLS = 8
SLACK = 0.0015  # scene units, a fifth of a pixel at 1080p, that a thinned line may be off


@dataclass(frozen=True)
class Draped:
    """Points on a relief: ``ground`` (..., 3) below them, ``climb`` (...) up from there."""

    ground: Array
    climb: Array

    def at(self, rise: float) -> Array:
        """The points in space (..., 3), as far as the relief has risen."""
        points = self.ground.copy()
        points[..., 2] += rise * self.climb
        return points


class Relief:
    """Heights of a problem in space, whose ground is a panel's rectangle, centred on the origin.

    Space has the scene's units: x and y are a panel's, so that the view from above can lie on the
    panel exactly; z is up, and 0 half way up the box. Values beyond the axis of heights lie on its
    floor or ceiling, so that a diverging path stays in the box.

    Parameters
    ----------
    plane
        Panel of the two parameters, with linear axes.
    problem
        Of dimension 2.
    height
        Axis of the values, linear or log.
    tall
        Height of the axis in scene units.
    gap
        Scene units between the ground and the lowest value.
    cells
        Of the grid the surface is painted with, along each side.

    Raises
    ------
    ValueError
        If the problem is not one of two parameters, the panel's axes are logarithmic, there are
        too few cells, or a length is not positive.
    """

    def __init__(
        self,
        plane: Plane,
        problem: Problem,
        height: Axis,
        *,
        tall: float = 2.2,
        gap: float = 1.2,
        cells: int = 64,
    ) -> None:
        if problem.dim != 2:
            raise ValueError(f"a surface needs 2 parameters; {problem!r} has {problem.dim}")
        if plane.x.log or plane.y.log:
            raise ValueError("a surface needs linear axes of its parameters; one of them is log")
        if cells < LEAST_CELLS:
            raise ValueError(f"cells is {cells}; a surface needs at least {LEAST_CELLS} a side")
        if not (tall > 0 and gap >= 0):
            raise ValueError(f"tall is {tall:g} and gap {gap:g}; needs tall > 0 and gap >= 0")
        self.plane, self.problem, self.height = plane, problem, height
        self.tall, self.gap, self.cells = tall, gap, cells
        self.sides = np.array([plane.inner.width, plane.inner.height])
        self._corners = self._laid(cells)

    def __deepcopy__(self, memo: object) -> Relief:
        # Nothing in it can change, so a copy may share everything.
        return self

    @property
    def floor(self) -> float:
        """Height z of the ground."""
        return -(self.gap + self.tall) / 2

    @property
    def corners(self) -> Array:
        """Corners of the ground (4, 3), counter-clockwise from the lower left."""
        signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        return np.column_stack([signs * self.sides / 2, np.full(4, self.floor)])

    @property
    def climb(self) -> Array:
        """Height of the corners of the cells over the ground (cells+1, cells+1); nan in gaps."""
        return self._corners.climb

    @cached_property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest of them."""
        return float(np.nanmin(self.climb)), float(np.nanmax(self.climb))

    @property
    def axes(self) -> tuple[Array, Array]:
        """Where the corners of the cells lie over the ground, x and y (cells+1) of each."""
        ground = self._corners.ground
        return ground[0, :, 0], ground[:, 0, 1]

    @cached_property
    def slopes(self) -> np.ma.MaskedArray[tuple[int, ...], np.dtype[np.float64]]:
        """Slopes along x and y at the corners of the cells (cells+1, cells+1, 2), less gaps."""
        by_y, by_x = np.gradient(self.climb, *self.axes[::-1])
        return np.ma.masked_invalid(np.stack([by_x, by_y], axis=-1))

    def fraction(self, values: ArrayLike) -> Array:
        """Where values (...) lie on the axis of heights, from 0 to 1; what is no number, on top."""
        fractions = self.height.fraction(values)
        return np.asarray(np.clip(np.nan_to_num(fractions, nan=1.0), 0.0, 1.0))

    def ground(self, thetas: ArrayLike) -> Array:
        """Points in space (..., 3) on the ground below parameters (..., 2)."""
        middle = self.plane.inner.center
        middle[2] = -self.floor
        return self.plane.to_scene(thetas) - middle

    def drape(self, thetas: ArrayLike) -> Draped:
        """Parameters (..., 2) on the surface."""
        with np.errstate(over="ignore", invalid="ignore"):  # a diverged run may be anywhere
            fractions = self.fraction(self.problem.value(thetas))
        return Draped(self.ground(thetas), self.gap + self.tall * fractions)

    def lattice(self, rise: float = 1.0) -> Array:
        """Corners of the cells in space (cells+1, cells+1, 3), rows along y; z is nan in gaps."""
        return self._corners.at(rise)

    def whole(self, thetas: ArrayLike) -> NDArray[np.bool_]:
        """Whether there is a surface at parameters (..., 2): a formula has gaps."""
        with np.errstate(all="ignore"):
            return np.asarray(~np.isnan(self.problem.value(thetas)))

    def values(self) -> Array:
        """Values (cells+1, cells+1) of the problem at the corners of the cells."""
        return self.problem.value(self._grid(self.cells))

    def sampled(self, ground: Array, rise: float = 1.0) -> Array:
        """Height z (...) of the painted surface over points of the ground (..., 2); nan in gaps."""
        places = (ground / self.sides + 0.5) * self.cells
        low = np.clip(places.astype(np.intp), 0, self.cells - 1)
        part = np.clip(places - low, 0.0, 1.0)
        first = low[..., 1] * (self.cells + 1) + low[..., 0]
        flat, across, up = self._corners.climb.ravel(), part[..., 0], part[..., 1]
        near = flat[first] + across * (flat[first + 1] - flat[first])
        second = first + self.cells + 1
        far = flat[second] + across * (flat[second + 1] - flat[second])
        return np.asarray(self.floor + rise * (near + up * (far - near)))

    def lines(self, level: float, cells: int = 200) -> list[Array]:
        """Parameters (n, 2) along each piece of a line of equal value.

        They are those of the contour map, less the points that it can do without.
        """
        grid = self._grid(cells)
        values = self.problem.value(grid)
        if not np.isfinite(values).all():
            values = np.ma.masked_invalid(values)
        lines = contourpy.contour_generator(grid[0, :, 0], grid[:, 0, 1], values, name="serial")
        units = self.plane.units
        return [_thinned(np.asarray(line), units) for line in lines.lines(level)]

    def border(self, pieces: int) -> list[Array]:
        """Parameters (pieces + 1, 2) along each side of the rectangle, from the lower left on."""
        left, right, bottom, top = self.plane.window
        along = np.linspace(0, 1, pieces + 1)[:, None]
        corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
        return [a + along * (b - a) for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)]

    def net(self, meshes: int) -> list[Array]:
        """Parameters (n, 2) along lines of one parameter each, so many meshes apart."""
        grid, climb = self._grid(self.cells), self._corners.climb
        at = np.round(np.linspace(0, self.cells, meshes + 1)[1:-1]).astype(np.intp)
        lines = [*zip(grid[at], climb[at], strict=True)]
        lines += zip(grid[:, at].swapaxes(0, 1), climb[:, at].T, strict=True)
        return [self._bent(line, heights) for line, heights in lines]

    def _bent(self, line: Array, climb: Array) -> Array:
        """Those of a straight line's parameters (n, 2) that the surface over it cannot do without.

        Where a formula has gaps, all.
        """
        if not np.isfinite(climb).all():
            return line
        along = np.hypot(*((line - line[0]) * self.plane.units).T)
        return np.asarray(line[_needed(np.stack([along, climb], axis=-1))])

    def _laid(self, cells: int) -> Draped:
        """The corners of the cells; those in gaps have no height."""
        grid = self._grid(cells)
        laid = self.drape(grid)
        return Draped(laid.ground, np.where(self.whole(grid), laid.climb, np.nan))

    def _grid(self, cells: int) -> Array:
        left, right, bottom, top = self.plane.window
        x, y = np.linspace(left, right, cells + 1), np.linspace(bottom, top, cells + 1)
        return np.stack(np.meshgrid(x, y), axis=-1)


def _thinned(line: Array, units: Array) -> Array:
    """Points of a polyline (n, 2), without those nearer than `SLACK` to the line without them."""
    return np.asarray(line[_needed(line * units)])


def _needed(points: Array) -> NDArray[np.bool_]:
    """Which points (n, 2) of a polyline, in scene units, are farther from it without them.

    Douglas & Peucker, "Algorithms for the reduction of the number of points required to represent
    a digitized line or its caricature", Cartographica 10 (1973).
    """
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        chord, between = points[last] - points[first], points[first + 1 : last] - points[first]
        length = float(np.hypot(*chord))
        if length > SLACK:
            distance = np.abs(chord[0] * between[:, 1] - chord[1] * between[:, 0]) / length
        else:  # a closed line
            distance = np.hypot(*between.T)
        farthest = first + 1 + int(np.argmax(distance))
        if distance.max() > SLACK:
            kept[farthest] = True
            spans += [(first, farthest), (farthest, last)]
    return kept
