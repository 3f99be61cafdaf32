"""Paths over a surface, with drop lines and shadows on the ground below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, VGroup, VMobject, interpolate_color
from numpy.typing import NDArray

from scenes.kit.ink.claims import lies_on, visible
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.outline import crossing, from_segments, polyline
from scenes.kit.ink.rims import THIN_RIM, rimmed
from scenes.kit.panels.ruler import between
from scenes.kit.runs.traces import WIDTH
from scenes.kit.surface.horizon import Horizon
from scenes.kit.surface.marks import SurfaceMark
from scenes.kit.surface.relief import Draped, Relief
from scenes.kit.surface.sight import Sight
from scenes.kit.surface.surface import Surface
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import passed

Array = NDArray[np.float64]
PIECE = 0.1  # scene units, at most, of the straight pieces of a path that follows the surface
SAG = 0.02  # scene units, at most, from a straight piece to the surface below it
FINE = np.linspace(0, 1, 65)  # parts of a step at which checks look the surface up
SHADOW = 0.5  # opacity of what lies on the ground
THIN, PALE = 0.5, 0.35  # of a path that is not looked at: times the width; opacity
TUBE, GLEAM = 4.4, 1.3  # stroke widths of a path, 6 pixels at 1080p, and of the light along it
PALER = 0.6  # share of white in that light
FOOT = 0.5 * RADIUS  # of the marker on the ground, on which no dot of the drop line lies
DOT, DROP = 0.045, 2.0  # length of a dot and of a gap, and stroke width, of a drop line


class SurfaceTrace(Live, VGroup):
    """A recorded path over a surface, as far as a playhead has come, hidden where it is behind.

    On the surface runs the path with its marker; a dotted line drops from there to the ground,
    where the path's shadow is the one that a flat map shows. A path that leaves the surface's
    rectangle ends at its border; what exceeds the axis of heights runs along the top of the box.

    Parameters
    ----------
    surface
        The path follows it between two iterates, too.
    record
        Parameters (T+1, 2) of the record.
    playhead
        Read every frame.
    role, color
        Colour and marker; a colour of its own, as of a rate, instead of the role's.
    thick
        Times the width of a path, for one that others lie on.
    quiet
        Whether it is thin and pale, with nothing below it: not what is looked at.
    radius
        Of its marker.
    shade
        Stroke width of its shadow, in parts of a flat path's.

    ``above`` tells where those are that are drawn over it, if there are any.
    """

    def __init__(
        self,
        surface: Surface,
        record: Array,
        playhead: Playhead,
        *,
        role: str = "batch",
        color: str | None = None,
        thick: float = 1.0,
        quiet: bool = False,
        radius: float = RADIUS,
        shade: float = 0.5,
    ) -> None:
        super().__init__()
        self.surface, self.record, self.playhead, self.role = surface, record, playhead, role
        self.thick, self.quiet = thick * (THIN if quiet else 1), quiet
        self.route = Route(surface.relief, record)
        own, color = color, color or surface.theme.roles()[role]
        self.shadow = _stroke(color, shade * self.thick * WIDTH)
        self.line = _stroke(color, self.thick * TUBE)
        self.gleam = _stroke(_paler(color), GLEAM)
        rimmed(self.line, surface.theme)
        self.drop = rimmed(_stroke(color, DROP), surface.theme, THIN_RIM)
        told = "" if own else role
        mean(self.line, Meaning("path", told))
        mean(self.drop, Meaning("line", told, name="drop", dash=(DOT, DOT)))
        mean(self.shadow, Meaning("landscape"))
        mean(self.gleam, Meaning("landscape"))
        self.foot = SurfaceMark(surface, role=role, radius=FOOT, standing=False, color=own)
        mean(self.foot, Meaning("landscape"))
        self.marker = SurfaceMark(surface, role=role, radius=radius, color=own)
        self.above: Callable[[], list[Array]] = list
        self.add(self.shadow, self.foot, self.drop, self.line, self.gleam, self.marker)
        if quiet:
            for part in (self.line.set_stroke(opacity=PALE), self.marker.set_fill(opacity=PALE)):
                mean(part.set_stroke(opacity=0, background=True), Meaning("landscape"))
        self.solid: float | None = None
        self.go_live()

    def state(self) -> object:
        view = self.surface.view
        solid = float(view.solid.get_value())
        return self.playhead.position, view.pose, solid, self.is_covered

    def depict(self) -> None:
        """Bring everything up to the playhead and the camera."""
        position, pose = self.playhead.position, self.surface.view.pose
        solid = float(self.surface.view.solid.get_value())
        if solid != self.solid:
            self.solid, seen = solid, solid * (not self.quiet)
            self.shadow.set_stroke(opacity=SHADOW * seen)
            self.foot.set_fill(opacity=SHADOW * seen).set_stroke(opacity=0, background=True)
            self.drop.set_stroke(opacity=seen).set_stroke(opacity=seen, background=True)
            self.line.set_stroke(width=self.thick * (WIDTH + solid * (TUBE - WIDTH)))
            if not self.quiet:
                rimmed(self.line, self.surface.theme)
            self.gleam.set_stroke(opacity=seen)
        here = self.surface.relief.drape(along(self.record, position))
        starts, ends = self.route.until(position, here)
        top = here.at(pose.rise) if self.route.window.holds(here.ground) else None
        self.marker.stand(top)
        foot = None if self.is_covered else top
        self.foot.stand(None if foot is None else here.ground)
        horizon = self.surface.horizon
        _put(self.line, horizon, starts.at(pose.rise), ends.at(pose.rise), on_top=True)
        self.gleam.set_points(self.line.points)
        _put(self.shadow, horizon, starts.ground, ends.ground)
        _put(self.drop, horizon, *_dots(foot, here.ground, FOOT / (pose.zoom * pose.tilt[1])))

    @property
    def here(self) -> Array:
        """Where the run is now: its parameters (2,)."""
        return along(self.record, self.playhead.position)

    @property
    def is_covered(self) -> bool:
        """Whether one drawn over it is at the same place, whose drop line is enough for both."""
        here = self.here
        return any(np.allclose(here, other, rtol=0, atol=1e-9) for other in self.above())

    def claims(self) -> list[Claim]:
        """That marker, path, drop line and shadow are where the record is on the surface.

        Each is cut off where it is hidden, and the record where it leaves the surface's rectangle.
        """
        sight = Sight(self.surface.relief, self.surface.view.pose)
        so_far = passed(self.record, self.playhead)
        here = so_far[-1]
        points = np.stack([sight.over(here), sight.below(here)])
        seen = int(sight.shows(here))
        claims = [placed("current point", self.marker.centres, points[:seen])]
        ways = between(so_far)
        finite = np.isfinite(ways).all(axis=(1, 2))
        fine = ways[finite, :1] + FINE[:, None] * (ways[finite, 1:] - ways[finite, :1])
        bent = lies_on("path", self.line, polyline(sight.over(fine.reshape(-1, 2))))
        claims += [replace(claim, slack=SAG) for claim in bent]
        if visible(self.foot):
            claims.append(placed("foot", self.foot.centres, points[1:]))
        if visible(self.drop):
            claims += lies_on("drop", self.drop, polyline(points))
        if visible(self.shadow):
            claims += lies_on("shadow", self.shadow, polyline(sight.below(so_far)))
        return claims


class Route:
    """A record as short segments on a relief, cut off where it leaves the relief's rectangle.

    Parameters
    ----------
    relief
        The segments lie on it.
    record
        Parameters (T+1, 2).
    """

    def __init__(self, relief: Relief, record: Array) -> None:
        width, depth = relief.sides / 2
        self.window = Box(-width, width, -depth, depth)
        finite = np.isfinite(record).all(axis=1)
        record = record if finite.all() else record[: np.argmin(finite)]
        ground = relief.ground(record)
        inside = self.window.holds(ground)
        places = [
            self._places(step, ground)
            for step in range(len(ground) - 1)
            if inside[step] or inside[step + 1]
        ]
        none = np.zeros((0, 2))  # step and part of it
        starts = np.concatenate([none, *(place[:-1] for place in places)])
        ends = np.concatenate([none, *(place[1:] for place in places)])
        self.starts_at, self.ends_at = starts.sum(axis=1), ends.sum(axis=1)
        self.starts, self.ends = (relief.drape(_between(record, *at.T)) for at in (starts, ends))

    def until(self, position: float, here: Draped) -> tuple[Draped, Draped]:
        """Starts and ends of the segments up to a place along the record, whose point is given."""
        done = int(np.searchsorted(self.ends_at, position, side="right"))
        if done == len(self.ends_at) or self.starts_at[done] >= position:
            return _first(self.starts, done), _first(self.ends, done)
        ends = _first(self.ends, done + 1)
        ends.ground[-1], ends.climb[-1] = here.ground, here.climb
        return _first(self.starts, done + 1), ends

    def _places(self, step: int, ground: Array) -> Array:
        """Where a step is cut (n, 2): the step, and the part of it that is done."""
        start, end = ground[step], ground[step + 1]
        enter, leave = (float(at[0]) for at in crossing(start[None], end[None], self.window))
        length = np.linalg.norm(np.clip((leave - enter) * (end - start), -99, 99))
        parts = np.linspace(enter, leave, 2 + int(length / PIECE))
        return np.column_stack([np.full(len(parts), float(step)), parts])


def _between(record: Array, steps: Array, parts: Array) -> Array:
    """Parameters (n, 2) some parts into some steps."""
    first = steps.astype(np.intp)
    last = np.minimum(first + 1, len(record) - 1)
    return np.asarray(record[first] + parts[:, None] * (record[last] - record[first]))


def _first(draped: Draped, count: int) -> Draped:
    return Draped(draped.ground[:count].copy(), draped.climb[:count].copy())


def _dots(top: Array | None, foot: Array, clear: float) -> tuple[Array, Array]:
    """Dots of a drop line as segments, from the surface down to so far over the ground."""
    if top is None:
        return np.zeros((0, 3)), np.zeros((0, 3))
    depth = np.arange(0, top[2] - foot[2] - clear - DOT, 2 * DOT)[:, None]
    return top - depth * (0, 0, 1), top - (depth + DOT) * (0, 0, 1)


def _put(
    line: VMobject, horizon: Horizon, starts: Array, ends: Array, *, on_top: bool = False
) -> None:
    """Let a line show what is visible of segments in space."""
    starts, ends, _ = horizon.cut(starts, ends, on_top=on_top)
    line.set_points(from_segments(horizon.pose.show(starts), horizon.pose.show(ends)))


def _stroke(color: str, width: float) -> VMobject:
    line = VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
    return line.set_stroke(color, width=width)


def _paler(color: str) -> str:
    return interpolate_color(ManimColor(color), ManimColor("#FFFFFF"), PALER).to_hex()
