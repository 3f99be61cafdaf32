"""The valley on its three panels: the whole map, the first steps from near, and a lane."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from manim import smooth, squish_rate_func
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import BOTTOM, Plane
from scenes.kit.panels.minimum import moving_star
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.kit.problems.valley import levels_on, one_scale
from scenes.parts.momentum.moving import MovingContours, MovingPanel

NEAR, WHOLE, LANE = range(3)  # stops of the ground
UNDER = -1  # z-index of the other two lanes, which come out from under it
MOVING = 0.1, 0.85  # part of a change in which it moves
MARKED = 0.27  # of a marker, from its middle
APART, WORDS = 0.12, 0.55  # between two lanes; room for the words over each
Path = NDArray[np.float64]


class Boxes(NamedTuple):
    """Map over plot; the first steps beside their sum, or over it; lanes beside their plot.

    ``whole`` is where two curves are compared.
    """

    map: Box
    plot: Box
    near: Box
    sums: Box
    lanes: Box
    beside_lanes: Box
    whole: Box


class Ground:
    """The valley, its axes on each panel, and what moves between them.

    Parameters
    ----------
    reach, first, lanes
        Places (n, 2) that the map, the close-up and each lane have to show.
    names
        Of both axes.

    Attributes
    ----------
    map, near, lanes
        The panels, with their axes.
    moving
        Contours, star and paths are on it; it begins on the map, and may go into the last lane.
    contours, star
        On the moving panel.
    others
        The same of the other two lanes, each under the moving one but in its lane.
    """

    def __init__(
        self,
        boxes: Boxes,
        problem: Problem,
        places: tuple[Path, Path, Path],
        names: tuple[str, str],
        theme: Theme,
    ) -> None:
        self.problem = problem
        reach, first, runs = places
        self.map = one_scale(boxes.map, reach, theme, names=names)
        self.near = one_scale(boxes.near, first, theme, names=names)
        self.lanes = [lane_in(boxes.lanes, i, runs, names, theme) for i in range(3)]
        stops = self.near, self.map, self.lanes[-1]
        self.moving = MovingPanel(stops, WHOLE)
        self.parts = self.contours, self.star = self.landscape(self.moving)
        self.others = [MovingPanel((*stops[:-1], lane), WHOLE) for lane in self.lanes[:-1]]
        lands = [self.landscape(panel) for panel in self.others]
        self.under = [part.set_z_index(UNDER + i) for land in lands for i, part in enumerate(land)]

    def landscape(self, panel: MovingPanel) -> tuple[MovingContours, MovingMarks]:
        """Contours, as many at each stop, and the star."""
        found = [levels_on(stop, self.problem) for stop in panel.stops]
        lines = len(found[WHOLE])
        levels = np.array([np.geomspace(f[0], f[-1], lines) for f in found])
        return MovingContours(panel, self.problem, levels), moving_star(panel, self.problem)

    def going(self, stop: int) -> list[Any]:
        """Animations that take all of it to a stop; the other lanes come out, or back under it."""
        moving = squish_rate_func(smooth, *MOVING)
        clocks: list[Any] = [panel.where for panel in (self.moving, *self.others)]
        return [clock.animate(rate_func=moving).set_value(stop) for clock in clocks]


def lane_in(lanes: Box, index: int, runs: Path, names: tuple[str, str], theme: Theme) -> Plane:
    """The panel of one of three lanes, one under another; the last has the axis of all."""
    height = (lanes.height - BOTTOM - 3 * WORDS - 2 * APART) / 3
    top = lanes.top - index * (height + APART + WORDS) - WORDS + 0.15
    box = Box(lanes.left, lanes.right, top - 0.15 - height - BOTTOM, top)
    last = index == 2
    up = np.array([0.0, MARKED * float(np.ptp(runs[:, 1])) / height])
    reach = np.concatenate([runs - up, runs + up])  # with markers at the highest and the lowest
    return one_scale(
        box, reach, theme, names=(names[0] if last else "", ""), numbers=(last, False), left=0.15
    )
