"""What depth costs: bands under the contours of a map, and a lamp over a surface."""

from __future__ import annotations

import time
from unittest.mock import patch

import numpy as np

from benchmarks.filming import by_studio
from benchmarks.measure import Comparison, Row, interleaved
from benchmarks.turning_surface import Turning
from scenes.divergence import Divergence
from scenes.kit.lesson.settings import Playable
from scenes.kit.panels.contours import Contours
from scenes.kit.surface import mesh
from scenes.kit.surface.mesh import Array

ZOOMING = Divergence.alone("diverge")  # the map that changes most


def compare(rounds: int = 2) -> Comparison:
    """Films with the light and without, by processor time."""
    speed = interleaved(
        {
            "bands": lambda: _speed(ZOOMING),
            "lines": _lines_alone,
            "lit": lambda: _speed(Turning),
            "unlit": _unlit,
        },
        rounds,
    )
    return Comparison(
        "What the light costs, 1080p60",
        "Frames for a second of processor time: the beat of divergence whose map zooms out, with "
        "bands and without, and the turning surface, lit and in the colours of its heights alone.",
        (
            Row("a map that zooms, with bands", speed["bands"], "frames/s"),
            Row("lines alone", speed["lines"], "frames/s", speed["bands"] / speed["lines"]),
            Row("a surface that turns, lit", speed["lit"], "frames/s"),
            Row("unlit", speed["unlit"], "frames/s", speed["lit"] / speed["unlit"]),
        ),
    )


def _speed(lesson: Playable) -> float:
    return by_studio(lesson, time.process_time)


def _lines_alone() -> float:
    with patch.object(Contours, "_depict_bands", lambda *_: None):
        return _speed(ZOOMING)


def _unlit() -> float:
    def even(normals: Array) -> Array:
        return np.ones(normals.shape[:-1])

    with patch.object(mesh, "light", even):
        return _speed(Turning)
