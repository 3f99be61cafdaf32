"""Where a loss has a value on a panel, and where it is lower: lines and fields, as outlines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol, cast

import contourpy
import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares, Problem, Quadratic
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.outline import from_segments, polygon, polyline
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler

Points = NDArray[np.float64]
WIDEST = np.pi / 4  # angle of an arc that one cubic follows to 4e-6 of its radius
EMPTY: Points = np.zeros((0, 3))
TOUCH = 1e-9  # radians or scene units under which an arc or a way is but a point


class LevelSets(Protocol):
    """The level sets of a loss over a panel's present window."""

    def lines(self, levels: Points) -> list[Points]:
        """For each of some values, cubics (4n, 3) along the points where the loss has it."""

    def fields(self, levels: Points) -> list[Points]:
        """For each of some values, cubics (4n, 3) round all of the panel that is not above it."""


def level_sets(plane: Plane, problem: Problem, cells: int) -> LevelSets:
    """Those of a problem of dimension 2: of a bowl in closed form, else on a grid of cells."""
    bowl = isinstance(problem, Quadratic | LeastSquares) and not (plane.x.log or plane.y.log)
    if bowl and len(problem.minimizers) == 1:
        curvature = problem.hessian(problem.minimizers[0])
        if np.linalg.eigvalsh(curvature)[0] > 0:
            return Ellipses(plane, problem, curvature)
    return GridLevelSets(plane, problem, cells)


class GridLevelSets:
    """Level sets of any problem, from its values on a grid.

    Parameters
    ----------
    cells
        Of the grid, along each side of the window.
    """

    def __init__(self, plane: Plane, problem: Problem, cells: int) -> None:
        self.plane = plane
        left, right, bottom, top = plane.window
        x, y = np.linspace(left, right, cells + 1), np.linspace(bottom, top, cells + 1)
        value = problem.value(np.stack(np.meshgrid(x, y), axis=-1))
        if not np.isfinite(value).all():  # a formula has gaps and poles
            value = np.ma.masked_invalid(value)
        self.found = contourpy.contour_generator(
            x, y, value, name="serial", fill_type="OuterOffset"
        )

    def lines(self, levels: Points) -> list[Points]:
        """Polylines through the cells."""
        return [
            self._outline(cast("list[Points]", self.found.lines(float(level))), polyline)
            for level in levels
        ]

    def fields(self, levels: Points) -> list[Points]:
        """Polygons along such lines and the panel's sides."""
        return [
            self._outline(_rings(self.found.filled(-np.inf, float(level))), polygon)
            for level in levels
        ]

    def _outline(self, pieces: Sequence[Points], drawn: Callable[[Points], Points]) -> Points:
        """Cubics along pieces in data units, each a polyline or a polygon."""
        outlines = [drawn(self.plane.to_scene(np.asarray(piece))) for piece in pieces]
        return np.concatenate([EMPTY, *outlines])


def _rings(filled: Any) -> list[Points]:
    """Outer and inner boundaries of polygons as contourpy gives them, closed ones left open."""
    return [
        points[start : end - 1]
        for points, offsets in zip(*filled, strict=True)
        for start, end in pairwise(offsets)
    ]


