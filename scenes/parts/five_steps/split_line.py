"""A hundred points around y = 0.5 - 3x, most to train on, the others to validate with."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.random import RandomState
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory, datasets
from scenes.kit.ink.cast import Shape
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import StillLine
from scenes.kit.runs.lines import HoppingLine
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.hops import HopPlayhead, long_steps
from scenes.kit.time.playhead import Playhead

POINT = 0.055  # radius of a data point
LOSS = significant(4)
RIGHT_END = 1.44  # of the x axis: the points end at 1, numbers stand beside the last one
SEED = 42  # of the points, as the words say
TRAIN: Shape = "circle"
VALIDATION: Shape = "diamond"


def problems() -> tuple[LeastSquares, LeastSquares]:
    """Mean squared error on the points to train on, and on those to validate with."""
    data = datasets.split_line()
    train, rest = data.train, data.validation
    return LeastSquares(data.x[train], data.y[train]), LeastSquares(data.x[rest], data.y[rest])


def provenance() -> tuple[float, ...]:
    """What the stamp says of the points, as they have it.

    How many there are, the line around which they lie as intercept and fall, how many are trained
    on, and the seed of the generator whose first number is the first x.
    """
    data = datasets.split_line()
    slope, intercept = np.polyfit(data.x, data.y, 1)
    seed = SEED if RandomState(SEED).rand() == data.x[0] else np.nan
    return len(data.x), float(intercept), -float(slope), len(data.train), seed


def data_panel(box: Box, line: tuple[float, float], theme: Theme) -> Plane:
    """Data space, high enough for the points and for a line (w, b) over them."""
    w, b = line
    heights = np.append(datasets.split_line().y, [b, w + b])
    room = 0.08 * float(np.ptp(heights))
    up = Axis(float(heights.min()) - room, float(heights.max()) + room, "$y$")
    return Plane(box, Axis(-0.04, RIGHT_END, "$x$", ticks=(0, 0.5, 1)), up, theme)


def line_of(
    plane: Plane, thetas: NDArray[np.float64], playhead: Playhead
) -> tuple[HoppingLine, HopPlayhead]:
    """The line of a run (T+1, 2), and the playhead that it hops with.

    It hops where one of its ends moves by over a tenth of the panel.
    """
    ends = np.array([plane.x.low, plane.x.high])
    lines = plane.at(ends, thetas[:, :1] * ends + thetas[:, 1:])
    long = long_steps(lines, plane.inner.width, plane.inner.height)
    hopping = HopPlayhead(long, few=len(long), staged=playhead.staged)
    hopping.follow(lambda: playhead.now)
    return HoppingLine(plane, thetas, hopping), hopping


def points(plane: Plane) -> tuple[Marks, Marks]:
    """Discs to train on, open diamonds to validate with."""
    train, rest = problems()
    discs = _discs(plane, plane.at(train.x, train.y))
    diamonds = _diamonds(plane, plane.at(rest.x, rest.y))
    data = datasets.split_line()
    rows = np.stack([data.x, data.y], axis=1)
    discs.checked(lambda: rows[data.train], plane.data)
    diamonds.checked(lambda: rows[data.validation], plane.data)
    return discs, diamonds


def predicted(plane: Plane, run: Trajectory) -> Marks:
    """What the line at a run's start predicts for each point to train on."""
    x, (w, b) = problems()[0].x, run.thetas[0]
    places = plane.at(x, problems()[0].predict(run.thetas[0], x))
    dots = Marks(places, plane.theme, "batch", radius=POINT)
    return dots.checked(lambda: np.stack([x, w * x + b], axis=1), plane.data)


def legend(plane: Plane, training: str, validation: str) -> VGroup:
    """What discs and diamonds are, over a panel."""
    parts = VGroup()
    left, line = plane.inner.left + 0.45, plane.inner.top + 0.18
    for word, draw in ((training, _discs), (validation, _diamonds)):
        marker = draw(plane, np.array([[left, line + 0.09, 0]]), 0.07)
        text = Text(word, plane.theme, size=SMALLEST).put(left=left + 0.18, baseline=line)
        parts.add(VGroup(marker, text))
        left = text.get_right()[0] + 0.35
    return parts


def least_squares_line(plane: Plane, best: NDArray[np.float64], name: str) -> VGroup:
    """The best line (w, b) in dashes, and its name over the panel."""
    w, b = best
    ends = np.array([plane.x.low, plane.x.high])
    points = np.stack([ends, w * ends + b], axis=1)
    color = plane.theme.roles()["minimum"]
    line = StillLine(plane, points, color, width=5, dash=(0.16, 0.2))
    text = Text(name, plane.theme, size=SMALLEST, role="minimum")
    return VGroup(line, text.put(left=plane.inner.left + 0.4, baseline=plane.inner.top + 0.18))


def losses(
    box: Box,
    training: NDArray[np.float64],
    validation: NDArray[np.float64],
    playhead: Playhead,
    theme: Theme,
    epoch: str,
    loss: str,
) -> tuple[Plane, VGroup]:
    """A panel of loss against epoch on a log axis; both curves with their present values.

    The training loss (T+1,) of an epoch is the one computed in it, before its update; the
    validation loss (T+1,) is the one after it. The dots stand on the epochs that are done, whose
    losses the numbers are.
    """
    epochs = np.arange(len(training), dtype=float)
    computed = np.append(training[:1], training[:-1])
    everything = np.concatenate([computed[1:], validation[1:]])
    ticks = tuple(np.linspace(0, epochs[-1], 3))
    across = Axis(0, 1.05 * float(epochs[-1]), epoch, ticks=ticks)
    up = Axis(float(everything.min()) / 2, 2 * float(everything.max()), loss, log=True)
    plane, curves = Plane(box, across, up, theme), VGroup()
    for row, (values, role, shape) in enumerate(
        ((computed, "batch", TRAIN), (validation, "text", VALIDATION))
    ):
        record = np.stack([epochs, values], axis=1)
        trace = Trace(plane, record, playhead.landed(), role=role, shape=shape, dash=DASHES[row])
        trace.marker.set_z_index(1 - row)  # the curves end on one another: both shapes show
        curves.add(trace, _value(plane, values, playhead, role, shape, row))
    return plane, curves


def _value(
    plane: Plane,
    values: NDArray[np.float64],
    playhead: Playhead,
    role: str,
    shape: Shape,
    row: int,
) -> VGroup:
    right, line = plane.inner.right - 0.1, plane.inner.top - 0.35 - 0.45 * row
    number = Number(values.min(), plane.theme, role=role, write=LOSS, align="right")
    place = np.array([[right - number.width - 0.25, line + 0.1, 0]])
    number.put((right, line, 0)).read(playhead.reading(values))
    return VGroup(Marks(place, plane.theme, role, shape=shape, radius=0.08), number)


def _discs(plane: Plane, places: NDArray[np.float64], radius: float = POINT) -> Marks:
    return Marks(places, plane.theme, "text", radius=radius, shape=TRAIN)


def _diamonds(plane: Plane, places: NDArray[np.float64], radius: float = POINT) -> Marks:
    marks = Marks(places, plane.theme, "text", radius=radius, shape=VALIDATION, outlined=True)
    marks.set_stroke(width=1.8)
    return marks
