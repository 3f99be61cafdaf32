"""The ground of a race: a landscape as a map, and in space if it has no lowest point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore.typeset import typst_name
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import BOTTOM, LEFT, RIGHT, TOP, Axis, Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.problems.valley import landscape, one_scale
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.surface.view import FROM_ABOVE, View
from scenes.kit.time.playhead import Playhead
from scenes.parts.optimizer_race.race import Entry
from scenes.parts.optimizer_race.trials import Course

FALL = 8  # contours of a landscape without a lowest point, on each side of 0
Points = NDArray[np.float64]
Runner = Trace | SurfaceTrace
Loudness = Literal["over", "under", "quiet"]  # of a path, and its marker
WIDEST, HIGHEST = 1.45, 1.7  # of such a map, its width over its height, and the other way
LEAST = 1.2  # half the side of a square without a lowest point
TALL, GAP = 0.56, 0.02  # of the surface, and from the ground under it, in sides of that
WIDE, THIN = 6.5, 5.5  # stroke width of a path, and of one on a small map
UNDER = 11.0  # of the path of one who is looked at, but not first: it shows on both sides
MARKER, THICK = 1.5 * RADIUS, 1.6  # of who is looked at; times a path's width on a surface
QUIET: dict[str, Any] = {"width": 2.5, "opacity": 0.35}  # stroke of one that is not looked at
PLAIN: dict[str, Any] = {"numbers": (False, False), "left": 0.15}  # of a small map


class Ground(VGroup):
    """A course's panel with contours, stars at its minima, and a ring round the start.

    Parameters
    ----------
    box
        Everything that it may cover.
    course
        The landscape and the start.
    entries
        Who runs here.
    ratio
        Of the heights of two neighbouring contours over the lowest point.
    small
        Whether it is one of several maps, without numbers, and flat.
    shown
        Runs for which there is room; for all, if none are given.

    A landscape without a lowest point is a square around the origin, and has a ``surface`` that
    ``view`` shows flat at first.
    """

    def __init__(
        self,
        box: Box,
        course: Course,
        entries: tuple[Entry, ...],
        ratio: float,
        theme: Theme,
        *,
        small: bool = False,
        shown: Sequence[Entry] = (),
    ) -> None:
        self.box, self.course, self.theme, self.small = box, course, theme, small
        across, up = course.problem.names
        self.names = f"${typst_name(across)}$", f"${typst_name(up)}$"
        endless = not len(course.problem.minimizers)
        self.falls = endless and not small
        runs = np.concatenate([entry.run.thetas for entry in shown or entries])
        reach = np.stack([np.nanmin(runs, axis=0), np.nanmax(runs, axis=0)])
        stars: list[VGroup | Marks] = []
        if endless:
            self.map = self._endless(reach)
            self.contours = Contours(self.map, course.problem, _levels())
        else:
            self.map = self._fitted(reach)
            ground = landscape(self.map, course.problem, lines=11, ratio=ratio)
            self.contours = ground.contours
            stars.append(ground.star)
        start = self.map.to_scene(course.start)
        ring = Marks(start, theme, "text", radius=1.6 * RADIUS, outlined=True)
        self.marks = VGroup(*stars, ring)
        super().__init__(self.map, self.contours, self.marks)
        if self.falls:
            self._lift()

    def _lift(self) -> None:
        self.view = View(*FROM_ABOVE, center=self.map.inner.center, rise=0, solid=0)
        window = np.array(self.map.window).reshape(2, 2)
        x, y = (np.linspace(low, high, 21) for low, high in window)
        values = self.course.problem.value(np.stack(np.meshgrid(x, y), axis=-1))
        ends = float(np.floor(values.min())), float(np.ceil(values.max()))
        height = Axis(*ends, "$L$", ticks=(ends[0], 0, ends[1]))
        side = min(self.map.inner.height, self.map.inner.width)
        relief = Relief(self.map, self.course.problem, height, tall=TALL * side, gap=GAP * side)
        self.surface = Surface(relief, _levels(), self.view)

    def runner(self, entry: Entry, playhead: Playhead, *, loud: Loudness = "over") -> Runner:
        """The path of one who runs here; "under" is one on which the winner's may lie."""
        record, role, quiet = entry.run.thetas, entry.role, loud == "quiet"
        look: dict[str, Any] = {"role": role, "radius": RADIUS if quiet else MARKER}
        if self.falls:
            look |= {"thick": 1.0 if quiet else THICK, "quiet": quiet}
            return SurfaceTrace(self.surface, record, playhead, **look)
        width = THIN if self.small else UNDER if loud == "under" else WIDE
        trace = Trace(self.map, record, playhead, width=width, **look)
        return receded(trace) if quiet else trace

    def edges(self, entries: tuple[Entry, ...], runners: Sequence[VGroup]) -> VGroup:
        """Where paths leave the map; on a surface, they end at its border."""
        traces = [runner for runner in runners if isinstance(runner, Trace)]
        arrows = VGroup()
        for trace, entry in zip(runners, entries, strict=True):
            if isinstance(trace, Trace):
                arrows.add(EdgeArrow(trace, entry.run.values, among=[*traces, *arrows]))
        return arrows

    def stack(self, runners: Sequence[VGroup]) -> None:
        """Tell runners on a surface, given from the bottom up, who is drawn over them."""
        climbers = [runner for runner in runners if isinstance(runner, SurfaceTrace)]
        for place, climber in enumerate(climbers, 1):
            climber.above = _places(climbers[place:])
            climber.refresh()

    def _endless(self, reach: Points) -> Plane:
        """A window round the origin, as wide as the box, but not much wider or higher than that."""
        half = float(np.clip(np.abs(reach).max() * 1.05, LEAST, 4))
        corners = half * np.array([[-1.0, -1.0], [1.0, 1.0]])
        if self.small:
            return one_scale(self.box, corners, self.theme, **PLAIN)
        room = self.box.inset(LEFT, RIGHT, BOTTOM, TOP)
        across = max(0.0, room.width - WIDEST * room.height) / 2
        up = max(0.0, room.height - HIGHEST * room.width) / 2
        box = self.box.inset(across, across, up, up)
        return one_scale(box, corners, self.theme, names=self.names)

    def _fitted(self, reach: Points) -> Plane:
        near = np.stack([self.course.start, *self.course.problem.minimizers])
        spare = np.ptp(near, axis=0).max()
        low = np.clip(reach[0], near.min(axis=0) - spare, near.min(axis=0))
        high = np.clip(reach[1], near.max(axis=0), near.max(axis=0) + spare)
        look: dict[str, Any] = PLAIN if self.small else {"names": self.names}
        return one_scale(self.box, np.stack([low, high]), self.theme, **look)


def _levels() -> Points:
    """Heights of the contours of a landscape that falls without end: none at 0, its ridge."""
    above = np.arange(1, FALL + 1) / 2
    return np.concatenate([-above[::-1], above])


def _places(climbers: Sequence[SurfaceTrace]) -> Callable[[], list[Points]]:
    """Reads where they are now."""
    return lambda: [climber.here for climber in climbers]


def receded(trace: Trace) -> Trace:
    """A run on a map, made thin, pale and rimless: it is not looked at."""
    trace.line.set_stroke(**QUIET).set_stroke(width=0, background=True)
    trace.marker.set_fill(opacity=QUIET["opacity"]).set_stroke(opacity=0, background=True)
    for part in (trace.line, trace.marker):
        mean(part, Meaning("landscape"))
    return trace
