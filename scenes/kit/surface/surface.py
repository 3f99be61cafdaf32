"""A loss surface in a panel of an ordinary lesson, with a camera of its own."""

from __future__ import annotations

import contourpy
import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Meaning
from scenes.kit.ink.painted import Outliner, Painted
from scenes.kit.ink.paths import Context, Ink, ink
from scenes.kit.ink.raster import Raster
from scenes.kit.ink.segments import fill, stroke
from scenes.kit.panels.axes import LINE
from scenes.kit.panels.contours import LINE as LINE_OVER
from scenes.kit.panels.contours import WIDTH, Contours
from scenes.kit.panels.level_sets import GridLevelSets
from scenes.kit.surface.horizon import Horizon
from scenes.kit.surface.mesh import Mesh
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.view import Pose, View
from scenes.kit.time.live import Live

Array = NDArray[np.float64]
Segments = tuple[Array, Array]  # starts and ends (n, 3)
EDGE = 2.2  # stroke width of border and ridges: it covers the steps of the cells it outlines
NET, THIN = 20, 0.9  # meshes along each side of the net that lies on it; stroke width of its lines
NEAR, FAR = 0.3, 0.1  # opacity of the net, nearest and farthest
DEPTHS = 6  # steps in which it fades
TURNED = 0.5  # of the sine of the angle to a side, in which its border comes and goes
FADED = 0.6  # share of the background in a border at the back
AROUND = 0.15  # scene units that its lines, and their corners, may reach beyond it
FAINTEST = 0.5 / 255  # opacity below which eight bits show nothing
FLOOR = 0.55  # strength of the contours on the ground


class Surface(Live, Painted):
    """A relief seen by a camera: body, iso-lines at the contour map's levels, floor contours.

    Its body has the colours of the flat map, which go over into the map's own bands where the
    camera looks from above.

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
        self.relief, self.levels, self.view = relief, levels, view
        self.theme = theme = relief.plane.theme
        box = relief.plane.box  # anything: without points manim would leave it out
        self.set_points_as_corners([(box.left, box.bottom, 0), (box.right, box.top, 0)])
        self._horizon: Horizon | None = None
        self._mesh = Mesh(relief, theme, levels)
        self._bands = _Bands(relief, levels)
        self._lines = _Draped(
            relief, [line for level in levels for line in relief.lines(float(level))]
        )
        self._net = _Draped(relief, relief.net(NET))
        self._sides = [_Draped(relief, [side]) for side in relief.border(relief.cells)]
        self._ink, self._frame = ink(theme.text), ink(theme.faint)
        self._edge = ink(theme.contour_low)
        self._back = _mixed(self._edge, ink(theme.background), FADED)
        self._faint = _mixed(ink(theme.background), ink(theme.contour_low), FLOOR)
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

    def extent(self) -> Array:
        pose, relief = self.view.pose, self.relief
        lowest, highest = (relief.floor + pose.rise * climb for climb in relief.reach)
        shown = [
            pose.show(relief.corners * (1, 1, 0) + (0, 0, height))
            for height in (relief.floor, lowest, highest)
        ]
        low, high = np.min(shown, axis=(0, 1)), np.max(shown, axis=(0, 1))
        return np.stack([low - AROUND, high + AROUND])

    def paint(self, context: Context, outline: Outliner) -> None:
        shown = float(self.get_fill_opacity())
        solid = shown * float(self.view.solid.get_value())
        context.save()
        if solid > 0:
            self._paint_ground(context, solid, covered=shown >= 1)
            self._mesh.fill(context, self.view.pose, shown)
        self._bands.paint(
            context, self.view.pose, shown * (1 - float(self.view.solid.get_value())) ** 4
        )
        lines, *more = self._visible(everything=solid > 0)
        stroke(context, *lines, self._ink, WIDTH, LINE_OVER * shown)
        if more:
            self._paint_net(context, more[0], solid)
            self._paint_edges(context, more[1:], solid)
        context.restore()

    def _visible(self, *, everything: bool) -> list[Segments]:
        """What is seen of the iso-lines and, if asked, of the net, the four sides and the folds."""
        rise = self.view.pose.rise
        drawn = [self._lines.at(rise)]
        if everything:
            drawn += [*(line.at(rise) for line in (self._net, *self._sides)), self._folds()]
        starts, ends, of = self.horizon.cut(*map(np.concatenate, zip(*drawn, strict=True)))
        ways = np.searchsorted(of, np.cumsum([len(first) for first, _ in drawn])[:-1])
        first, last = (np.split(self._shown(points), ways) for points in (starts, ends))
        return list(zip(first, last, strict=True))

    def _paint_net(self, context: Context, net: Segments, solid: float) -> None:
        """Thin lines along both parameters, fainter the farther away they are."""
        starts, ends = net
        half = float(np.abs(self.view.pose.away) @ self.relief.sides / 2)
        place = np.clip((starts[:, 2] / half + 1) / 2 * DEPTHS, 0, DEPTHS - 1).astype(np.intp)
        for step, opacity in enumerate(np.linspace(NEAR, FAR, DEPTHS)):
            there = place == step
            stroke(context, starts[there], ends[there], self._ink, THIN, float(opacity) * solid)

    def _paint_edges(self, context: Context, edges: list[Segments], solid: float) -> None:
        """Ridges and the border, whose sides go back into the dark as they turn away."""
        pose = self.view.pose
        facing = -np.array([(0, -1), (1, 0), (0, 1), (-1, 0)]) @ pose.away
        near = np.clip(facing / TURNED + 0.5, 0, 1)
        *sides, folds = edges
        in_order = [(sides[k], float(near[k])) for k in np.argsort(facing)]
        for (starts, ends), part in (*in_order, (folds, 1.0)):
            stroke(context, starts, ends, _mixed(self._back, self._edge, part), EDGE, solid)

    def _paint_ground(self, context: Context, solid: float, *, covered: bool) -> None:
        """The frame and the map's lines; those that the body covers need not be drawn."""
        corners = self._shown(self.relief.corners)
        stroke(context, corners, np.roll(corners, -1, axis=0), self._frame, LINE, solid)
        starts, ends = self._lines.ground
        if covered:
            starts, ends, _ = self.horizon.cut(starts, ends)
        lines = self._shown(starts), self._shown(ends)
        stroke(context, *lines, self._faint, WIDTH, solid)

    def _shown(self, points: Array) -> Array:
        """Where the camera shows points in space (n, 3), x and y, and how far away they are."""
        pose = self.view.pose
        return pose.seen(points) * (pose.zoom, pose.zoom, 1) + (*pose.center, 0)

    def _folds(self) -> Segments:
        """Segments along which the surface turns from one side to the other, as seen from here.

        There the camera's direction is tangent to it: with z = h(x, y), at
        sin ε − cos ε (h_x cos α + h_y sin α) = 0.
        """
        pose: Pose = self.view.pose
        x, y = self.relief.axes
        sine, cosine = pose.tilt
        facing = sine + cosine * pose.rise * (self.relief.slopes @ pose.away)
        lines = contourpy.contour_generator(x, y, facing, name="serial").lines(0.0)
        starts = np.concatenate([np.zeros((0, 2)), *(line[:-1] for line in lines)])
        ends = np.concatenate([np.zeros((0, 2)), *(line[1:] for line in lines)])
        return self._on_mesh(starts), self._on_mesh(ends)

    def _on_mesh(self, ground: Array) -> Array:
        return np.column_stack([ground, self.relief.sampled(ground, self.view.pose.rise)])


