"""Numbers over the panels: what descent has found, and how good it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.numbers import fixed
from scenes.kit.ink.text import LABEL, LOUD, SMALLEST
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.time.playhead import Playhead
from scenes.parts.classification.logistic_views import boundary

THREE = fixed(3)
NARROW, NARROWEST = 5.2, 4.4  # widths of panels, under which two numbers or a loud one are too wide


def sigmoid_readings(
    chances: Plane,
    thetas: NDArray[np.float64],
    hollow: NDArray[np.float64],
    playhead: Playhead,
    names: tuple[str, str],
) -> VGroup:
    """Boundary of a record (T+1, 2) at a playhead, and how many points are hollow, so named."""
    size = LABEL if chances.inner.width > NARROW else SMALLEST
    rows = [
        _reading(names[0], boundary(thetas), playhead, THREE, widest=-1.0, size=size),
        _reading(
            names[1], hollow, playhead, fixed(0), widest=float(hollow.max()), role="text", size=size
        ),
    ]
    return readouts(chances, rows)


def mean_reading(
    costs: Plane, losses: NDArray[np.float64], playhead: Playhead, name: str
) -> VGroup:
    """The mean of the costs (T+1,) at a playhead, so named."""
    size = LOUD if costs.inner.width > NARROWEST else LABEL
    return readouts(costs, [_reading(name, losses, playhead, THREE, widest=1.0, size=size)])


def _reading(
    name: str,
    values: NDArray[np.float64],
    playhead: Playhead,
    write: Callable[[float], str],
    *,
    widest: float,
    role: str = "batch",
    size: float = LABEL,
) -> Reading:
    return Reading(name, playhead.reading(values), widest, write, role, size)
