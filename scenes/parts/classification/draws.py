"""Where other draws of the points put the boundary, side by side."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Logistic, datasets
from scenes.kit.ink.labels import place as place_label
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import guide
from scenes.parts.classification.labels import EDGE
from scenes.parts.classification.logistic_views import boundary

DRAWS = 8  # other draws of the points
MARGIN = 0.45  # of their range, that the panel shows on either side
LARGE, HIGH = 0.16, 4.4  # radius of a mark, in scene units, in a panel that is so high
APART = 2.5  # from one mark to the next, in radii
LOWEST = 0.35  # scene units over the axis, at which the lowest marks stand
OWN = 1.0  # under the panel's top: middle of this run's mark
COUNTED, NAMED, BIG = 2.1, 2.55, 72  # under it: baselines of a count, of its side; a count's size
TIGHT = 3.6  # height of a panel that has no room for that
CLOSE = 0.75, 1.2, 60  # the same in such a panel, where this run's mark is right over the others


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
        This run's boundary with its number, far over all others, as it is not counted with them;
        those of the other draws, one mark each. Where they would lie on one another, they are
        piled up.
    counts
        How many other draws are on either side of 2/3, with the name of the side.
    """

    def __init__(
        self,
        box: Box,
        found: float,
        others: NDArray[np.float64],
        names: tuple[str, str, str],
        theme: Theme,
    ) -> None:
        all_edges = np.array([found, *others])
        low, high = min(all_edges.min(), EDGE), max(all_edges.max(), EDGE)
        margin = MARGIN * (high - low)
        across = Axis(float(low - margin), float(high + margin), names[0])
        plane = Plane(box, across, Axis(0, 1, ticks=()), theme)
        line = guide(plane, [(EDGE, 0), (EDGE, 1)], role="muted")
        fraction = Text("$2\\/3$", theme, size=LABEL, role="muted", halo=True, shows=(2, 3))
        top = plane.at(EDGE, 1)
        self.panel = VGroup(plane, line, fraction.put(center=top[0], baseline=top[1] + 0.12))
        radius = LARGE * min(1.0, plane.inner.height / HIGH)
        places = plane.at(all_edges, 0)
        places[1:] = piled(plane.at(others, 0) + (0, LOWEST, 0), radius)
        tight = plane.inner.height < TIGHT
        over = places[1:, 1].max() + APART * radius
        places[0, 1] = over if tight else plane.inner.top - OWN
        marks = [
            Marks(
                place[None], theme, "text" if index else "batch", radius=radius, outlined=index > 0
            )
            for index, place in enumerate(places)
        ]
        number = Number(found, theme, write=fixed(3), role="batch", size=LOUD + 6, align="center")
        dotted = plane.at(EDGE, np.linspace(0, 1, 50))
        taken = [(places, 1.3 * radius), (dotted, 0.1)]
        room = (number.width, number.height)
        around = [
            places[0] + np.array([side * (radius + 0.15 + room[0] / 2), up, 0])
            for up in np.arange(0, 2, 0.1)
            for side in (-1, 1, 0)
        ]
        center = place_label(room, around, clear_of=taken, inside=plane.inner)
        self.found = VGroup(marks[0], number.put(center - (0, room[1] / 2, 0)))
        self.others = VGroup(*marks[1:])
        self.counts = VGroup()
        counted, named, size = CLOSE if tight else (COUNTED, NAMED, BIG)
        for name, side, ends in (
            (names[1], others < EDGE, (plane.x.low, EDGE)),
            (names[2], others > EDGE, (EDGE, plane.x.high)),
        ):
            center, height = plane.at(float(np.mean(ends)), 1)[:2]
            count = Number(int(side.sum()), theme, write=fixed(0), size=size, align="center")
            text = Text(name, theme, size=LABEL)
            self.counts.add(count.put((center, height - counted, 0)))
            self.counts.add(text.put(center=center, baseline=height - named))


def piled(places: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Scene points (n, 3), in their order, moved up to be apart as marks of a radius."""
    settled: list[NDArray[np.float64]] = []
    for place in places:
        up = place.copy()
        while any(np.linalg.norm(up - other) < 0.999 * APART * radius for other in settled):
            up[1] += APART * radius
        settled.append(up)
    return np.array(settled)