class _Bands:
    """The bands of the flat map, draped over a relief: what it looks like from straight above."""

    def __init__(self, relief: Relief, levels: Array) -> None:
        self.colors, self.rings = [], []
        if not len(levels):
            return
        contours = Contours(relief.plane, relief.problem, levels)
        self.colors = [ink(band.get_fill_color().to_hex()) for band in contours.bands]
        # A ring in closed form has no points between the corners, where the relief has height.
        found = GridLevelSets(relief.plane, relief.problem, contours.cells)
        bands = map(outlines, found.fields(np.array([np.inf, *levels[::-1]])))
        self.rings = [[relief.drape(relief.plane.data(ring)) for ring in band] for band in bands]

    def paint(self, context: Context, pose: Pose, opacity: float) -> None:
        """Fill them as a camera sees them, all together with some opacity."""
        if opacity < FAINTEST:
            return
        raster = Raster.of(context)
        if raster is not None:
            with raster.layer(context, opacity) as layer:
                self._fill(layer, pose)
        else:
            context.push_group()
            self._fill(context, pose)
            context.pop_group_to_source()
            context.paint_with_alpha(opacity)

    def _fill(self, context: Context, pose: Pose) -> None:
        for color, band in zip(self.colors, self.rings, strict=True):
            rings = [pose.show(ring.at(pose.rise))[:, :2] for ring in band]
            if rings:
                ends = [np.roll(ring, -1, axis=0) for ring in rings]
                fill(context, np.concatenate(rings), np.concatenate(ends), color)


class _Draped:
    """Polylines of parameters draped over a relief once, as segments."""

    def __init__(self, relief: Relief, lines: list[Array]) -> None:
        none = np.zeros((0, 2))
        starts = np.concatenate([none, *(line[:-1] for line in lines)])
        ends = np.concatenate([none, *(line[1:] for line in lines)])
        whole = relief.whole(starts) & relief.whole(ends)
        self.starts, self.ends = relief.drape(starts[whole]), relief.drape(ends[whole])

    def at(self, rise: float) -> Segments:
        """All segments in space."""
        return self.starts.at(rise), self.ends.at(rise)

    @property
    def ground(self) -> Segments:
        """The segments below them."""
        return self.starts.ground, self.ends.ground


def outlines(points: Array) -> list[Array]:
    """Corners (n, 3) of each polygon that cubics (4m, 3) go round."""
    starts, ends = points[0::4], points[3::4]
    breaks = np.flatnonzero(np.abs(starts[1:] - ends[:-1]).max(axis=1) > 1e-9) + 1
    return np.split(starts, breaks) if len(starts) else []


def _mixed(first: Ink, second: Ink, share: float) -> Ink:
    blue, green, red = (a + share * (b - a) for a, b in zip(first, second, strict=True))
    return blue, green, red
