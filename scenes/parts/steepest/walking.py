"""The pictures of many small steps and of a few long ones, on the map and in space."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import ABOVE_PATHS, RADIUS, Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
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
TOLD = 40  # size of what is told of a run
ROWS = 1.25  # height of the two lines over the surface
FIRST, NEXT = 0.35, 0.5  # from their top to the first baseline, and on to the second
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
    traces, edge
        On the map; where the long steps leave it.
    surface, axes, flow, jumps
        The landscape in space, and the small steps and the long ones on it.
    rows
        Of each run: its number of steps and its rate.
    """

    def __init__(
        self, plane: Plane, box: Box, ground: Ground, place: NDArray[np.float64], words: Words
    ) -> None:
        theme = plane.theme
        self.small, self.long = walks(ground.problem, place, ground.rate)
        hops = HopPlayhead(np.ones(self.long.steps, dtype=bool), staged=0)
        self.playheads = (Playhead(self.small.steps, staged=0), hops)
        pale = theme.rates[0]
        path = Trace(plane, self.small.thetas, self.playheads[0])
        jumps = Trace(
            plane,
            self.long.thetas,
            hops,
            dots=True,
            dash=DASH,
            color=pale,
            shape="circle",
            flies=True,
        )
        self.traces = (path, jumps)
        self.edge = EdgeArrow(jumps, self.long.values, among=[path])
        whole = ground.map(square_of(plane.box), theme)
        below = (box.columns([1, 1])[1] if box.wide else box.inset(top=ROWS)).inset(bottom=BELOW)
        self.surface = space(whole, below, ground.problem, ground.levels(), HEIGHT)
        self.axes = SurfaceAxes(self.surface)
        self.flow = SurfaceTrace(self.surface, self.small.thetas, self.playheads[0])
        self.jumps = SurfaceTrace(self.surface, self.long.thetas, hops, color=pale)
        for run in (self.flow, self.jumps):
            run.marker.set_z_index(ABOVE_PATHS)
        inks = (theme.roles()["batch"], pale)
        self.rows = tuple(
            row(run, rate, box, number, ink, words, plane)
            for number, (run, rate, ink) in enumerate(
                zip((self.small, self.long), rates_of(ground), inks, strict=True)
            )
        )


def rates_of(ground: Ground) -> tuple[float, float]:
    """Of the small steps and of the long ones."""
    return ground.rate, LONGER * ground.rate


def row(
    run: Trajectory, rate: float, box: Box, number: int, ink: str, words: Words, plane: Plane
) -> VGroup:
    """A marker, and what is told of a run."""
    base = box.top - FIRST - number * NEXT
    body = words["walked"].format(steps=run.steps, rate=plain(rate))
    text = Text(body, plane.theme, size=TOLD, color=ink, shows=[run.steps, rate])
    marker = Marks(np.array([[box.left + 0.1, base + 0.1, 0]]), plane.theme, "batch", color=ink)
    return VGroup(marker, text.put(left=box.left + 0.1 + 2.5 * RADIUS, baseline=base))
