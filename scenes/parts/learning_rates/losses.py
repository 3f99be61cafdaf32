"""The losses of several runs against the steps, their rates beside the ends of the curves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import end_labels
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.playhead import Playhead

WIDTH = 8.0  # stroke width of a curve
RATE = 40  # size of a rate
AFTER = 1.3  # of the steps, that the axis has room for: the rates stand there
OVER, UNDER = 3.0, 8.0  # times the largest loss, and part of the least, at the ends of the axis


class Losses(NamedTuple):
    """The panel, a curve for each run, and their rates beside the ends."""

    plot: Plane
    curves: VGroup
    labels: VGroup


def losses_of(
    box: Box,
    runs: Trajectory,
    names: tuple[str, str],
    playhead: Playhead,
    colors: Sequence[str],
    theme: Theme,
) -> Losses:
    """The losses of runs in a box, as far as a playhead has come."""
    plot = loss_plot(box, runs, names, theme)
    curves = loss_curves(plot, runs, playhead, colors)
    return Losses(plot, curves, rate_labels(plot, runs, colors))


def loss_plot(box: Box, runs: Trajectory, names: tuple[str, str], theme: Theme) -> Plane:
    """Loss against step on a log axis that holds all runs; ``names`` are those of both axes."""
    steps = int(runs.steps)
    low, high = float(runs.values.min()), float(runs.values.max())
    ticks = tuple(range(0, steps + 1, max(1, steps // 5)))
    across = Axis(0, AFTER * steps, names[0], ticks=ticks)
    return Plane(box, across, Axis(low / UNDER, high * OVER, names[1], log=True), theme)


def loss_curves(plot: Plane, runs: Trajectory, playhead: Playhead, colors: Sequence[str]) -> VGroup:
    """Each run's loss so far; it changes as a step is done."""
    steps, landed = np.arange(runs.steps + 1), playhead.landed()
    curves = (
        Trace(plot, np.stack([steps, values], axis=1), landed, dash=dash, color=color, width=WIDTH)
        for values, dash, color in zip(runs.values.T, DASHES, colors, strict=True)
    )
    return VGroup(*curves)


def rate_labels(plot: Plane, runs: Trajectory, colors: Sequence[str]) -> VGroup:
    """The rate of each curve beside its last point, apart where they would touch."""
    ends, rates = plot.at(runs.steps, runs.values[-1]), np.asarray(runs.learning_rates[0])
    labels = [
        Number(rate, plot.theme, write=plain, color=color, size=RATE)
        for rate, color in zip(rates, colors, strict=True)
    ]
    for label, rate in zip(labels, rates, strict=True):
        label.checked(partial(float, rate))
    return end_labels(plot, ends, labels)
