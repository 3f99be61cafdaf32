"""Where the labels come from: points around a line, cut at a height, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import graph, guide

THRESHOLD, EDGE = 10.0, 2 / 3  # height above which the label is 1; where y = 3x + 8 reaches it
# Of p: half the height in which points of a label are spread, and how far their strip reaches
# beyond. It lies outside 0 to 1, where heights are probabilities.
STRIP, BESIDE = 0.16, 0.04
DEEP = 2 * (STRIP + BESIDE)  # height of a strip
ROWS, STRIDE = 8, 3  # of points in a strip, and from a point to the next in x
TINT = 0.09  # opacity of a strip, behind all that is to be seen
ROOM = 0.3  # scene units on either side of a strip's name
Ends = tuple[float, float]


def provenance(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, ...]:
    """What the stamp says of the points (n,), as they have it: count, line, noise around it."""
    slope, intercept = np.polyfit(x, y, 1)
    return len(x), float(slope), float(intercept), float(np.std(y - slope * x - intercept))


def spread(
    x: NDArray[np.float64], y: NDArray[np.float64], still: Sequence[int] = ()
) -> NDArray[np.float64]:
    """Labels (n,) moved into their strips, so that neighbours in x do not lie together.

    Those in the rows ``still`` stay where they are: at the edge of their strip.
    """
    moved = middle(y)
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        rank = np.argsort(np.argsort(x[rows], kind="stable"))
        moved[rows] += STRIP * (2 * (STRIDE * rank % ROWS) / (ROWS - 1) - 1)
    moved[list(still)] = y[list(still)]
    return moved


def middle(labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Heights (n,) of the middles of the strips of labels: 0 is under p = 0, 1 over p = 1."""
    return np.asarray(labels + (labels - 0.5) * DEEP)


def strips(
    chances: Plane, x: NDArray[np.float64], y: NDArray[np.float64], roles: Sequence[str], name: str
) -> VGroup:
    """Behind the points of each label, the strip in which they are, with its name if it fits.

    ``name`` has a blank for the label.
    """
    made, ends = VGroup(), (chances.x.low, chances.x.high)
    for label, role in enumerate(roles):
        height = float(middle(np.array(float(label))))
        made.add(_tinted(chances, ends, (height - DEEP / 2, height + DEEP / 2), role))
        named = Text(name.format(label=label), chances.theme, role=role, shows=(label,))
        edges = chances.at([ends[0], x[y == label].min(), x[y == label].max(), ends[1]], height)
        rooms = edges[1::2] - edges[::2]
        side = int(rooms[:, 0].argmax())
        if rooms[side, 0] > named.width + 2 * ROOM:
            made.add(named.move_to(edges[2 * side] + rooms[side] / 2))
    return made


def mixed(plane: Plane, x: NDArray[np.float64], y: NDArray[np.float64], name: str) -> VGroup:
    """The band of x in which there are points of both labels, so named; empty if there is none."""
    low = max(float(x[y == label].min()) for label in (0, 1))
    high = min(float(x[y == label].max()) for label in (0, 1))
    if low >= high:
        return VGroup()
    band = _tinted(plane, (low, high), (plane.y.low, plane.y.high), "text")
    text = Text(name, plane.theme, halo=True)
    top = float(band.get_top()[1]) - 0.4
    # The points rise to the right: there is more room on the left.
    return VGroup(band.set_z_index(-1), text.put(right=band.get_right()[0], baseline=top))


def _tinted(plane: Plane, across: Ends, up: Ends, role: str) -> VMobject:
    """A rectangle between two x and two y, tinted with a role's colour."""
    (left, low, _), (right, top, _) = plane.at(across, up)
    band = VMobject(stroke_width=0).set_fill(plane.theme.roles()[role], opacity=TINT)
    corners = np.array([[left, low, 0], [left, top, 0], [right, top, 0], [right, low, 0]])
    return mean(band.set_points(polygon(corners)), Meaning("landscape", name="band"))


def true_line(heights: Plane) -> VMobject:
    """The line that the points scatter around, from side to side of a panel of heights."""
    ends = np.array([heights.x.low, heights.x.high])
    return graph(heights, ends, 3 * ends + 8, width=5)


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
