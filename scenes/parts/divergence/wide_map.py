"""The map of the lesson divergence, which zooms out after a run that leaves its valley."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import LineJointType, VMobject
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim, Meaning, read_off
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.rims import THIN_RIM, rimmed
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, evened
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.landscape import Landscape
from scenes.kit.panels.level_values import LevelValues, clear_of_path, clear_of_text
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.time.live import Live
from scenes.parts.divergence.rated_run import RatedRun

HALF = 11.0  # data units from the minimum to the edge of the closest view
WIDEST = 4.0  # the widest view is 2^4 times as wide
FRAME, BEGUN = 2.5, 0.05  # stroke of the frame of the former view; doublings from which on it is
BAND = 0.3  # scene units on either side of the run that leaves, which values keep clear of
LEVELS = log_levels(1, 2.0 ** (10 + 2 * WIDEST), 19)  # each twice the last, for the widest view


def zoom_panel(box: Box, minimum: NDArray[np.float64], theme: Theme) -> ZoomPlane:
    """Parameter space centred on the minimum (2,), on one scale, able to zoom out."""
    w, b = map(float, minimum)
    across, up = Axis(w - HALF, w + HALF, "$w$"), Axis(b - HALF, b + HALF, "$b$")
    return ZoomPlane(box, *evened(across, up, box), theme, pivot=(w, b))


def zooms(run: Trajectory) -> NDArray[np.float64]:
    """How far the view is zoomed out at each step (T+1,), to hold the iterate that follows."""
    away = np.abs(run.thetas - run.problem.minimizers[0]).max(axis=1)
    farthest = np.maximum.accumulate(np.append(away[1:], away[-1]))
    found = np.clip(np.log2(np.maximum(farthest, 1) / (0.85 * HALF)), 0, WIDEST)
    found[0] = 0  # the beat begins on the frame on which the last one ended
    return found


def valley_map(plane: ZoomPlane, problem: LeastSquares, runs: Iterable[Trajectory]) -> Landscape:
    """Contours, minimum and the values of three levels, clear of the runs and of the upright cut.

    The contours follow the zoom.
    """
    paths = [clear_of_path(plane, run.thetas) for run in runs]
    cut = problem.minimizers[0] + HALF * np.array([[0, -1], [0, 1]])
    landscape = Landscape(Contours(plane, problem, LEVELS, shown=11, cells=120), problem)
    return landscape.with_values([*paths, clear_of_path(plane, cut, 0)])


def widened(
    plane: ZoomPlane, landscape: Landscape, leaving: RatedRun
) -> tuple[LevelValues, FormerView]:
    """Let the map widen with a run that leaves: the values it ends on, the frame it began with."""
    run, playhead = leaving.views.trajectory, leaving.playhead
    widths = zooms(run)
    steps, former = np.arange(len(widths)), FormerView(plane)
    plane.zoom = lambda: float(widths[-1])
    landscape.contours.refresh()
    notes = [clear_of_text(leaving.note)] if leaving.note else []
    values = LevelValues(landscape.contours, [clear_of_path(plane, run.thetas, BAND), *notes])
    plane.zoom = lambda: float(np.interp(playhead.now, steps, widths))
    landscape.contours.refresh()
    values.refresh()
    return values, former


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
        """That its corners are those of the first window."""
        if not len(self.points):
            return []
        return [read_off("former view", self.plane.data, self.points[::4], self.corners)]
