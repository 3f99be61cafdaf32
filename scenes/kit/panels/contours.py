"""The landscape of a loss on a map: bands of colour by height, and the lines between them."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.claims import visible
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.level_sets import LevelSets, level_sets, passes
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.time.live import Live

WIDTH, LINE = 1.6, 0.3  # stroke width of a contour, and its opacity over the bands
SAMPLES = 8  # points of a line that are claimed


def log_levels(low: float, high: float, count: int) -> NDArray[np.float64]:
    """Levels in even ratios from ``low`` to ``high``."""
    return np.geomspace(low, high, count)


class Contours(Live, VGroup):
    """Bands between lines of equal value over a panel: low is deep, high is pale.

    Each band reaches down to the lowest place, under the bands that are lower still, so that no
    seam is between two.

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
        Of the grid on which the value is computed, along each side, where there is no closed form.
    even
        Whether levels are in even steps instead: each keeps its shade however the panel zooms.

    Attributes
    ----------
    bands
        What is under each level, from the whole panel down to the lowest.
    lines
        Where each level is, lowest first.
    """

    def __init__(
        self,
        plane: Plane,
        problem: Problem,
        levels: NDArray[np.float64],
        *,
        shown: int | None = None,
        cells: int = 200,
        even: bool = False,
    ) -> None:
        super().__init__()
        self.even = even
        self.plane, self.problem, self.levels, self.cells = plane, problem, levels, cells
        self.shown = shown or len(levels)
        self.meaning = Meaning("landscape", name="contours")
        self.bands = VGroup(*(VMobject(stroke_width=0) for _ in range(len(levels) + 1)))
        self.lines = VGroup(*(VMobject(stroke_width=WIDTH, fill_opacity=0) for _ in levels))
        for mobject in (*self.bands, *self.lines):
            mobject.meaning = Meaning("landscape")
        self.add(self.bands, self.lines)
        if isinstance(plane, ZoomPlane):
            self.go_live()
        self.refresh()

    def state(self) -> object:
        return self.plane.zoomed

    def depict(self) -> None:
        """Compute bands and lines for the panel's present window."""
        found = level_sets(self.plane, self.problem, self.cells)
        self._depict_lines(found)
        self._depict_bands(found)

    def _depict_lines(self, found: LevelSets) -> None:
        points_of, places = found.lines(self.levels), self._places()
        for mobject, points, place in zip(self.lines, points_of, places, strict=True):
            mobject.set_points(points)
            seen = float(np.clip(1 + place * self.shown / 2, 0, 1))
            if mobject.get_stroke_opacity() != LINE * seen:  # it takes as long as the points
                mobject.set_stroke(self.plane.theme.text, opacity=LINE * seen)

    def _depict_bands(self, found: LevelSets) -> None:
        fields = found.fields(np.append(self.levels, np.inf)[::-1])
        for mobject, points, place in zip(self.bands, fields, self._shades(), strict=True):
            mobject.set_points(points)
            mobject.set_fill(self.plane.theme.height(float(np.clip(place, 0, 1))), opacity=1)

    def claims(self) -> list[Claim]:
        """That each line is where the loss has its value."""
        return self.levels_of(self.problem)

    def levels_of(self, problem: Problem) -> list[Claim]:
        """That some points of each line are where a problem passes its value, to a cell."""
        lines = [
            (level, mobject.points[:: max(4, len(mobject.points) // (4 * SAMPLES) * 4)])
            for level, mobject in zip(self.levels, self.lines, strict=True)
            if visible(mobject)
        ]
        if not lines:
            return []
        points = np.concatenate([points for _, points in lines])
        levels = np.repeat([level for level, _ in lines], [len(points) for _, points in lines])
        return [self.passes("levels", points, levels, problem)]

    def passes(
        self,
        what: str,
        points: NDArray[np.float64],
        levels: NDArray[np.float64],
        problem: Problem | None = None,
    ) -> Claim:
        """That at scene points (n, 3) a problem, this one if none is given, passes values (n,)."""
        return passes(what, self.plane, points, levels, problem or self.problem, self.cells)

    def _places(self) -> NDArray[np.float64]:
        """Place of each level among those shown: 0 the lowest of this window, 1 the highest."""
        places: NDArray[np.float64] = np.arange(len(self.levels), dtype=float)
        if self.plane.zoomed and not self.even:
            places -= self.plane.zoomed * np.log(4) / np.log(self.levels[1] / self.levels[0])
        return places / max(self.shown - 1, 1)

    def _shades(self) -> NDArray[np.float64]:
        """Height of each band as a fraction of those shown, the highest band first."""
        steps = self._places() * max(self.shown - 1, 1)
        return np.append(steps, steps[-1] + 1)[::-1] / self.shown
