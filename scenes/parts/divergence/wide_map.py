"""The map of the lesson divergence, which zooms out after a run that leaves its valley."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim, Meaning, read_off
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.rims import THIN_RIM, rimmed
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, evened
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.curves import guide
from scenes.kit.panels.landscape import Landscape
from scenes.kit.panels.level_values import LevelValues, clear_of_path
from scenes.kit.panels.zoom import LEAST, ZoomPlane
from scenes.kit.time.live import Live
from scenes.parts.divergence.rated_run import RatedRun

HALF = 11.0  # data units from the minimum to the ends of the cuts
ROUND, BEHIND = 1.15, 4.0  # of a start's distance, that is seen; data units seen on its other side
WITHIN = 0.9  # of the way from the minimum to an edge, up to which a run may come
SPACINGS = (5.0, 4.0, 6.0)  # of ticks; each may be halved and doubled
WIDEST = 4.0  # the widest view is 2^4 times as wide
FRAME, BEGUN = 2.5, 0.05  # stroke of the frame of the former view; doublings from which on it is
BAND = 0.3  # scene units on either side of the run that leaves, which values keep clear of
EDGE = 0.12  # and from the edges of the map
LEVELS = log_levels(1, 2.0 ** (10 + 2 * WIDEST), 19)  # each twice the last, for the widest view


def zoom_panel(
    box: Box, minimum: NDArray[np.float64], start: NDArray[np.float64], theme: Theme
) -> ZoomPlane:
    """Parameter space about the way from a start (2,) to the minimum (2,), able to zoom out.

    It is on one scale, and reaches as far across the valley as along it.
    """
    (w, b), (aside, along) = map(float, minimum), map(float, start - minimum)
    wide, near = ROUND * abs(aside), max(ROUND * abs(along), BEHIND)
    ends = (-near, BEHIND) if along < 0 else (-BEHIND, near)
    across, up = Axis(w - wide, w + wide, "$w$"), Axis(b + ends[0], b + ends[1], "$b$")
    axes = evened(across, up, box)
    unit = Plane(box, *axes, theme).units[0]
    return ZoomPlane(box, *axes, theme, pivot=(w, b), spacing=tick_spacing(float(unit)))


def tick_spacing(unit: float) -> float:
    """Data units between ticks, the finest of them as far apart as can be.

    ``unit`` is how many scene units one data unit is.
    """
    spacings = np.array(SPACINGS)
    finest = spacings * unit * 2.0 ** np.ceil(np.log2(LEAST / (spacings * unit)))
    return float(spacings[finest.argmax()])


def zooms(plane: ZoomPlane, run: Trajectory) -> NDArray[np.float64]:
    """How far the view is zoomed out at each step (T+1,), to hold the iterate that follows."""
    away = run.thetas - plane.pivot
    low, high = np.array([[plane.x.low, plane.y.low], [plane.x.high, plane.y.high]]) - plane.pivot
    used = (away / np.where(away < 0, low, high)).max(axis=1)
    farthest = np.maximum.accumulate(np.append(used[1:], used[-1]))
    found = np.clip(np.log2(np.maximum(farthest / WITHIN, 1)), 0, WIDEST)
    found[0] = 0  # the beat begins on the frame on which the last one ended
    return found


def valley_map(plane: ZoomPlane, problem: LeastSquares, runs: Iterable[Trajectory]) -> Landscape:
    """Contours, minimum and the values of three levels, clear of the runs and of the upright cut.

    The contours follow the zoom.
    """
    paths = [clear_of_path(plane, run.thetas) for run in runs]
    cut = problem.minimizers[0] + HALF * np.array([[0, -1], [0, 1]])
    landscape = Landscape(Contours(plane, problem, LEVELS, shown=11, cells=120), problem)
    return landscape.with_values([*paths, clear_of_path(plane, cut, 0), edges(plane)])


def edges(plane: ZoomPlane) -> tuple[NDArray[np.float64], float]:
    """The upper and the lower edge of a map, which values keep clear of."""
    box = plane.inner
    across = np.linspace(box.left, box.right, 200)
    sides = [np.stack(np.broadcast_arrays(across, y, 0), axis=1) for y in (box.bottom, box.top)]
    return np.concatenate(sides), EDGE


def widened(
    plane: ZoomPlane, landscape: Landscape, leaving: RatedRun
) -> tuple[LevelValues, FormerView]:
    """Let the map widen with a run that leaves: the values it ends on, the frame it began with."""
    run, playhead = leaving.views.trajectory, leaving.playhead
    widths = zooms(plane, run)
    steps, former = np.arange(len(widths)), FormerView(plane)
    plane.zoom = lambda: float(widths[-1])
    landscape.contours.refresh()
    values = LevelValues(landscape.contours, [clear_of_path(plane, run.thetas, BAND), edges(plane)])
    plane.zoom = lambda: float(np.interp(playhead.now, steps, widths))
    landscape.contours.refresh()
    values.refresh()
    return values, former


def walls(plane: ZoomPlane, start: NDArray[np.float64]) -> VGroup:
    """Two upright lines over the closest view, as far from the floor as a start (2,)."""
    w, aside = plane.pivot[0], abs(float(start[0] - plane.pivot[0]))
    ends = plane.y.low, plane.y.high
    sides = (np.stack(np.broadcast_arrays(w + way * aside, ends), axis=1) for way in (-1, 1))
    return VGroup(*(guide(plane, side, role="text") for side in sides))


class FormerView(Live, VMobject):
    """The frame of what was seen before the view was zoomed out; none before that."""

    def __init__(self, plane: ZoomPlane) -> None:
        super().__init__(joint_type=LineJointType.MITER)
        self.set_stroke(plane.theme.text, width=FRAME)
        rimmed(self, plane.theme, THIN_RIM)
        left, right, low, high = plane.window
        self.corners = np.array([[left, low], [right, low], [right, high], [left, high]])
        self.plane = plane
        self.meaning = Meaning("line", "text", name="former view")
        self.go_live()

    def state(self) -> object:
        return self.plane.zoomed

    def depict(self) -> None:
        """Shrink with what it held."""
        shown = polygon(self.plane.to_scene(self.corners))
        self.set_points(shown if self.plane.zoomed > BEGUN else shown[:0])

    def claims(self) -> list[Claim]:
        """That its corners are those of the first window, once that is no longer all of it."""
        true = self.corners[: 4 * (self.plane.zoomed > BEGUN)]
        return [read_off("former view", self.plane.data, self.points[::4], true)]
