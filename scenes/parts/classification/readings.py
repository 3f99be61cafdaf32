"""Numbers over the panels: what descent has found, and how good it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.numbers import fixed
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.time.playhead import Playhead
from scenes.parts.classification.logistic_views import boundary

TWO, THREE = fixed(2), fixed(3)


def parameters(
    chances: Plane, thetas: NDArray[np.float64], playhead: Playhead, edge: str
) -> VGroup:
    """Slope, intercept and boundary, the last so named, of a record (T+1, 2) at a playhead."""
    w, b = thetas.T
    rows = [
        _reading("$w$", w, playhead, TWO, widest=-float(np.abs(w).max())),
        _reading("$b$", b, playhead, TWO, widest=-float(np.abs(b).max())),
        _reading(edge, boundary(thetas), playhead, THREE, widest=-1.0),
    ]
    return readouts(chances, rows)


def scores(
    history: Plane,
    losses: NDArray[np.float64],
    accuracies: NDArray[np.float64],
    playhead: Playhead,
    names: tuple[str, str],
) -> VGroup:
    """Loss and accuracy (T+1,) at a playhead, with their names."""
    loss, accuracy = names
    rows = [
        _reading(loss, losses, playhead, THREE, widest=1.0),
        _reading(accuracy, accuracies, playhead, THREE, widest=1.0, role="text"),
    ]
    return readouts(history, rows)


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
