"""The points of a lecturer's file in place of both clouds: what suits them, and how it ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.panels.axes import Axis
from scenes.kit.problems.own_points import BESIDE, SCATTERED, OwnPoints
from scenes.parts.fit_line.probe import moved_lines

SHARE = 0.5  # of the critical rate: the steeper of both errors is gone after a step
LEFT, SETTLED = 0.03, 0.1  # of the least error, that a run is over it at its end; at most
TURNED, LOWERED = 1.6, 0.7  # of the points' height, by which the line at the start is off
SHIFT, TILT = 0.25, 0.5  # the same of the lines that are tried in the end
START = 85.0  # error of the start on the lesson's own points, about
STEPS = 50, 1000
ALONG = 2.0  # curvature along b, where the loss of centred points is the least curved
Array = NDArray[np.float64]


class Span(NamedTuple):
    """The axes of the data, from one end of the points to the other."""

    across: Axis
    up: Axis


def suited(own: OwnPoints) -> dict[str, object]:
    """Start, rate and steps: a line that is turned the other way, until it hardly moves."""
    w, b = own.problem.minimizers[0]
    tall, wide = np.ptp(own.y.values), np.ptp(own.x.values)
    turned = float(np.sign(w) or 1) * TURNED * tall / wide
    start = float(np.round(w - turned, 1)), float(np.round(b - LOWERED * tall, 1))
    rate = own.rate(SHARE)
    left = LEFT * max(own.least, SCATTERED**2) / float(own.above_least.value(start))
    steps = int(np.ceil(np.log(left) / 2 / np.log(abs(1 - ALONG * rate))))
    return {"start": start, "learning_rate": rate, "steps": int(np.clip(steps, *STEPS))}


def span(own: OwnPoints, mean: str) -> Span:
    """The axes of the points, named as in their file."""
    x = own.x.values
    spare = BESIDE * np.ptp(x)
    ends = float(x.min() - spare), float(x.max() + spare)
    low, high = float(own.y.values.min()), float(own.y.values.max())
    return Span(own.x.axis(*ends, mean), own.y.axis(low, high, mean))


def moved(own: OwnPoints) -> Array:
    """Lines (n, 2) round the best one, that are tried."""
    tall, wide = float(np.ptp(own.y.values)), float(np.ptp(own.x.values))
    best = np.asarray(own.problem.minimizers[0])
    return moved_lines(best, 0.0, shift=SHIFT * tall, tilt=TILT * tall / wide)


def size(own: OwnPoints, start: tuple[float, float]) -> float:
    """A power of two by which the error is about as many times as high as on the lesson's own."""
    return float(2.0 ** np.round(np.log2(own.above_least.value(start) / START)))


def ending(run: Trajectory, least: float) -> str:
    """Whether a run has come down to the least error, nearly."""
    return "settled" if run.values[-1] <= (1 + SETTLED) * least else "short"
