"""The ground of a race: a landscape as a map, and in space if it has no lowest point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

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
from scenes.kit.panels.level_values import clear_of_path
from scenes.kit.problems.valley import landscape, one_scale
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.surface.view import FROM_ABOVE, View
from scenes.kit.time.playhead import Playhead
from scenes.parts.optimizer_race.race import Entry
from scenes.parts.optimizer_race.trials import Course

FALL = 8  # contours of a landscape without a lowest point, on each side of 0
Points = NDArray[np.float64]
WIDE, THIN = 6.0, 4.0  # stroke width of a path, and of one on a small map
QUIET: dict[str, Any] = {"width": 1.5, "opacity": 0.45}  # stroke of one that is not looked at
NO_DOTS = np.zeros((0, 2))
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
        Runs that the panel has room for, as far as they stay near.
    ratio
        Of the heights of two neighbouring contours over the lowest point.
    small
        Whether it is one of several maps, without numbers, and flat.
    dots
        Parameters (n, 2) at which dots will stand: values on its lines keep off them too.

    A landscape without a lowest point is a square around the origin, and has a ``surface`` in
    ``space``, which ``view`` shows flat at first.
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
        dots: Points = NO_DOTS,
    ) -> None:
        self.box, self.course, self.theme, self.small = box, course, theme, small
        self.names = tuple(f"${typst_name(name)}$" for name in course.problem.names)
        endless = not len(course.problem.minimizers)
        self.falls = endless and not small
        runs = np.concatenate([entry.run.thetas for entry in entries])
        reach = np.stack([np.nanmin(runs, axis=0), np.nanmax(runs, axis=0)])
        stars: list[VGroup | Marks] = []
        if endless:
            self.map = self._square(reach)
            self.contours = Contours(self.map, course.problem, _levels())
        else:
            self.map = self._fitted(reach)
            ground = landscape(self.map, course.problem, lines=11, ratio=ratio)
            self.contours = ground.contours
            stars.append(ground.star)
            if not small:
                paths = [clear_of_path(self.map, entry.run.thetas) for entry in entries]
                shown = self.map.to_scene(dots)
                shown = shown[self.map.inner.holds(shown)]
                stars.append(ground.with_values([*paths, (shown, RADIUS)]).values)
        start = self.map.to_scene(course.start)
        ring = Marks(start, theme, "text", radius=1.6 * RADIUS, outlined=True)
        self.marks = VGroup(*stars, ring)
        super().__init__(self.map, self.contours, self.marks)
        if self.falls:
            self._lift()

    def _lift(self) -> None:
        self.view = View(*FROM_ABOVE, center=self.map.inner.center, rise=0, solid=0)
        edge = float(np.ceil(self.map.x.high**2))
        height = Axis(-edge, edge, "$L$", ticks=(-edge, 0, edge))
        self.surface = Surface(Relief(self.map, self.course.problem, height), _levels(), self.view)
        self.space = SurfaceAxes(self.surface)

    def runner(self, entry: Entry, playhead: Playhead) -> Trace | SurfaceTrace:
        """The path of one who runs here."""
        if not self.falls:
            width = THIN if self.small else WIDE
            return Trace(self.map, entry.run.thetas, playhead, role=entry.role, width=width)
        return SurfaceTrace(self.surface, entry.run.thetas, playhead, role=entry.role)

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

    def _square(self, reach: Points) -> Plane:
        half = float(np.clip(np.abs(reach).max() * 1.05, 2, 4))
        if self.small:
            corners = half * np.array([[-1.0, -1.0], [1.0, 1.0]])
            return one_scale(self.box, corners, self.theme, **PLAIN)
        side = min(self.box.height - BOTTOM - TOP, self.box.width - LEFT - RIGHT)
        across = (self.box.width - LEFT - side - RIGHT) / 2
        up = (self.box.height - BOTTOM - side - TOP) / 2
        x, y = (Axis(-half, half, name) for name in self.names)
        return Plane(self.box.inset(across, across, up, up), x, y, self.theme)

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


def recede(trace: Trace | SurfaceTrace) -> None:
    """Make a run's line on a map thin, pale and rimless: it is not looked at. Its marker stays."""
    if isinstance(trace, Trace):
        trace.line.set_stroke(**QUIET).set_stroke(width=0, background=True)
        mean(trace.line, Meaning("landscape"))
