"""What stands and moves on a surface: markers, paths, drop lines and their shadows below."""

from __future__ import annotations

from collections.abc import Callable

import cairo
import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.layout import Box
from scenes.kit.live import redraw
from scenes.kit.marks import HALO, NOWHERE, RADIUS, Marks
from scenes.kit.outline import crossing, from_segments
from scenes.kit.painted import Context, Painted
from scenes.kit.playhead import Playhead, along
from scenes.kit.surface import Surface
from scenes.kit.surface_horizon import CLEARANCE
from scenes.kit.surface_relief import Draped
from scenes.kit.traces import WIDTH

Array = NDArray[np.float64]
PIECE = 0.06  # scene units, at most, of the straight pieces of a path that follows the surface
GENTLE = 0.3  # slope on the screen up to which the ground in front of a marker does not hide it
COLUMNS = 41  # across a marker, in which what hides it is looked up
SHADOW = 0.5  # opacity of what lies on the ground
DOT, DROP = 0.045, 2.0  # length of a dot and of a gap, and stroke width, of a drop line


class SurfaceMark(Marks, Painted):
    """A role's marker on or below a surface, cut off where the surface is in front of it.

    Parameters
    ----------
    surface
        It stands on this one.
    theta
        Parameters (2,) at which it stays; it can be moved with ``stand``.
    role, radius
        As of `Marks`.
    standing
        On the surface; False for one that lies below it.
    """

    def __init__(
        self,
        surface: Surface,
        theta: ArrayLike | None = None,
        *,
        role: str,
        radius: float = RADIUS,
        standing: bool = True,
    ) -> None:
        super().__init__(NOWHERE, surface.theme, role, radius=radius)
        self.surface, self.standing = surface, standing
        self.point: Array | None = None
        self.draped = None if theta is None else surface.relief.drape(theta)
        if self.draped is not None:
            redraw(self, SurfaceMark.stay)

    def stay(self) -> None:
        """Follow the camera."""
        assert self.draped is not None
        self.stand(self.draped.at(self.surface.view.pose.rise))

    def stand(self, point: Array | None) -> None:
        """Go to a point in space (3,), or out of sight."""
        self.point = point
        self.place(NOWHERE if point is None else self.surface.view.pose.show(point))

    def paint(self, context: Context, outline: Callable[[], object]) -> None:
        if self.point is None:
            return
        context.save()
        self._clip(context, self.point)
        outline()
        context.restore()

    def _clearance(self, point: Array) -> tuple[float, float]:
        """How near in front of the marker nothing hides it, and the slope it stands on.

        The marker is upright and stands in the slope, which must not cover its lower half. That
        ends where this slope does, and near a ridge it shrinks to nothing.
        """
        horizon = self.surface.horizon
        steps = np.linspace(0, 1.5, COLUMNS)
        slopes = horizon.slope(point[:2] - steps[:, None] * horizon.pose.away)
        slope = float(slopes[0])
        ends = float(steps[np.argmax(slopes < 0)]) if (slopes < 0).any() else np.inf
        sunk = 1.3 * self.radius / horizon.pose.zoom / max(slope, GENTLE)
        return max(CLEARANCE, min(sunk * min(slope / GENTLE, 1.0), ends)), slope

    def _clip(self, context: Context, point: Array) -> None:
        """Leave out, column by column, what is between the lowest and highest nearer point."""
        horizon = self.surface.horizon
        pose = horizon.pose
        u, v, t = pose.seen(point)
        room = (1.6 * self.radius + HALO / 100) / pose.zoom
        columns = u + np.linspace(-room, room, COLUMNS)
        clearance, slope = self._clearance(point) if self.standing else (CLEARANCE, 0.0)
        low, high = horizon.band(columns, np.full(COLUMNS, t - clearance))
        if slope < 0:  # on the far side of a wall
            low = np.where(np.isfinite(low), -np.inf, low)
        elif self.standing:  # the slope must not cover its left or right side either
            beside = point[:2] + (columns - u)[:, None] * pose.right
            climb = horizon.relief.sampled(beside, pose.rise) - point[2]
            low, high = (edge - climb * pose.tilt[1] for edge in (low, high))
        low, high = (np.clip(edge, v - 2 * room, v + 2 * room) for edge in (low, high))
        hidden = low < high
        if not hidden.any():
            return
        ring = np.concatenate(
            [
                np.column_stack([columns, low])[hidden],
                np.column_stack([columns, high])[hidden][::-1],
            ]
        )
        x, y = (ring * pose.zoom + pose.center).T.tolist()
        context.new_path()
        size = 4 * room * pose.zoom
        context.rectangle(
            u * pose.zoom + pose.center[0] - size / 2,
            v * pose.zoom + pose.center[1] - size / 2,
            size,
            size,
        )
        context.new_sub_path()
        for corner in zip(x, y, strict=True):
            context.line_to(*corner)
        context.close_path()
        context.set_fill_rule(cairo.FILL_RULE_EVEN_ODD)
        context.clip()
        context.set_fill_rule(cairo.FILL_RULE_WINDING)


