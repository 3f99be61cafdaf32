"""The goal from near: the ring in which the loss is at or under the target, round a minimum."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import sampled
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.level_sets import level_sets, passes
from scenes.parts.optimizer_race.trials import Course

Points = NDArray[np.float64]
SIDE = np.linspace(-1, 1, 33)  # places along each side of a square, in halves of it
FIRST, GROWN = 1e-3, 1.1  # of the way from the start: the first square's half; the next one's times
CELLS = 300  # of the grid along each side on which the ring is found, where it has no closed form
RING = 5.0  # stroke width
SAMPLES = 16  # places of the ring that are claimed


class Goal(NamedTuple):
    """The least square, (2,) in the middle and half a side, whose border is above the target."""

    middle: Points
    half: float

    def corners(self, times: float) -> Points:
        """Lower left and upper right (2, 2) of a square so many times as large."""
        return self.middle + self.half * times * np.array([[-1.0], [1.0]])


def goal_of(course: Course, near: Points) -> Goal:
    """The goal round the minimum that is nearest to a place (2,)."""
    minima = np.asarray(course.problem.minimizers, dtype=float)
    middle = minima[np.linalg.norm(minima - near, axis=1).argmin()]
    whole = float(np.linalg.norm(middle - course.start))
    half = FIRST * whole
    while half < whole and not _is_above(course, _border(middle, half)):
        half *= GROWN
    return Goal(middle, half)


class GoalRing(VMobject):
    """The line on which the loss is the target, over a panel."""

    def __init__(self, plane: Plane, problem: Problem, target: float) -> None:
        super().__init__(stroke_color=plane.theme.text, stroke_width=RING, fill_opacity=0)
        self.plane, self.problem, self.level = plane, problem, target
        mean(self, Meaning("landscape", name="goal"))
        self.set_points(level_sets(plane, problem, CELLS).lines(np.array([target]))[0])

    def claims(self) -> list[Claim]:
        """That where it is read the loss is the target, to a cell of its grid."""
        if not len(self.points):
            return []
        points = sampled(self.points, SAMPLES)
        levels = np.full(len(points), self.level)
        return [passes("goal", self.plane, points, levels, self.problem, CELLS)]


def _border(middle: Points, half: float) -> Points:
    """Places (n, 2) along the border of a square."""
    one = np.ones_like(SIDE)
    sides = [(SIDE, -one), (SIDE, one), (-one, SIDE), (one, SIDE)]
    return np.asarray(middle + half * np.concatenate([np.stack(side, axis=1) for side in sides]))


def _is_above(course: Course, places: Points) -> bool:
    """Whether the loss is nowhere at or under the target."""
    with np.errstate(all="ignore"):
        return not (course.problem.value(places) <= course.target).any()
