"""Many small steps down, and a few long ones: how far off straight down they come to lie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import GradientDescent, Problem, Trajectory, descend
from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View

SMALL, LONGER = 30, 10  # small steps; by how much the long ones are longer, and fewer
LOOK = (-70.0, 26.0)  # azimuth and elevation from which the surface is seen
LARGE, TICKS = 1.25, 4  # zoom and numbers of heights, at most
TALL, CLEARANCE = 2.1, 0.5  # of the axis of heights, and over the ground, in scene units
LABELS = 0.9, 0.4  # scene units for labels, left and right of the surface
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
    low, high = float(levels[0] - apart), float(levels[-1] + apart)
    height = Axis(low, high, name, ticks=round_ticks(low, high, TICKS))
    relief = Relief(plane, problem, height, tall=TALL, gap=CLEARANCE)
    points = np.concatenate([relief.lattice().reshape(-1, 3), relief.corners])
    shown = View(*LOOK).pose.seen(points[np.isfinite(points).all(axis=1)])[:, :2]
    low, high = shown.min(axis=0), shown.max(axis=0)
    left, right = LABELS
    room = box.inset(left=left, right=right)
    zoom = min(LARGE, *(np.array([room.width, room.height]) / (high - low)))
    center = room.center - np.append(zoom * (low + high) / 2, 0)
    return Surface(relief, levels, View(*LOOK, zoom=float(zoom), center=center))