class Ellipses:
    r"""Level sets of a quadratic that has one minimum, as arcs of ellipses on the panel.

    .. math:: L(\theta) = L^* + \tfrac12 (\theta - \theta^*)^\top H (\theta - \theta^*) = \ell

    on :math:`\theta^* + \rho C^{-\top} (\cos\varphi, \sin\varphi)` with :math:`H = C C^\top` and
    :math:`\rho^2 = 2 (\ell - L^*)`. An arc of angle :math:`\alpha` is a cubic with handles
    :math:`\tfrac43 \tan(\alpha/4)` along its tangents.

    Parameters
    ----------
    curvature
        The Hessian H (2, 2), positive definite.
    """

    def __init__(self, plane: Plane, problem: Problem, curvature: Points) -> None:
        self.inner, least = plane.inner, problem.minimizers[0]
        self.lowest = float(problem.value(least))
        left, right, bottom, top = plane.window
        reach = np.diag([right - left, top - bottom])
        placed = plane.to_scene(np.concatenate([least[None], least + reach]))[:, :2]
        self.centre: Points = placed[0]
        stretch = (placed[1:] - placed[0]).T / np.diag(reach)
        self.axes: Points = stretch @ np.linalg.inv(np.linalg.cholesky(curvature)).T

    def lines(self, levels: Points) -> list[Points]:
        """Those of its arcs that are inside the panel."""
        return [np.concatenate([EMPTY, *arcs]) for arcs in self._arcs(self._radii(levels))]

    def fields(self, levels: Points) -> list[Points]:
        """Such arcs, and the panel's sides between them."""
        radii = self._radii(levels)
        covered = self._reach(self.corners[:1])[0] < radii
        return [
            self._closed(arcs) if arcs else polygon(self.corners) if all_of_it else EMPTY
            for arcs, all_of_it in zip(self._arcs(radii), covered, strict=True)
        ]

    @cached_property
    def corners(self) -> Points:
        """Of the panel (4, 3), anticlockwise from the lower left."""
        inner = self.inner
        x, y = [inner.left, inner.right], [inner.bottom, inner.top]
        return np.array([[x[i], y[j], 0.0] for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))])

    def _radii(self, levels: Points) -> Points:
        return np.asarray(np.sqrt(2 * np.maximum(np.asarray(levels) - self.lowest, 0.0)))

    def _reach(self, points: Points) -> Points:
        """Radii (n,) of the ellipses through scene points (n, 3)."""
        turned = np.linalg.solve(self.axes, (points[:, :2] - self.centre).T)
        return np.asarray(np.linalg.norm(turned, axis=0))

    def _at(self, radii: Points, angles: Points) -> Points:
        """Scene points (..., 2) at angles (...) of ellipses whose radii broadcast with them."""
        unit = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        return self.centre + np.asarray(radii)[..., None] * (unit @ self.axes.T)

    def _arcs(self, radii: Points) -> list[list[Points]]:
        """For each ellipse, its arcs inside the panel: each as cubics (4n, 3), anticlockwise."""
        rows, firsts, lasts = self._inside(radii)
        pieces = np.ceil((lasts - firsts) / WIDEST - TOUCH).astype(int)
        ends = np.cumsum(pieces)
        arc = np.repeat(np.arange(len(rows)), pieces)
        step = (lasts - firsts) / pieces
        start = firsts[arc] + step[arc] * (np.arange(len(arc)) - (ends - pieces)[arc])
        cubics = self._cubics(radii[rows[arc]], start, step[arc])
        found: list[list[Points]] = [[] for _ in radii]
        for row, one in zip(rows.tolist(), np.split(cubics, ends[:-1]), strict=False):
            found[row].append(one.reshape(-1, 3))
        return found

    def _inside(self, radii: Points) -> tuple[NDArray[np.int_], Points, Points]:
        """Arcs inside the panel: which of the ellipses they are of, first and last angles (n,)."""
        sane = np.where((radii > 0) & (radii < np.inf), radii, np.nan)
        cuts = np.sort(self._cuts(sane), axis=1)  # (ellipses, 8), those that are not there last
        count = np.isfinite(cuts).sum(axis=1)
        after = np.roll(cuts, -1, axis=1)
        rows = np.arange(len(radii))
        after[rows, count - 1] = cuts[:, 0] + 2 * np.pi
        none = count == 0
        cuts[none, 0], after[none, 0] = 0.0, 2 * np.pi
        middles = self._at(sane[:, None], np.where(none[:, None], cuts, (cuts + after) / 2))
        with np.errstate(invalid="ignore"):
            inside = self.inner.holds(middles) & (after - cuts > TOUCH)
        row, column = np.nonzero(inside)
        return row, cuts[row, column], after[row, column]

    def _cuts(self, radii: Points) -> Points:
        """Angles (ellipses, 8) at which they go through the panel's sides; nan: nowhere."""
        corner, opposite = self.corners[0, :2], self.corners[2, :2]
        away = np.stack([corner, opposite]) - self.centre  # of the sides, by axis
        amplitude = radii[:, None, None] * np.hypot(*self.axes.T)
        phase = np.arctan2(self.axes[:, 1], self.axes[:, 0])
        with np.errstate(invalid="ignore"):
            turn = np.arccos(away / amplitude)
            angles = np.stack([phase - turn, phase + turn], axis=1)
            points = self._at(radii[:, None, None, None], angles)
            across = np.stack([points[..., 0, 1], points[..., 1, 0]], axis=-1)
            met = (corner[::-1] <= across) & (across <= opposite[::-1])
        return np.where(met, angles % (2 * np.pi), np.nan).reshape(len(radii), -1)

    def _cubics(self, radii: Points, angles: Points, steps: Points) -> Points:
        """Cubics (n, 4, 3) from angles of ellipses on by steps, all (n,)."""
        handles = (4 / 3 * np.tan(steps / 4))[:, None]
        ends = np.stack([angles, angles + steps])
        start, end = self._at(radii, ends)
        leaving, coming = self._at(radii, ends + np.pi / 2) - self.centre
        flat = np.stack([start, start + handles * leaving, end - handles * coming, end], axis=1)
        return np.concatenate([flat, np.zeros_like(flat[..., :1])], axis=-1)

    def _closed(self, arcs: list[Points]) -> Points:
        """Arcs and what of the panel's sides leads from each to the next."""
        pieces = []
        for arc, after in zip(arcs, [*arcs[1:], arcs[0]], strict=True):
            pieces += [arc, self._along_sides(arc[-1], after[0])]
        return np.concatenate(pieces)

    def _along_sides(self, start: Points, end: Points) -> Points:
        """Cubics along the panel's sides, anticlockwise from one scene point on them to another."""
        if np.abs(end - start).max() < TOUCH:
            return EMPTY
        first, last = self._way_round(*start.tolist()), self._way_round(*end.tolist())
        if last <= first:
            last += 4
        turned = self.corners[np.arange(int(first) + 1, int(np.ceil(last))) % 4]
        way = np.concatenate([start[None], turned, end[None]])
        return from_segments(way[:-1], way[1:])

    def _way_round(self, x: float, y: float, z: float) -> float:
        """How far round the panel a scene point on its sides is: 0 lower left, 1 lower right, …"""
        inner = self.inner
        across, up = (x - inner.left) / inner.width, (y - inner.bottom) / inner.height
        off = [abs(up), abs(1 - across), abs(1 - up), abs(across)]
        side = off.index(min(off))
        return side + min(max([across, up, 1 - across, 1 - up][side], 0.0), 1 - 1e-12)


# -- what a panel has to show of a loss, for checks to read --------------------------------------


def passes(
    what: str, plane: Plane, points: Points, levels: Points, problem: Problem, cells: int
) -> Claim:
    """That at scene points (n, 3) a problem passes values (n,), to a cell of a grid."""
    thetas = plane.data(points)
    corners = problem.value(_cells_at(plane, thetas, cells))
    passed = (corners.min(axis=0) <= levels) & (levels <= corners.max(axis=0))
    slopes = problem.gradient(thetas)
    off = (levels - problem.value(thetas)) / np.maximum((slopes**2).sum(axis=-1), 1e-12)
    nearest = thetas + off[:, None] * slopes
    return Ruler(plane).stands(what, points, np.where(passed[:, None], thetas, nearest))


def _cells_at(plane: Plane, thetas: Points, cells: int) -> Points:
    """Corners (4, n, 2) of the cells of the grid that parameters (n, 2) lie in."""
    left, right, bottom, top = plane.window
    corner = np.array([left, bottom])
    cell = (np.array([right, top]) - corner) / cells
    low = np.floor((thetas - corner) / cell)
    return np.stack([corner + cell * (low + (i, j)) for i in (0, 1) for j in (0, 1)])
