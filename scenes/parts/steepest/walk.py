"""Many small steps down, and a few long ones: how far off straight down they come to lie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import GradientDescent, Problem, Trajectory, descend
from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View

SMALL, LONGER = 30, 10  # small steps; by how much the long ones are longer, and fewer
LOOK = (-70.0, 30.0)  # azimuth and elevation from which the surface is seen
LARGE = 0.94  # zoom at most
TALL, CLEARANCE = 2.6, 0.7  # of the axis of heights, and over the ground, in scene units
Array = NDArray[np.float64]


def walks(problem: Problem, place: Array, rate: float) -> tuple[Trajectory, Trajectory]:
    """Thirty small steps from a place, and three of ten times the rate."""
    small = descend(problem, GradientDescent(rate), place, SMALL)
    long = descend(problem, GradientDescent(LONGER * rate), place, SMALL // LONGER)
    return small, long


def askew(run: Trajectory) -> float:
    """Degrees that a step is off straight down where it ends, at most of all steps."""
    steps = np.diff(run.thetas, axis=0)
    downs = -run.problem.gradient(run.thetas[1:])
    sizes = np.linalg.norm(steps, axis=-1) * np.linalg.norm(downs, axis=-1)
    met = sizes > 0
    cosines = (steps * downs).sum(axis=-1)[met] / sizes[met]
    return float(np.degrees(np.arccos(np.clip(cosines, -1, 1))).max(initial=0.0))


def space(plane: Plane, box: Box, problem: Problem, levels: Array, name: str) -> Surface:
    """The landscape of a map in space, in a box."""
    apart = float(levels[1] - levels[0])
    height = Axis(float(levels[0] - apart), float(levels[-1] + apart), name)
    relief = Relief(plane, problem, height, tall=TALL, gap=CLEARANCE)
    tilt = np.radians(LOOK[1])
    tall = np.sin(tilt) * np.hypot(*relief.sides) + np.cos(tilt) * (relief.tall + relief.gap)
    zoom = min(LARGE, box.height / float(tall), box.width / float(np.hypot(*relief.sides)))
    return Surface(relief, levels, View(*LOOK, zoom=zoom, center=box.center))
