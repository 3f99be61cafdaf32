"""Contour lines of a loss: the quiet landscape."""

from __future__ import annotations

import contourpy
import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.claims import visible
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.outline import polyline
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.time.live import Live

WIDTH = 1.6  # stroke width of a contour
SAMPLES = 8  # points of a line that are claimed


def log_levels(low: float, high: float, count: int) -> NDArray[np.float64]:
    """Levels in even ratios from ``low`` to ``high``."""
    return np.geomspace(low, high, count)


class Contours(Live, VGroup):
    """Lines of equal value over a panel, one mobject a level, lowest first.

    When the panel zooms out by 2 a quadratic's lines shrink by 2, so levels four times as high
    take their places: the shades follow, and the innermost lines fade before they crowd.

    Parameters
    ----------
    plane
        The panel; its axes are the two parameters of the problem.
    problem
        Of dimension 2.
    levels
        Values in even ratios, rising, from the lowest to the highest of the widest window.
    shown
        How many of them the closest window shows; all if not given.
    cells
        Of the grid on which the value is computed, along each side.
    """

    def __init__(
        self,
        plane: Plane,
        problem: Problem,
        levels: NDArray[np.float64],
        *,
        shown: int | None = None,
        cells: int = 200,
    ) -> None:
        super().__init__()
        self.plane, self.problem, self.levels, self.cells = plane, problem, levels, cells
        self.shown = shown or len(levels)
        self.meaning = Meaning("landscape", name="contours")
        self.add(*(VMobject(stroke_width=WIDTH, fill_opacity=0) for _ in levels))
        if isinstance(plane, ZoomPlane):
            self.go_live()
        self.refresh()

    def state(self) -> object:
        return self.plane.zoomed

    def depict(self) -> None:
        """Compute the lines for the panel's present window."""
        left, right, bottom, top = self.plane.window
        x, y = np.linspace(left, right, self.cells + 1), np.linspace(bottom, top, self.cells + 1)
        value = self.problem.value(np.stack(np.meshgrid(x, y), axis=-1))
        lines = contourpy.contour_generator(x, y, value, name="serial")
        for mobject, level, place in zip(self, self.levels, self._places(), strict=True):
            pieces = [
                polyline(self.plane.to_scene(np.asarray(line))) for line in lines.lines(level)
            ]
            mobject.set_points(np.concatenate(pieces) if pieces else np.zeros((0, 3)))
            color = self.plane.theme.contour(float(np.clip(place, 0, 1)))
            mobject.set_stroke(color, opacity=float(np.clip(1 + place * self.shown / 2, 0, 1)))

    def claims(self) -> list[Claim]:
        """That each line is where the loss has its value."""
        return self.levels_of(self.problem)

    def levels_of(self, problem: Problem) -> list[Claim]:
        """That some points of each line are where a problem passes its value, to a cell."""
        lines = [
            (level, mobject.points[:: max(4, len(mobject.points) // (4 * SAMPLES) * 4)])
            for level, mobject in zip(self.levels, self, strict=True)
            if visible(mobject)
        ]
        if not lines:
            return []
        points = np.concatenate([points for _, points in lines])
        levels = np.repeat([level for level, _ in lines], [len(points) for _, points in lines])
        thetas = self.plane.data(points)
        corners = problem.value(self._cells_at(thetas))
        passed = (corners.min(axis=0) <= levels) & (levels <= corners.max(axis=0))
        slopes = problem.gradient(thetas)
        off = (levels - problem.value(thetas)) / np.maximum((slopes**2).sum(axis=-1), 1e-12)
        nearest = thetas + off[:, None] * slopes
        true = np.where(passed[:, None], thetas, nearest)
        return [Ruler(self.plane).stands("levels", points, true)]

    def _cells_at(self, thetas: NDArray[np.float64]) -> NDArray[np.float64]:
        """Corners (4, n, 2) of the cells of the grid that parameters (n, 2) lie in."""
        left, right, bottom, top = self.plane.window
        corner = np.array([left, bottom])
        cell = (np.array([right, top]) - corner) / self.cells
        low = np.floor((thetas - corner) / cell)
        return np.stack([corner + cell * (low + (i, j)) for i in (0, 1) for j in (0, 1)])

    def _places(self) -> NDArray[np.float64]:
        """Place of each level among those shown: 0 the lowest of this window, 1 the highest."""
        ratio = np.log(self.levels[1] / self.levels[0])
        lifted = self.plane.zoomed * np.log(4) / ratio
        places: NDArray[np.float64] = np.arange(len(self.levels)) - lifted
        return places / max(self.shown - 1, 1)
