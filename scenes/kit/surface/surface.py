"""A loss surface in a panel of an ordinary lesson, with a camera of its own."""

from __future__ import annotations

from collections.abc import Callable

import cairo
import contourpy
import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Meaning
from scenes.kit.ink.painted import Context, Ink, Painted, ink, stroke
from scenes.kit.panels.axes import LINE
from scenes.kit.panels.contours import WIDTH
from scenes.kit.surface.horizon import Horizon
from scenes.kit.surface.mesh import Mesh
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.view import Pose, View
from scenes.kit.time.live import Live

Array = NDArray[np.float64]
Segments = tuple[Array, Array]  # starts and ends, of a number of them
EDGE = 2.2  # stroke width of border and ridges: it covers the steps of the cells it outlines
FLOOR = 0.55  # strength of the contours on the ground


class Surface(Live, Painted):
    """A relief seen by a camera: body, iso-lines at the contour map's levels, floor contours.

    It is one mobject, painted in one go; its fill opacity is that of all of it. What shall be seen
    with it (`scenes.kit.surface.traces`, `scenes.kit.surface.marks`) is drawn after it and leaves
    out what ``horizon`` says is hidden.

    Parameters
    ----------
    relief
        The heights.
    levels
        Values (n,) of the iso-lines, lowest first; shades are those of `Contours`.
    view
        The camera, read every frame.
    """

    def __init__(self, relief: Relief, levels: Array, view: View) -> None:
        super().__init__(stroke_width=0, fill_opacity=1)
        self.meaning = Meaning("landscape")
        self.relief, self.view = relief, view
        self.theme = theme = relief.plane.theme
        box = relief.plane.box  # anything: without points manim would leave it out
        self.set_points_as_corners([(box.left, box.bottom, 0), (box.right, box.top, 0)])
        self._horizon: Horizon | None = None
        self._mesh = Mesh(relief, theme)
        self._lines = _Draped(relief, [relief.lines(float(level)) for level in levels])
        self._border = _Draped(relief, [[relief.border(relief.cells)]])
        places = np.linspace(0, 1, len(levels))
        self._inks = [ink(theme.contour(float(place)).to_hex()) for place in places]
        self._edge, self._frame = ink(theme.contour_high), ink(theme.faint)
        paper = ink(theme.background)
        self._faint = [_mixed(paper, color, FLOOR) for color in self._inks]
        self.go_live()

    @property
    def horizon(self) -> Horizon:
        """What the surface hides from where the camera is now."""
        pose = self.view.pose
        if self._horizon is None or self._horizon.pose != pose:
            self._horizon = Horizon(self.relief, pose)
        return self._horizon

    def state(self) -> object:
        return self.appearance()

    def depict(self) -> None:
        """Nothing: it is painted anew whenever its appearance has changed."""

    def appearance(self) -> object:
        return self.relief, self.view.pose, float(self.view.solid.get_value())

    def paint(self, context: Context, outline: Callable[[], object]) -> None:
        shown = float(self.get_fill_opacity())
        solid = shown * float(self.view.solid.get_value())
        context.save()
        if solid > 0:
            self._paint_ground(context, solid)
            self._mesh.fill(context, self.view.pose, solid)
        starts, ends, segment = self.horizon.cut(*self._lines.at(self.view.pose.rise))
        parts = self._lines.levels(*self._flat(starts, ends), segment)
        for color, part in zip(self._inks, parts, strict=True):
            stroke(context, *part, color, WIDTH, shown)
        if solid > 0:
            for edge in (self._folds(), self._border.at(self.view.pose.rise)):
                starts, ends, _ = self.horizon.cut(*edge)
                stroke(context, *self._flat(starts, ends), self._edge, EDGE, solid)
        context.restore()

    def _paint_ground(self, context: Context, solid: float) -> None:
        corners = self.relief.corners
        frame = self._flat(corners, np.roll(corners, -1, axis=0))
        stroke(context, *frame, self._frame, LINE, solid)
        starts, ends, segment = self._lines.ground
        parts = self._lines.levels(*self._flat(starts, ends), segment)
        context.set_antialias(cairo.ANTIALIAS_FAST)  # half the time, and these are faint
        for color, part in zip(self._faint, parts, strict=True):
            stroke(context, *part, color, WIDTH, solid)
        context.set_antialias(cairo.ANTIALIAS_DEFAULT)

    def _flat(self, starts: Array, ends: Array) -> Segments:
        """Segments in space (n, 3) where the camera shows them (n, 2)."""
        pose = self.view.pose
        return pose.show(starts)[:, :2], pose.show(ends)[:, :2]

    def _folds(self) -> Segments:
        """Segments along which the surface turns from one side to the other, as seen from here.

        There the camera's direction is tangent to it: with z = h(x, y), at
        sin ε − cos ε (h_x cos α + h_y sin α) = 0.
        """
        pose: Pose = self.view.pose
        lattice = self.relief.lattice(pose.rise)
        x, y = lattice[0, :, 0], lattice[:, 0, 1]
        by_y, by_x = np.gradient(lattice[..., 2], y, x)
        sine, cosine = pose.tilt
        facing = sine + cosine * (by_x * pose.away[0] + by_y * pose.away[1])
        lines = contourpy.contour_generator(x, y, facing, name="serial").lines(0.0)
        starts = np.concatenate([np.zeros((0, 2)), *(line[:-1] for line in lines)])
        ends = np.concatenate([np.zeros((0, 2)), *(line[1:] for line in lines)])
        return self._on_mesh(starts), self._on_mesh(ends)

    def _on_mesh(self, ground: Array) -> Array:
        return np.column_stack([ground, self.relief.sampled(ground, self.view.pose.rise)])


class _Draped:
    """Polylines of parameters, some for each level, draped over a relief once, as segments."""

    def __init__(self, relief: Relief, levels: list[list[Array]]) -> None:
        lines = [line for level in levels for line in level]
        none = np.zeros((0, 2))
        self.starts = relief.drape(np.concatenate([none, *(line[:-1] for line in lines)]))
        self.ends = relief.drape(np.concatenate([none, *(line[1:] for line in lines)]))
        counts = [sum(len(line) - 1 for line in level) for level in levels]
        self.borders = np.cumsum(counts, dtype=np.intp)

    def at(self, rise: float) -> Segments:
        """All segments in space."""
        return self.starts.at(rise), self.ends.at(rise)

    @property
    def ground(self) -> tuple[Array, Array, NDArray[np.intp]]:
        """The segments below them, and their numbers."""
        starts, ends = self.starts.ground, self.ends.ground
        return starts, ends, np.arange(len(starts))

    def levels(self, starts: Array, ends: Array, segment: NDArray[np.intp]) -> list[Segments]:
        """Segments, each with the number of the one it is a part of (n,), level by level."""
        if not len(self.borders):
            return []
        cuts = np.searchsorted(segment, self.borders[:-1])
        return list(zip(np.split(starts, cuts), np.split(ends, cuts), strict=True))


def _mixed(first: Ink, second: Ink, share: float) -> Ink:
    blue, green, red = (a + share * (b - a) for a, b in zip(first, second, strict=True))
    return blue, green, red
