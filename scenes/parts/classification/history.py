"""Loss and accuracy of a run against its steps, on one scale."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.playhead import Playhead


def history_panel(box: Box, steps: int, highest: float, name: str, theme: Theme) -> Plane:
    """A panel for ``steps`` steps, so named, and losses up to the highest."""
    high = 1.08 * max(1.0, highest)
    across = Axis(0, 1.2 * steps, name, ticks=(0, steps // 2, steps))
    return Plane(box, across, Axis(0, high, " ", ticks=round_ticks(0, high, 3)), theme)


def curves(
    plane: Plane,
    steps: NDArray[np.float64],
    losses: NDArray[np.float64],
    accuracies: NDArray[np.float64],
    playhead: Playhead,
) -> VGroup:
    """Accuracy, dashed, and loss at the steps (T+1,) that are kept of the run."""
    accuracy, loss = (np.stack([steps, values], axis=1) for values in (accuracies, losses))
    return VGroup(
        Trace(plane, accuracy, playhead, role="text", dash=DASHES[2]), Trace(plane, loss, playhead)
    )
