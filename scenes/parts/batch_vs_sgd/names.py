"""Names of runs beside where their paths end on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import spread
from scenes.kit.runs.edge import LENGTH
from scenes.kit.runs.origin import origin_of

BESIDE, TOGETHER = 0.35, 1.5  # from an end to its name; between ends named in one column
BEYOND = 0.3  # the panel's box, as far as names may reach
LOWERED = 0.45  # the name that stands lower
PITCH, SECOND = 0.84, 0.46  # between names of two lines; from the first line to below the second
Across = NDArray[np.float64]


def run_names(
    plane: Plane,
    runs: Mapping[str, Trajectory],
    rates: Mapping[str, float],
    words: Words,
    right: float,
) -> VGroup:
    """The name of each run and its rate beside where its path ends, on the map."""
    ends = np.stack([run.thetas[-1] for run in runs.values()])
    names = [
        Text(
            f"{words[role]} \\ $eta = {plain(rates[role])}$",
            plane.theme,
            role=role,
            halo=True,
            shows=origin_of(run)[-1:],
        )
        for role, run in runs.items()
    ]
    lowered = list(runs).index("batch")  # below the corner of the mini-batch path
    return beside_ends(plane, ends, names, lowered, right)


def beside_ends(
    plane: Plane, ends: NDArray[np.float64], names: Sequence[Text], lowered: int, right: float
) -> VGroup:
    """Put names of two lines beside the ends (n, 2) of paths, clear of one another and on the map.

    Parameters
    ----------
    lowered
        Which name stands lower than its end.
    right
        Scene x where the panel's box ends.
    """
    inner = plane.inner
    places = plane.to_scene(ends)
    gaps = np.where(inner.holds(places), BESIDE, BESIDE + LENGTH)  # outside, its arrow is there
    places = np.clip(places, (inner.left, inner.bottom, 0), (inner.right, inner.top, 0))
    heights = places[:, 1] - 0.09
    heights[lowered] -= LOWERED
    heights = spread(heights, PITCH, inner.bottom + SECOND + 0.1, inner.top - 0.3)
    widths = np.array([name.width for name in names])
    sides = left_ends(places[:, 0], gaps, widths, inner.left, right + BEYOND)
    for name, x, y in zip(names, sides, heights, strict=True):
        name.put(left=x, baseline=y)
    return VGroup(*names)


def left_ends(ends: Across, gaps: Across, widths: Across, low: float, high: float) -> Across:
    """Left ends of names beside some ends: in one column if these are close together."""
    right, left = ends + gaps, ends - gaps - widths
    if np.ptp(ends) <= TOGETHER:
        column = np.full(len(ends), right.max())
        return column if (column + widths).max() <= high else (ends - gaps).min() - widths
    outwards = np.where(ends > ends.mean(), right, left)
    room = (outwards >= low) & (outwards + widths <= high)
    return np.where(room, outwards, np.where(outwards == left, right, left))
