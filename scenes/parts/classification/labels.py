"""Where the labels come from: points around a line, cut at a height, and what is left of it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import graph, guide

THRESHOLD, EDGE = 10.0, 2 / 3  # height above which the label is 1; where y = 3x + 8 reaches it


def provenance(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, ...]:
    """What the stamp says of the points (n,), as they have it: count, line, noise around it."""
    slope, intercept = np.polyfit(x, y, 1)
    return len(x), float(slope), float(intercept), float(np.std(y - slope * x - intercept))


def true_line(heights: Plane) -> VMobject:
    """The line that the points scatter around, from side to side of a panel of heights."""
    ends = np.array([heights.x.low, heights.x.high])
    return graph(heights, ends, 3 * ends + 8, width=2.5)


def threshold(heights: Plane) -> VGroup:
    """The height at which the labels are cut, with its name."""
    cut = guide(heights, [(x, THRESHOLD) for x in (heights.x.low, heights.x.high)], role="text")
    shows = (3 * EDGE + 8,)
    name = Text(f"$y = {plain(THRESHOLD)}$", heights.theme, halo=True, shows=shows)
    baseline = heights.at(0, THRESHOLD)[1] + 0.14
    return VGroup(cut, name.put(left=cut.get_left()[0] + 0.2, baseline=baseline))


def upright(chances: Plane, x: float, role: str) -> VGroup:
    """A dotted line at some x, as high as a panel of probabilities."""
    low, high = chances.y.low, chances.y.high
    return VGroup(guide(chances, [(x, low), (x, high)], role=role))


def noiseless_edge(chances: Plane, found: float) -> VGroup:
    """Where labels without noise would change; its name stays clear of the boundary found."""
    edge = upright(chances, EDGE, "muted")
    shows = Fraction(EDGE).limit_denominator(9).as_integer_ratio()
    name = Text("$2\\/3$", chances.theme, role="muted", halo=True, shows=shows)
    beside = max(EDGE + 0.12, found + 0.1) if found > EDGE else EDGE + 0.12
    return edge.add(name.move_to(chances.at(min(beside, 1.15), 0.25)))
