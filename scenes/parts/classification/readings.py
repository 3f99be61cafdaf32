"""Numbers over the panels: what descent has found, and how good it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
NAME = 0.3, 1.35  # widths that the names of the axes of both panels take


def sigmoid_readings(
    chances: Plane,
    thetas: NDArray[np.float64],
    hollow: NDArray[np.float64],
    playhead: Playhead,
    names: tuple[str, str],
) -> VGroup:
    """Boundary of a record (T+1, 2) at a playhead, and how many points are wrong, so named."""
    rows = [
        _reading(names[0], boundary(thetas), playhead, THREE, widest=-1.0),
        _reading(names[1], hollow, playhead, fixed(0), widest=float(hollow.max()), role="text"),
    ]
    return _fitted(chances, rows, (LOUD, LOUD - 3, LABEL + 4, LABEL, SMALLEST), NAME[0])


def mean_reading(
    costs: Plane, losses: NDArray[np.float64], playhead: Playhead, name: str
) -> VGroup:
    """The mean of the costs (T+1,) at a playhead, so named."""
    rows = [_reading(name, losses, playhead, THREE, widest=1.0)]
    return _fitted(costs, rows, (LOUD, LABEL, SMALLEST), NAME[1])


def _fitted(plane: Plane, rows: list[Reading], sizes: tuple[int, ...], name: float) -> VGroup:
    """Readings in the largest of some sizes in which they are clear of the axis's name."""
    for size in sizes:
        made = readouts(plane, [replace(row, size=size) for row in rows])
        if made.get_left()[0] > plane.inner.left + name:
            break
    return made


def _reading(
    name: str,
    values: NDArray[np.float64],
    playhead: Playhead,
    write: Callable[[float], str],
    *,
    widest: float,
    role: str = "batch",
) -> Reading:
    return Reading(name, playhead.reading(values), widest, write, role)
