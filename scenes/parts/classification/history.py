"""Loss and accuracy of a run against its steps, on one scale, steps in even ratios."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.playhead import Playhead

SPARE = 1.1  # power of the steps that the panel is wide


def history_panel(box: Box, steps: int, highest: float, name: str, theme: Theme) -> Plane:
    """A panel for ``steps`` steps in even ratios, so named, and losses up to the highest."""
    high = 1.08 * max(1.0, highest)
    up = Axis(0, high, " ", ticks=round_ticks(0, high, 3))
    return Plane(box, Axis(1, steps**SPARE, name, log=True), up, theme)


def curves(
    plane: Plane,
    steps: NDArray[np.float64],
    losses: NDArray[np.float64],
    accuracies: NDArray[np.float64],
    playhead: Playhead,
) -> VGroup:
    """Accuracy, dashed, and loss at the steps (T+1,) that are kept of the run, from the first on.

    The start has no place on an axis of even ratios: these are to be shown once a step is done.
    """
    done = Playhead(playhead.steps - 1, staged=0).follow(lambda: playhead.arrived - 1.0)
    accuracy, loss = (np.stack([steps, v], axis=1)[1:] for v in (accuracies, losses))
    return VGroup(
        Trace(plane, accuracy, done, role="text", dash=DASHES[2]), Trace(plane, loss, done)
    )
