"""The losses of the three runs, against the gradients that they have evaluated."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane

SPARE = 1.06  # times the evaluations that the panel is wide: room for the markers


def loss_panel(
    box: Box,
    runs: Mapping[str, Trajectory],
    epochs: int,
    names: tuple[str, str],
    theme: Theme,
    spare: float = SPARE,
) -> Plane:
    """Loss against gradient evaluations, named (across, up), with a tick an epoch.

    It is ``spare`` times as wide as the evaluations take.
    """
    values = np.concatenate([run.values for run in runs.values()])
    spent = float(max(run.evaluations[-1] for run in runs.values()))
    ticks = tuple(np.linspace(0, spent, epochs + 1))
    return Plane(
        box,
        Axis(0, spent * spare, names[0], ticks=ticks),
        Axis(values.min() / 3, values.max() * 2, names[1], log=True),
        theme,
    )
