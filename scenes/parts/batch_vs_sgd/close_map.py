"""The map once more, wider, that zooms in on the star of the scattered points."""

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
from scenes.kit.time.live import Live

LEVELS = log_levels(2.0**-3, 2.0**9, 13)  # of the loss above its least, each twice the last
SHOWN = 9
SPACING = 4.0  # between ticks, or that times a power of two
UP = 0.72  # of the way to the sides, that it is up and down from the star at least


def close_map(still: Plane, far: Plane) -> tuple[ZoomPlane, float]:
    """A map that begins as another one, ``far``, perhaps wider, and ends as ``still``.

    Its pivot is the place at which both show the same weights.

    Returns
    -------
    The map, and the zoom at which all is where it is on the other one.
    """
    corner = np.zeros(2)
    (far_at, at) = (plane.to_scene(corner)[:2] for plane in (far, still))
    pivot = (far_at - at) / (still.units - far.units)
    fixed = float(pivot[0]), float(pivot[1])
    near = ZoomPlane(still.box, still.x, still.y, still.theme, pivot=fixed, spacing=SPACING)
    return near, float(np.log2(still.units[0] / far.units[0]))


def still_map(box: Box, star: NDArray[np.float64], half: float, theme: Theme) -> Plane:
    """The map of both weights round the star (2,): ``half`` to its sides, and nearly as far up."""
    w, b = map(float, star)
    across, up = Axis(w - half, w + half, "$w$"), Axis(b - UP * half, b + UP * half, "$b$")
    return Plane(box, *evened(across, up, box), theme)


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
