"""The map once more, that zooms in on the star of the scattered points."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Quadratic
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import ABOVE_PATHS, STAR, Marks
from scenes.kit.ink.meaning import Claim, read_off
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, evened
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.problems.centred_line import WINDOW
from scenes.kit.time.live import Live

LEVELS = log_levels(2.0**-3, 2.0**9, 13)  # of the loss above its least, each twice the last
SHOWN = 9
SPACING = 4.0  # between ticks, or that times a power of two


def close_map(
    box: Box,
    star: NDArray[np.float64],
    half: float,
    theme: Theme,
    middle: NDArray[np.float64] | float = 0.0,
) -> ZoomPlane:
    """The map of both weights: ``half`` to all sides of the star (2,), or all that maps show.

    At ``widest`` the window is that of the other maps, round their ``middle``; the star moves to
    its middle on the way.
    """
    wide = (WINDOW[1] - WINDOW[0]) / 2
    pivot = star + (star - middle) / (wide / half - 1)
    fixed = float(pivot[0]), float(pivot[1])
    across, up = axes(star, half)
    return ZoomPlane(box, *evened(across, up, box), theme, pivot=fixed, spacing=SPACING)


def still_map(box: Box, star: NDArray[np.float64], half: float, theme: Theme) -> Plane:
    """What the close map ends on, as a panel that costs less to draw."""
    across, up = axes(star, half)
    return Plane(box, *evened(across, up, box), theme)


def axes(star: NDArray[np.float64], half: float) -> tuple[Axis, Axis]:
    """Both weights, ``half`` to either side of the star (2,)."""
    w, b = map(float, star)
    return Axis(w - half, w + half, "$w$"), Axis(b - half, b + half, "$b$")


def widest(half: float) -> float:
    """The zoom at which a close map shows what the other maps show."""
    return float(np.log2((WINDOW[1] - WINDOW[0]) / 2 / half))


def landscape(plane: ZoomPlane, problem: LeastSquares) -> VGroup:
    """Contours of how far the loss is above its least, and a star where it is least."""
    star = problem.minimizers[0]
    above = Quadratic(problem.hessian(star), star)
    marker = Pinned(plane, star[None], "minimum", STAR)
    plane.stars = lambda: star[None]
    marker.set_z_index(ABOVE_PATHS)
    return VGroup(Contours(plane, above, LEVELS, shown=SHOWN, cells=120), marker)


class Pinned(Live, Marks):
    """Markers of a role at data points (n, 2), which stay there while their panel zooms."""

    def __init__(
        self, plane: ZoomPlane, points: NDArray[np.float64], role: str, radius: float
    ) -> None:
        super().__init__(plane.to_scene(points), plane.theme, role, radius=radius)
        self.plane, self.pinned = plane, points
        self.go_live()

    def state(self) -> object:
        return self.plane.zoomed

    def depict(self) -> None:
        """Follow the zoom."""
        self.place(self.plane.to_scene(self.pinned))

    def claims(self) -> list[Claim]:
        """That the markers read as their data points on the panel."""
        return [read_off("pinned", self.plane.data, self.centres, self.pinned)]
