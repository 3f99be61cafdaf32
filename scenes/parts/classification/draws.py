"""Where other draws of the points put the boundary, side by side."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Logistic, datasets
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import guide
from scenes.parts.classification.labels import EDGE
from scenes.parts.classification.logistic_views import boundary

DRAWS = 8  # other draws of the points
MARGIN = 0.35  # of their range, that the panel shows on either side
FOUND = 0.82  # of the panel's height, at which these points' own boundary stands
HIGHEST, LOWEST = 0.66, 0.08  # the same of the others


def other_edges(points: int, seed: int) -> NDArray[np.float64]:
    """Where the best boundary is for as many points of other draws, those with seeds 0, 1, …

    A draw whose labels a boundary separates without error has no best one and is left out.
    """
    seeds = [other for other in range(DRAWS + 1) if other != seed][:DRAWS]
    draws = [datasets.labelled_line(points, other) for other in seeds]
    found = [Logistic(draw.x, draw.y, clip=0).minimizers for draw in draws]
    return np.asarray(boundary(np.concatenate(found)))


class Draws:
    """A panel of boundaries: these points' own, those of other draws, and where noise has no part.

    Attributes
    ----------
    panel
        With the dotted line at 2/3.
    found, others
        This run's boundary with its number; those of the other draws, one mark each.
    """

    def __init__(
        self, box: Box, found: float, others: NDArray[np.float64], name: str, theme: Theme
    ) -> None:
        all_edges = np.array([found, EDGE, *others])
        low, high = all_edges.min(), all_edges.max()
        margin = MARGIN * (high - low)
        across = Axis(float(low - margin), float(high + margin), name)
        plane = Plane(box, across, Axis(0, 1, ticks=()), theme)
        line = guide(plane, [(EDGE, 0), (EDGE, 1)], role="muted")
        fraction = Text("$2\\/3$", theme, role="muted", halo=True, shows=(2, 3))
        fraction.put(left=plane.at(EDGE, 1)[0] + 0.12, baseline=plane.at(EDGE, 1)[1] - 0.2)
        self.panel = VGroup(plane, line, fraction)
        here = plane.at(found, FOUND)
        number = Number(found, theme, write=fixed(3), role="batch").put(here + (0.22, -0.09, 0))
        self.found = VGroup(Marks(here[None], theme, "batch"), number)
        heights = np.linspace(HIGHEST, LOWEST, len(others))
        marks = [
            Marks(place[None], theme, "batch", outlined=True) for place in plane.at(others, heights)
        ]
        self.others = VGroup(*marks)
