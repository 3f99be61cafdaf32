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
WIDEST, HIGHEST = 1.5, 1.7  # of such a map, its width over its height, and the other way
ROOMY = 5.0  # width of a box from which on there are axes round a surface
LEAST = 1.4  # half the side of a square without a lowest point
TALL, GAP = 0.56, 0.1  # of the surface, and from the ground under it, in sides of that
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
        across, up = course.problem.names
        self.names = f"${typst_name(across)}$", f"${typst_name(up)}$"
        endless = not len(course.problem.minimizers)
        self.falls = endless and not small
        runs = np.concatenate([entry.run.thetas for entry in entries])
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
        window = np.array(self.map.window).reshape(2, 2)
        x, y = (np.linspace(low, high, 21) for low, high in window)
        values = self.course.problem.value(np.stack(np.meshgrid(x, y), axis=-1))
        ends = float(np.floor(values.min())), float(np.ceil(values.max()))
        height = Axis(*ends, "$L$", ticks=(ends[0], 0, ends[1]))
        side = min(self.map.inner.height, self.map.inner.width)
        relief = Relief(self.map, self.course.problem, height, tall=TALL * side, gap=GAP * side)
        self.surface = Surface(relief, _levels(), self.view)
        self.space = SurfaceAxes(self.surface) if self.box.width >= ROOMY else VGroup()

    def space_taken(self) -> Points:
        """Points (n, 3) in space that hold the surface and the ground under it."""
        relief = self.surface.relief
        return np.concatenate([relief.corners, relief.lattice().reshape(-1, 3)])

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


def recede(trace: Trace | SurfaceTrace) -> None:
    """Make a run's line on a map thin, pale and rimless: it is not looked at. Its marker stays."""
    if isinstance(trace, Trace):
        trace.line.set_stroke(**QUIET).set_stroke(width=0, background=True)
        mean(trace.line, Meaning("landscape"))
