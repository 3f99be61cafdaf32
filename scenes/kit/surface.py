"""A loss surface in a panel of an ordinary lesson, with a camera of its own."""

from __future__ import annotations

import contourpy
import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.axes import LINE
from scenes.kit.contours import WIDTH
from scenes.kit.live import redraw
from scenes.kit.outline import from_segments, polygon
from scenes.kit.surface_horizon import Horizon
from scenes.kit.surface_mesh import Mesh
from scenes.kit.surface_relief import Relief
from scenes.kit.surface_view import Pose, View

Array = NDArray[np.float64]
EDGE = 2.2  # stroke width of border and ridges: it covers the steps of the cells it outlines
FLOOR = 0.55  # opacity of the contours on the ground


class Surface(VGroup):
    """A relief seen by a camera: body, iso-lines at the contour map's levels, floor contours.

    Everything that shall be seen with it (see `scenes.kit.surface_traces`) is a mobject of its
    own, drawn after it, that leaves out what ``horizon`` says is hidden.

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
        super().__init__()
        self.relief, self.view = relief, view
        self.theme = relief.plane.theme
        self._horizon: Horizon | None = None
        self.mesh = Mesh(relief, view, self.theme)
        pieces = [relief.lines(float(level)) for level in levels]
        places = np.linspace(0, 1, len(levels))
        colors = [self.theme.contour(float(place)) for place in places]
        self.floor = VGroup(*(VMobject(stroke_color=c, stroke_width=WIDTH) for c in colors))
        self.lines = VGroup(*(VMobject(stroke_color=c, stroke_width=WIDTH) for c in colors))
        self.frame = VMobject(stroke_color=self.theme.faint, stroke_width=LINE)
        self.rim = _edge(self.theme.contour_high)
        self.ridges = _edge(self.theme.contour_high)
        self._paths = [_Segments(relief, parts) for parts in pieces]
        self._border = _Segments(relief, [relief.border()])
        self.add(self.frame, self.floor, self.mesh, self.lines, self.ridges, self.rim)
        self.drawn: object = None
        redraw(self, Surface.draw)

    @property
    def horizon(self) -> Horizon:
        """What the surface hides from where the camera is now."""
        pose = self.view.pose
        if self._horizon is None or self._horizon.pose != pose:
            self._horizon = Horizon(self.relief, pose)
        return self._horizon

    def draw(self) -> None:
        """Bring the lines up to the camera."""
        pose, solid = self.view.pose, float(self.view.solid.get_value())
        if self.drawn == (pose, solid):
            return
        self.drawn = pose, solid
        self._draw_lines(pose)
        for line, path in zip(self.floor, self._paths, strict=True):
            line.set_points(from_segments(*(pose.show(ends) for ends in path.on_ground)))
            line.set_stroke(opacity=FLOOR * solid)
        corners = self.relief.corners
        self.frame.set_points(polygon(pose.show(corners))).set_stroke(opacity=solid)
        for edge, ends in ((self.rim, self._border.at(pose.rise)), (self.ridges, self._folds())):
            starts, ends_, _ = self.horizon.cut(*ends)
            edge.set_points(from_segments(pose.show(starts), pose.show(ends_)))
            edge.set_stroke(opacity=solid)

    def _draw_lines(self, pose: Pose) -> None:
        """All iso-lines in one test of visibility, then each its own mobject."""
        both = [path.at(pose.rise) for path in self._paths]
        counts = [len(starts) for starts, _ in both]
        starts, ends, segment = self.horizon.cut(
            np.concatenate([starts for starts, _ in both]), np.concatenate([e for _, e in both])
        )
        borders = np.searchsorted(segment, np.cumsum(counts))
        outline = from_segments(pose.show(starts), pose.show(ends))
        for line, points in zip(self.lines, np.split(outline, 4 * borders[:-1]), strict=True):
            line.set_points(points)

    def _folds(self) -> tuple[Array, Array]:
        """Segments along which the surface turns from one side to the other, as seen from here.

        There the camera's direction is tangent to it: with z = h(x, y), at
        sin ε − cos ε (h_x cos α + h_y sin α) = 0.
        """
        pose = self.view.pose
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


class _Segments:
    """Polylines of parameters, draped over a relief once, as segments."""

    def __init__(self, relief: Relief, lines: list[Array]) -> None:
        none = np.zeros((0, 2))
        self.starts = relief.drape(np.concatenate([none, *(line[:-1] for line in lines)]))
        self.ends = relief.drape(np.concatenate([none, *(line[1:] for line in lines)]))

    def at(self, rise: float) -> tuple[Array, Array]:
        """Starts and ends in space (n, 3)."""
        return self.starts.at(rise), self.ends.at(rise)

    @property
    def on_ground(self) -> tuple[Array, Array]:
        """Starts and ends below them (n, 3)."""
        return self.starts.ground, self.ends.ground


def _edge(color: str) -> VMobject:
    edge = VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
    return edge.set_stroke(color, width=EDGE)