class SurfaceTrace(VGroup):
    """A recorded path over a surface, as far as a playhead has come, hidden where it is behind.

    On the surface runs the path with its marker; a dotted line drops from there to the ground,
    where the path's shadow is the one that a flat map shows. What leaves the surface's rectangle
    is cut off at its border; what exceeds the axis of heights runs along the top of the box.

    Parameters
    ----------
    surface
        The path follows it between two iterates, too.
    record
        Parameters (T+1, 2) of the record.
    playhead
        Read every frame.
    role
        Colour and marker.
    """

    def __init__(
        self, surface: Surface, record: Array, playhead: Playhead, *, role: str = "batch"
    ) -> None:
        super().__init__()
        self.surface, self.record, self.playhead, self.role = surface, record, playhead, role
        color = surface.theme.roles()[role]
        self.shadow, self.line = _stroke(color, WIDTH / 2), _stroke(color, WIDTH)
        self.drop = _stroke(color, DROP)
        self.foot = SurfaceMark(surface, role=role, radius=0.5 * RADIUS, standing=False)
        self.marker = SurfaceMark(surface, role=role)
        self.add(self.shadow, self.foot, self.drop, self.line, self.marker)
        self._pieces()
        self.drawn: object = None
        redraw(self, SurfaceTrace.draw)

    def draw(self) -> None:
        """Bring everything up to the playhead and the camera."""
        view = self.surface.view
        state = (self.playhead.position, view.pose, float(view.solid.get_value()))
        if state == self.drawn:
            return
        self.drawn = state
        position, pose, solid = state
        done = int(np.searchsorted(self.ends_at, position, side="right"))
        starts, ends = (
            Draped(part.ground[: done + 1], part.climb[: done + 1]) for part in self.draped
        )
        here = self.surface.relief.drape(along(self.record, position))
        if done < len(self.ends_at):
            reached = self.starts_at[done] < position
            starts, ends = _stopped(starts, ends, here, reached)
        self._show(self.line, starts.at(pose.rise), ends.at(pose.rise), on_top=True)
        self._show(self.shadow, starts.ground, ends.ground)
        self.shadow.set_stroke(opacity=SHADOW * solid)
        inside = bool(self._window.holds(here.ground))
        point = here.at(pose.rise) if inside else None
        self.marker.stand(point)
        self.foot.stand(here.ground if inside else None)
        self.foot.set_fill(opacity=SHADOW * solid).set_stroke(opacity=0, background=True)
        self._show(self.drop, *_dots(point, here.ground))
        self.drop.set_stroke(opacity=solid)

    def _show(self, line: VMobject, starts: Array, ends: Array, *, on_top: bool = False) -> None:
        horizon = self.surface.horizon
        starts, ends, _ = horizon.cut(starts, ends, on_top=on_top)
        line.set_points(from_segments(horizon.pose.show(starts), horizon.pose.show(ends)))

    @property
    def _window(self) -> Box:
        width, depth = self.surface.relief.sides / 2
        return Box(-width, width, -depth, depth)

    def _pieces(self) -> None:
        """Cut the path at the border and into pieces, and lay them on the surface."""
        relief = self.surface.relief
        finite = np.isfinite(self.record).all(axis=1)
        last = len(self.record) if finite.all() else int(np.argmin(finite))
        ground = relief.ground(self.record[:last])
        enter, leave = crossing(ground[:-1], ground[1:], self._window)
        lengths = np.linalg.norm(np.diff(ground, axis=0), axis=1) * (leave - enter)
        cuts = [
            step + np.linspace(enter[step], leave[step], 2 + int(lengths[step] / PIECE))
            for step in np.flatnonzero(enter < leave)
        ]
        none = np.zeros(0)
        self.starts_at = np.concatenate([none, *(cut[:-1] for cut in cuts)])
        self.ends_at = np.concatenate([none, *(cut[1:] for cut in cuts)])
        self.draped = tuple(
            relief.drape(np.array([along(self.record, at) for at in places]).reshape(-1, 2))
            for places in (self.starts_at, self.ends_at)
        )


def _stopped(starts: Draped, ends: Draped, here: Draped, reached: bool) -> tuple[Draped, Draped]:
    """The last piece ends here, or is not there yet."""
    if not reached:
        return (
            Draped(starts.ground[:-1], starts.climb[:-1]),
            Draped(ends.ground[:-1], ends.climb[:-1]),
        )
    ground, climb = ends.ground.copy(), ends.climb.copy()
    ground[-1], climb[-1] = here.ground, here.climb
    return starts, Draped(ground, climb)


def _dots(top: Array | None, foot: Array) -> tuple[Array, Array]:
    """Dots of a drop line as segments, from the surface down."""
    if top is None:
        return np.zeros((0, 3)), np.zeros((0, 3))
    depth = np.arange(0, top[2] - foot[2], 2 * DOT)[:, None]
    return top - depth * (0, 0, 1), top - np.minimum(depth + DOT, top[2] - foot[2]) * (0, 0, 1)


def _stroke(color: str, width: float) -> VMobject:
    line = VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
    return line.set_stroke(color, width=width)
