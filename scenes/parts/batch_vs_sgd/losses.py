"""The losses of the three runs, against the gradients that they have evaluated."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import end_labels

SPARE = 1.45  # times the evaluations that the panel is wide: room for the final losses


def loss_panel(
    box: Box, runs: Mapping[str, Trajectory], epochs: int, names: tuple[str, str], theme: Theme
) -> Plane:
    """Loss against gradient evaluations, named (across, up), with a tick an epoch."""
    values = np.concatenate([run.values for run in runs.values()])
    spent = float(max(run.evaluations[-1] for run in runs.values()))
    ticks = tuple(np.linspace(0, spent, epochs + 1))
    return Plane(
        box,
        Axis(0, spent * SPARE, names[0], ticks=ticks),
        Axis(values.min() / 3, values.max() * 2, names[1], log=True),
        theme,
    )


def final_losses(plane: Plane, runs: Mapping[str, Trajectory]) -> VGroup:
    """The last loss of each run, by role, at the end of its curve."""
    values = np.array([run.values[-1] for run in runs.values()])
    ends = plane.at([run.evaluations[-1] for run in runs.values()], values)
    labels = [
        Number(value, plane.theme, write=significant(3), role=role)
        for role, value in zip(runs, values, strict=True)
    ]
    return end_labels(plane, ends, labels)
