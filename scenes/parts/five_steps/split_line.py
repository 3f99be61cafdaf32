"""Points to train on and others to validate with, a line among them, and their losses."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.cast import Shape
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, fixed, significant
from scenes.kit.ink.rims import rimmed
from scenes.kit.ink.text import LABEL, LOUD, SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import StillLine
from scenes.kit.runs.lines import HoppingLine
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.hops import HopPlayhead, long_steps
from scenes.kit.time.playhead import Playhead
from scenes.parts.five_steps.split import Split

POINT = 0.09  # radius of a data point
LOSS = significant(4)  # of a loss in the key: its digits
ROOMY, HIGH = 4.5, 3.0  # size of the inside of a panel in which its key is large
NEXT = 0.62  # from a row of that to the next
DEEPEST = 1e-9  # of the highest loss, that the axis goes down to at most
TRAIN: Shape = "circle"
VALIDATION: Shape = "diamond"
Array = NDArray[np.float64]


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


def points(plane: Plane, split: Split) -> tuple[Marks, Marks]:
    """Discs to train on, open diamonds to validate with."""
    train, rest = split.drawn, split.held_out_drawn
    discs, diamonds = _discs(plane, plane.to_scene(train)), _diamonds(plane, plane.to_scene(rest))
    discs.checked(lambda: train, plane.data)
    diamonds.checked(lambda: rest, plane.data)
    return discs, diamonds


def predicted(plane: Plane, run: Trajectory, split: Split) -> Marks:
    """What the line at a run's start predicts for each point to train on."""
    x, (w, b) = split.drawn[:, 0], run.thetas[0]
    apart = split.own is not None  # the line may lead through the points
    dots = Marks(plane.at(x, w * x + b), plane.theme, "batch", radius=POINT, outlined=apart)
    line = np.polynomial.Polynomial([b, w])
    return dots.checked(lambda: np.stack([x, line(x)], axis=1), plane.data)


def legend(plane: Plane, split: Split, training: str, validation: str) -> VGroup:
    """What discs and diamonds are, over a panel."""
    parts = VGroup()
    left, line = plane.inner.left + 0.45, plane.inner.top + split.named_at
    rows = ((training, _discs), (validation, _diamonds))
    for word, draw in rows if split.held_out else rows[:1]:
        marker = draw(plane, np.array([[left, line + 0.11, 0]]), 0.1)
        text = Text(word, plane.theme).put(left=left + 0.22, baseline=line)
        parts.add(VGroup(marker, text))
        left = text.get_right()[0] + 0.45
    return parts


def least_squares_line(plane: Plane, split: Split, best: Array, name: str) -> VGroup:
    """The best line (w, b) in dashes, and its name over the panel."""
    w, b = best
    ends = np.array([plane.x.low, plane.x.high])
    points = np.stack([ends, w * ends + b], axis=1)
    color = plane.theme.roles()["minimum"]
    line = rimmed(StillLine(plane, points, color, width=5, dash=(0.16, 0.2)), plane.theme)
    text = Text(name, plane.theme, role="minimum")
    over = plane.inner.top + split.named_at
    return VGroup(line, text.put(left=plane.inner.left + 0.4, baseline=over))


def losses(
    box: Box,
    training: Array,
    validation: Array | None,
    playhead: Playhead,
    theme: Theme,
    epoch: str,
    loss: str,
    called: tuple[str, str],
) -> tuple[Plane, VGroup]:
    """A panel of loss against epoch on a log axis; both curves, ``called`` so, with their values.

    The training loss (T+1,) of an epoch is the one computed in it, before its update; the
    validation loss (T+1,) is the one after it. The dots stand on the epochs that are done, whose
    losses the numbers are.
    """
    epochs = np.arange(len(training), dtype=float)
    computed = np.append(training[:1], training[:-1])
    rows = [(computed, "batch", TRAIN)]
    rows += [(validation, "text", VALIDATION)] if validation is not None else []
    everything = np.concatenate([values[1:] for values, *_ in rows])
    most = float(everything.max())
    ticks = tuple(np.linspace(0, epochs[-1], 3))
    across = Axis(0, 1.05 * float(epochs[-1]), epoch, ticks=ticks)
    up = Axis(max(float(everything.min()) / 2, DEEPEST * most), 2 * most, loss, log=True)
    plane, curves = Plane(box, across, up, theme), VGroup()
    for row, (values, role, shape) in enumerate(rows):
        record = np.stack([epochs, values], axis=1)
        trace = Trace(plane, record, playhead.landed(), role=role, shape=shape, dash=DASHES[row])
        trace.marker.set_z_index(1 - row)  # the curves end on one another: both shapes show
        curves.add(trace, _value(plane, values, playhead, role, shape, called[row], row))
    return plane, curves


def _value(
    plane: Plane,
    values: NDArray[np.float64],
    playhead: Playhead,
    role: str,
    shape: Shape,
    name: str,
    row: int,
) -> VGroup:
    """A row of the key: the marker, the present loss, and whose it is."""
    right, theme = plane.inner.right - 0.1, plane.theme
    sizes = (LOUD, LABEL) if _roomy(plane) else (SMALLEST, SMALLEST)
    line = plane.inner.top - 0.4 - NEXT * (row + 1) * sizes[0] / LOUD
    number = Number(values.min(), theme, role=role, write=LOSS, align="right", size=sizes[0])
    text = Text(name, theme, role=role, size=sizes[1])
    text.put(right=right - number.width - 0.3, baseline=line)
    number.put((right, line, 0)).read(playhead.reading(values))
    place = text.get_left() - np.array([0.25, 0, 0])
    place[1] = line + 0.12
    return VGroup(Marks(place[None], theme, role, shape=shape, radius=0.12), number, text)


def counted(plane: Plane, playhead: Playhead, word: str) -> VGroup:
    """The row of the key over those of the losses: the epoch."""
    right, theme = plane.inner.right - 0.1, plane.theme
    size = LOUD if _roomy(plane) else SMALLEST
    line = plane.inner.top - 0.4
    last = playhead.steps
    number = Number(last, theme, write=fixed(0), align="right", size=size)
    text = Text(word, theme, role="muted", size=min(size, LABEL))
    text.put(right=right - number.width - 0.3, baseline=line)
    epochs = playhead.reading(np.arange(last + 1.0))
    return VGroup(text, number.put((right, line, 0)).read(epochs))


def _roomy(plane: Plane) -> bool:
    """Whether the key of a panel is large."""
    return plane.inner.width > ROOMY and plane.inner.height > HIGH


def _discs(plane: Plane, places: NDArray[np.float64], radius: float = POINT) -> Marks:
    return Marks(places, plane.theme, "text", radius=radius, shape=TRAIN)


def _diamonds(plane: Plane, places: NDArray[np.float64], radius: float = POINT) -> Marks:
    marks = Marks(places, plane.theme, "text", radius=radius, shape=VALIDATION, outlined=True)
    marks.set_stroke(width=1.8)
    return marks
