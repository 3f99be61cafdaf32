"""The surface once more, from the side, beside the map that it is from above."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import ABOVE_PATHS, STAR
from scenes.kit.surface.marks import SurfaceMark
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.surface.view import View
from scenes.kit.time.playhead import Playhead

THICK = {"batch": 4.2, "stochastic": 1.3}  # times the width of a path
SHADE = 1.2  # of a shadow, likewise
SMALLER = 0.7  # radius of the star, to that on the large one


class Beside(VGroup):
    """A surface with its runs, as a camera at the side sees it.

    Parameters
    ----------
    surface
        The large one.
    runs, playheads, roles
        By a key of each run.
    box
        That it fills.
    azimuth, elevation
        Of the camera, in degrees.
    """

    def __init__(
        self,
        surface: Surface,
        runs: Mapping[str, Trajectory],
        playheads: Mapping[str, Playhead],
        roles: Mapping[str, str],
        box: Box,
        azimuth: float,
        elevation: float,
    ) -> None:
        relief = surface.relief
        angle, across = np.radians(elevation), float(np.hypot(*relief.sides))
        tall = 2 * float(np.sin(angle) * across / 2 - np.cos(angle) * relief.floor)
        zoom = min(box.width / across, box.height / tall)
        small = Surface(
            relief, surface.levels, View(azimuth, elevation, zoom=zoom, center=box.center)
        )
        super().__init__(
            small, *stars(small, SMALLER * STAR), *paths(small, runs, playheads, roles)
        )


def stars(surface: Surface, radius: float) -> VGroup:
    """A star at each minimum of a surface's problem."""
    minima = surface.relief.problem.minimizers
    return VGroup(*(SurfaceMark(surface, at, role="minimum", radius=radius) for at in minima))


def paths(
    surface: Surface,
    runs: Mapping[str, Trajectory],
    playheads: Mapping[str, Playhead],
    roles: Mapping[str, str],
) -> VGroup:
    """Some runs on a surface, each marker over the paths of all.

    Runs of several roles set out along one way: the first of them are thicker, to be seen below.
    """
    made = VGroup()
    for key, run in runs.items():
        thick = THICK.get(key, 1.0)
        trace = SurfaceTrace(
            surface,
            run.thetas,
            playheads[key],
            role=roles[key],
            thick=thick,
            shade=SHADE / thick**0.5,
        )
        trace.marker.set_z_index(ABOVE_PATHS)
        made.add(trace)
    return made
