"""Two cuts through one place of a loss, each drawn by a slider, with the slope it has there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.labels import Obstacles, free_place
from scenes.kit.ink.labels import place as place_label
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import StillLine
from scenes.kit.runs.traces import Dash, Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.steepest.grounds import Ground

SPOT = 1.65 * RADIUS  # radius of the marker where one stands
SLIDES = 160  # places of a slider on its way to one end, to the other, and back
HALF = 0.2  # of the map's side, that a tangent reaches either way
WIDTH = 5.0  # stroke width of a cut and of a tangent
NUMBER, ROOMY = LOUD, 5.0  # size of a slope in digits, in a panel that is so wide
DASH: tuple[Dash | None, Dash | None] = (None, (0.16, 0.1))  # of the cut along each parameter
ABOVE = 1.06  # of the highest loss on a cut, up to which the panels reach
FLOOR = 0.6  # of the highest loss, from where the lowest is so high that the axis starts there
BEYOND = 1.5  # of the reach of the levels, that the panels reach on beyond it at most
CLEAR = 0.16  # between a slope's number and the curve
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Cut:
    """A cut along one parameter.

    Attributes
    ----------
    playhead
        Of the slider.
    panel
        The loss over the parameter.
    over_map, curve
        What the slider draws there, and here.
    dot, tangent, label
        The place on the curve, the line of its slope, and the slope in digits.
    """

    playhead: Playhead
    panel: Plane
    over_map: Trace
    curve: Trace
    dot: Marks
    tangent: StillLine
    label: Text


def cuts(
    plane: Plane,
    ground: Ground,
    boxes: tuple[Box, Box],
    place: Array,
    words: tuple[str, str],
) -> tuple[Cut, Cut]:
    """The cuts along both parameters, on panels of one scale; words for the loss and a slope."""
    problem = ground.problem
    ways = [slide(plane, place, axis) for axis in range(2)]
    loss = Axis(*reached(problem.value(np.concatenate(ways)), ground.reach), words[0])
    first, second = (
        cut(plane, Plane(box, across, loss, plane.theme), problem, place, way, words[1])
        for box, across, way in zip(boxes, ground.axes(), ways, strict=True)
    )
    return first, second


def reached(values: Array, reach: tuple[float, float] | None) -> tuple[float, float]:
    """Ends of an axis of values (n,), from 0 if they go there, and not far beyond a reach.

    What a formula has no value for is left out; so is most of a pole.
    """
    found = values[np.isfinite(values)]
    low, high = float(found.min()), float(found.max())
    if reach:
        lowest, highest = reach
        over = BEYOND * (highest - lowest)
        low, high = max(low, lowest - over), min(high, highest + over)
    if low > FLOOR * high > 0:
        return low - (ABOVE - 1) * (high - low), high + (ABOVE - 1) * (high - low)
    low, high = min(0.0, low), ABOVE * high if high > 0 else 0.0
    return low, high


def slide(plane: Plane, place: Array, axis: int) -> Array:
    """Parameters (n, 2) with one of them moved to an end of the map, to the other, and back."""
    low, high = np.reshape(plane.window, (2, 2))[axis]
    turns = np.array([place[axis], low, high, place[axis]])
    way = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(turns)))])
    rows = np.tile(place, (SLIDES + 1, 1))
    rows[:, axis] = np.interp(np.linspace(0, way[-1], SLIDES + 1), way, turns)
    return rows


def cut(plane: Plane, panel: Plane, problem: Problem, place: Array, way: Array, word: str) -> Cut:
    """The cut that a slider draws on its way (n, 2), with the tangent at its place."""
    theme, axis = plane.theme, int(np.ptp(way[:, 1]) > np.ptp(way[:, 0]))
    playhead = Playhead(SLIDES, staged=0)
    losses = np.stack([way[:, axis], problem.value(way)], axis=1)
    slope, here = float(problem.gradient(place)[axis]), losses[0]
    half = HALF * (panel.x.high - panel.x.low)
    ends = here + half * np.array([[-1.0, -slope], [1.0, slope]])
    tangent = StillLine(panel, ends, theme.roles()["gradient"], width=WIDTH)
    dot = Marks(panel.to_scene(here[None]), theme, "batch", radius=SPOT)
    dot.checked(lambda: here[None], panel.data)
    label = slope_label(panel, losses, ends, slope, word)
    return Cut(
        playhead,
        panel,
        drawn(plane, way, playhead, DASH[axis]),
        drawn(panel, losses, playhead, DASH[axis]),
        dot,
        mean(tangent, Meaning("line", "gradient", name="tangent")),
        label,
    )


def drawn(plane: Plane, record: Array, playhead: Playhead, dash: Dash | None) -> Trace:
    """What a slider draws over a panel."""
    ink = plane.theme.text
    return Trace(plane, record, playhead, color=ink, shape="circle", dash=dash, width=WIDTH)


def slope_label(panel: Plane, curve: Array, tangent: Array, slope: float, word: str) -> Text:
    """The slope in digits, off curve and tangent; without its word if that has no room."""
    size = NUMBER if panel.box.width > ROOMY else LABEL
    number = f"${plain(slope, 3)}$"
    named, bare = (
        Text(body, panel.theme, size=size, halo=True, shows=[slope])
        for body in (f"{word} {number}", number)
    )
    places, taken = around(panel, curve, tangent)
    found = free_place((named.width, named.height), places, clear_of=taken, inside=panel.inner)
    if found is not None:
        return named.move_to(found)
    best = place_label((bare.width, bare.height), places, clear_of=taken, inside=panel.inner)
    return bare.move_to(best)


def around(panel: Plane, curve: Array, tangent: Array) -> tuple[Array, Obstacles]:
    """Places near where a curve and its tangent touch, and what a label there is to keep off."""
    here = panel.to_scene(curve[0])
    reach = np.arange(0.3, 4.0, 0.1)
    angles = np.radians([40, 140, -40, -140, 0, 180, 70, 110, -90, 90])
    places = [
        here + away * np.array([np.cos(angle) * 1.6, np.sin(angle), 0])
        for away in reach
        for angle in angles
    ]
    line = tangent[0] + np.linspace(0, 1, 40)[:, None] * (tangent[1] - tangent[0])
    taken = [(panel.to_scene(points), CLEAR) for points in (curve, line)]
    taken += [(number.points, CLEAR) for number in panel.numbers]
    taken.append((panel.y_name.get_all_points(), CLEAR))
    return np.array(places), taken
