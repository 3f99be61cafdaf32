"""The pictures of many small steps and of a few long ones, on the map and in space."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import ABOVE_PATHS, RADIUS, Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import LABEL, SMALLEST, Text
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.problems.centred_line import square_of
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Dash, Trace
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.playhead import Playhead
from scenes.parts.steepest.grounds import Ground
from scenes.parts.steepest.walk import LONGER, space, walks

DASH: Dash = (0.12, 0.12)  # of the long steps
THICK = 7.0  # stroke width of a path on the map
TOLD = (40, LABEL, SMALLEST)  # sizes of what is told of a run, the first that fits
ROWS = (0.7, 1.25)  # height of what is told in one line over the surface, or in two
FIRST, NEXT, BESIDE = 0.35, 0.5, 0.5  # from the top to a baseline, on to the next; between rows
CLOSE, FINE, MARGIN = 1.0, 0.05, 0.07  # least zoom, steps of it, and of the window round a walk
HEIGHT = "$L$"  # the name of the axis of heights, no word to be read
BELOW = 0.4  # the surface, for the numbers of its axes


class Walking:
    """Both runs from one place, and what is told of them.

    Attributes
    ----------
    small, long
        The runs.
    playheads
        Of the small steps, which flow, and of the long ones, which hop.
    zoom
        Of the map, at which both runs fill it.
    traces, edge
        On the map; where the long steps leave it.
    surface, axes, flow, jumps
        The landscape in space, and the small steps and the long ones on it.
    rows
        Of each run: its number of steps and its rate.
    """

    def __init__(
        self, plane: ZoomPlane, box: Box, ground: Ground, place: NDArray[np.float64], words: Words
    ) -> None:
        theme = plane.theme
        self.small, self.long = walks(ground.problem, place, ground.rate)
        hops = HopPlayhead(np.ones(self.long.steps, dtype=bool), staged=0)
        self.playheads = (Playhead(self.small.steps, staged=0), hops)
        pale = theme.rates[0]
        path = Trace(plane, self.small.thetas, self.playheads[0], width=THICK)
        jumps = Trace(
            plane,
            self.long.thetas,
            hops,
            dots=True,
            dash=DASH,
            color=pale,
            shape="circle",
            flies=True,
            width=THICK,
        )
        self.traces = (path, jumps)
        self.edge = EdgeArrow(jumps, self.long.values, among=[path])
        inks = (theme.roles()["batch"], pale)
        told = list(zip((self.small, self.long), rates_of(ground), inks, strict=True))
        for size in TOLD:
            self.rows = tuple(row(run, rate, ink, words, plane, size) for run, rate, ink in told)
            if max(part.width for part in self.rows) < box.width:
                break
        under = set_in(box, self.rows)
        self.zoom = closest(plane, np.concatenate([self.small.thetas, self.long.thetas]))
        near = ground.near(seen(plane, self.zoom))
        below = (box.columns([1, 1])[1] if box.wide else box.inset(top=under)).inset(bottom=BELOW)
        shown = near.map(square_of(plane.box), theme)
        self.surface = space(shown, below, ground.problem, near.levels_of(ground), HEIGHT)
        self.axes = SurfaceAxes(self.surface)
        self.flow = SurfaceTrace(self.surface, self.small.thetas, self.playheads[0])
        self.jumps = SurfaceTrace(self.surface, self.long.thetas, hops, color=pale)
        for run in (self.flow, self.jumps):
            run.marker.set_z_index(ABOVE_PATHS)


def rates_of(ground: Ground) -> tuple[float, float]:
    """Of the small steps and of the long ones."""
    return ground.rate, LONGER * ground.rate


def seen(plane: ZoomPlane, zoom: float) -> NDArray[np.float64]:
    """Lower and upper end (2, 2) of what a map shows of each parameter at a zoom."""
    ends = np.array([[plane.x.low, plane.x.high], [plane.y.low, plane.y.high]])
    return np.asarray(plane.pivot[:, None] + 2.0**zoom * (ends - plane.pivot[:, None]))


def closest(plane: ZoomPlane, thetas: NDArray[np.float64]) -> float:
    """The zoom at which parameters (n, 2) fill a map; as it is if they do not all lie on it."""
    for zoom in np.arange(CLOSE, plane.zoomed, FINE):
        low, high = seen(plane, float(zoom)).T
        room = MARGIN * (high - low)
        if ((thetas > low + room) & (thetas < high - room)).all():
            return float(zoom)
    return float(plane.zoomed)


def set_in(box: Box, rows: tuple[VGroup, ...]) -> float:
    """Set rows in the top of a box, side by side if they fit in, and tell the height they take."""
    first, second = rows
    one_line = not box.wide and first.width + BESIDE + second.width < box.width
    for part, down, aside in (
        (first, 0.0, 0.0),
        (second, 0.0 if one_line else NEXT, first.width + BESIDE if one_line else 0.0),
    ):
        part.shift((box.left + aside, box.top - FIRST - down, 0))
    return ROWS[not one_line]


def row(run: Trajectory, rate: float, ink: str, words: Words, plane: Plane, size: float) -> VGroup:
    """A marker, and what is told of a run, from the origin to the right."""
    body = words["walked"].format(steps=run.steps, rate=plain(rate))
    text = Text(body, plane.theme, size=size, color=ink, shows=[run.steps, rate])
    marker = Marks(np.array([[0.1, 0.1, 0]]), plane.theme, "batch", color=ink)
    return VGroup(marker, text.put(left=0.1 + 2.5 * RADIUS, baseline=0))
