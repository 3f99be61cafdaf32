"""Panels side by side on one bowl: in each a rate and its run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import Animation, Mobject, ReplacementTransform, VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number, plain, significant
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import TOP, UNNAMED, Axis, Plane
from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.ground import Ground
from scenes.kit.panels.minimum import star_on_curve
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.time.hops import HopPlayhead, long_steps
from scenes.kit.time.playhead import Playhead

HIGHEST = 1050.0  # loss at the top of a panel
WINDOW = (-14.0, 16.5)  # weights that a panel shows, to where the curve is over its top
HEADING = (LOUD, 36)  # sizes of a rate over its panel, the first that fits
WIDTH = 7.0  # stroke width of a path
NUMBERS, GAP = 0.6, 0.3  # room for the numbers left of the first panel, and between panels
RAISED = 0.1  # of that loss where no name is on its line
OUT = 0.55  # height of the row between heading and panel, for the loss of a run that is out
HOPS = 12  # long steps that are played one by one; more leave but a mark
OVER = 0.5  # from the star to a mark that is to be clear of it
INSIDE = 0.25  # from a panel's edges to a mark that is to be in it


class Bowl(VGroup):
    """One panel: the loss over w, its minimum, and a run on it under the heading of its rate.

    A run that is out of it leaves its loss over the panel, after the name of that axis.
    """

    def __init__(
        self, plane: Plane, problem: LeastSquares, trace: Trace, rate: float, size: float
    ) -> None:
        weights = np.linspace(*WINDOW, 241)
        self.plane, self.trace = plane, trace
        self.ground = Ground(plane, problem.value, weights)
        self.curve = LossCurve(plane, problem.value, weights)
        line = plane.inner.top + 0.18
        self.star = star_on_curve(plane, problem)
        self.heading = heading_of(rate, plane, size, trace.color_of_path)
        self.heading.put(left=plane.inner.left - 0.1, baseline=line + OUT)
        self.edge = EdgeArrow(trace, trace.record[:, 1], at=self._corner(line))
        super().__init__(self.rest, self.heading, trace, self.edge)

    def _corner(self, line: float) -> tuple[float, float, float]:
        """Where a loss stands that ends with the panel, or after the axis's name if it is long."""
        plane, values = self.plane, self.trace.record[:, 1]
        width = Number(values.max(), plane.theme, write=significant(3)).width
        if not plane.y.name:
            return max(plane.inner.left, plane.inner.right - width), line + RAISED, 0.0
        after = float(plane.y_name.get_right()[0]) + 0.15
        return max(after, plane.inner.right - width), line, 0.0

    @property
    def rest(self) -> VGroup:
        """The picture before there is a run."""
        return VGroup(self.ground, self.plane, self.curve, self.star)

    def turns_into(self, other: Bowl, pace: Callable[[float], float]) -> list[Animation]:
        """Animate it to another one, but for the axes; ``pace`` is how much of it is when done."""
        pairs = zip(self.filling, other.filling, strict=True)
        return [ReplacementTransform(*pair, rate_func=pace) for pair in pairs]

    @property
    def filling(self) -> tuple[Mobject, ...]:
        """All but the axes."""
        return self.ground, self.curve, self.star, self.heading, self.trace, self.edge

    @property
    def landing(self) -> NDArray[np.float64]:
        """Scene point (3,) at which the first step lands, or near the edge by which it leaves.

        It is over the star where that is the place.
        """
        inner = self.plane.inner.inset(INSIDE, INSIDE, INSIDE, INSIDE)
        low, high = (inner.left, inner.bottom, 0), (inner.right, inner.top, 0)
        place = np.asarray(np.clip(self.trace.path[1], low, high))
        over = self.star.get_center() + np.array([0.0, OVER, 0.0])
        return over if np.linalg.norm(place - self.star.get_center()) < OVER else place


def row_width(box: Box, count: int, part: int) -> float:
    """How much of a box the first panels of a row of some take."""
    column = (box.width - NUMBERS - (count - 1) * GAP) / count
    return NUMBERS + part * column + (part - 1) * GAP


def _boxes(box: Box, count: int, left: float) -> list[Box]:
    """Side by side, or in two rows if all are higher than wide; ``left`` of a row is free."""
    rows = box.rows([1] * (2 if box.height > box.width else 1), GAP)
    across = -(-count // len(rows))
    boxes = [one for row in rows for one in row.inset(left=left).columns([1] * across, GAP)]
    return boxes[:count]


def row_of_planes(
    box: Box, count: int, theme: Theme, loss: str, *, numbered: bool = True
) -> list[Plane]:
    """Panels of one size and with the same axes; the first one's numbers hold for its row.

    In a box that is higher than wide they stand in two rows. The name of the loss is there, too:
    over the others it would run into the loss of a run that is out. Otherwise than ``numbered``,
    they are marked at one place each, which is none where a marker rests in its ring.
    """
    boxes = _boxes(box, count, NUMBERS)
    across = count if boxes[0].top == boxes[-1].top else -(-count // 2)
    weights = Axis(*WINDOW, "$w$", ticks=(-10, 0, 10) if numbered else (-10,))
    marked = (0, 300, 600, 900) if numbered else (900,)
    numbers = [() if n % across else marked for n in range(count)]
    names = ["" if n % across else loss for n in range(count)]
    losses = [Axis(0, HIGHEST, *one) for one in zip(names, numbers, strict=True)]
    tops = [OUT if name else OUT + TOP - UNNAMED for name in names]  # the same, named or not
    places = [box.inset(top=top) for box, top in zip(boxes, tops, strict=True)]
    pairs = zip(places, losses, strict=True)
    return [Plane(place, weights, loss, theme, left=0.15) for place, loss in pairs]


def heading_of(rate: float, plane: Plane, size: float, color: str | None = None) -> Text:
    """A rate in digits, to stand over its panel."""
    return Text(f"$eta = {plain(rate)}$", plane.theme, size=size, color=color, shows=(rate,))


def heading_size(rates: Sequence[float], plane: Plane) -> float:
    """The first size at which all rates have room over a panel; the last if they have none."""
    for size in HEADING:
        if max(heading_of(rate, plane, size).width for rate in rates) < plane.box.width:
            break
    return size


def records(runs: Trajectory) -> NDArray[np.float64]:
    """Weights and losses (T+1, n, 2) of all runs."""
    return np.stack([runs.thetas[..., 0], runs.values], axis=-1)


def hopping(plane: Plane, runs: Trajectory) -> HopPlayhead:
    """A playhead of all runs, which hop where one of them moves far over its panel."""
    paths = plane.to_scene(records(runs))
    long = long_steps(paths, plane.inner.width, plane.inner.height)
    return HopPlayhead(long, few=HOPS, staged=1)


def row_of_bowls(
    planes: list[Plane],
    problem: LeastSquares,
    runs: Trajectory,
    playheads: list[Playhead],
    colors: Sequence[str],
    shown: Sequence[int],
) -> list[Bowl]:
    """Those of the runs that are shown, each on its panel, as its playhead goes."""
    ways, bowls = records(runs).swapaxes(0, 1), []
    rates = [float(rate) for rate in runs.learning_rates[0]]
    size = heading_size(rates, planes[0])
    for plane, index in zip(planes, shown, strict=True):
        trace = Trace(
            plane,
            ways[index],
            playheads[index],
            dots=True,
            arrow=True,
            color=colors[index],
            width=WIDTH,
            flies=True,
        )
        bowls.append(Bowl(plane, problem, trace, rates[index], size))
    return bowls
