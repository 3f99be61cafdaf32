"""The rates of the runs beside the ends of their curves."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import end_labels


def rate_labels(plot: Plane, runs: Trajectory, rates: tuple[float, ...]) -> VGroup:
    """The rate of each curve of losses beside its last point, apart where they would touch."""
    ends, theme = plot.at(runs.steps, runs.values[-1]), plot.theme
    labels = [
        Number(rate, theme, write=plain, color=theme.rates[i]) for i, rate in enumerate(rates)
    ]
    for label, rate in zip(labels, np.asarray(runs.learning_rates[0]), strict=True):
        label.checked(partial(float, rate))
    return end_labels(plot, ends, labels)
