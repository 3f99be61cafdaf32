"""How far each part of a step's drawing has come: one stage after another, then all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import smooth
from numpy.typing import NDArray

from scenes.kit.time.playhead import AIMED, MOVED, Playhead

RAISED, TOUCHED, CROSSED, AIMED_AT = 0.1, 0.25, 0.33, AIMED  # parts of a step that end stages


@dataclass(frozen=True)
class Stage:
    """What is drawn of a step, each 0 to 1.

    Attributes
    ----------
    up
        The line from the weight on its axis up to the curve, and the point there.
    slope
        The tangent.
    triangle, known
        Its rise over its run; the gradient's value.
    across, down
        The line at the loss's height to the new weight, and from there to the axis.
    arrived
        The new weight's value.
    gone
        How much of the old point's drawing has faded while the weight moves.
    settled
        How much of what pointed to the new weight has faded after it has arrived.
    """

    up: float = 1.0
    slope: float = 1.0
    triangle: float = 0.0
    known: float = 1.0
    across: float = 0.0
    down: float = 0.0
    arrived: float = 1.0
    gone: float = 0.0
    settled: float = 0.0


def stage(playhead: Playhead) -> Stage:
    """The stage of the present step; steps after the staged ones have everything that flows."""
    step = playhead.arrived
    part = max(playhead.now - step, 0.0)

    def from_to(low: float, high: float) -> float:
        return float(smooth(np.clip((part - low) / (high - low), 0, 1)))

    if step > playhead.staged:
        return Stage()
    if step == playhead.staged:
        return Stage(up=from_to(0, 0.3), slope=from_to(0.1, 0.4))
    return Stage(
        up=from_to(0, RAISED),
        slope=from_to(RAISED, 0.19),
        triangle=from_to(0.19, TOUCHED),
        known=from_to(0.19, TOUCHED),
        across=from_to(TOUCHED, CROSSED),
        down=from_to(CROSSED, 0.37),
        arrived=from_to(0.36, AIMED_AT),
        gone=from_to(AIMED, AIMED + 0.15),
        settled=from_to(MOVED, 1),
    )


def flips(values: NDArray[np.float64], position: float, pivot: float) -> tuple[int, float]:
    """On which side of a pivot something is, 1 or -1, and how visible what depends on that may be.

    What changes its place with the side, as a label does, would jump when the record crosses the
    pivot: so it fades out until then and in afterwards, and is whole at every iterate.

    Parameters
    ----------
    values
        A record (T+1,).
    position
        Place along it, as of `Playhead.position`.
    """
    away = np.append(values, values[-1]) - pivot
    low = int(position)
    before, after = (_side(away[: i + 1]) for i in (low, low + 1))
    here = away[low] + (position - low) * (away[low + 1] - away[low])
    if before == after or position == low:
        return before, 1.0
    side = 1 if here >= 0 else -1
    end = away[low] if side == before else away[low + 1]
    return side, float(min(1.0, abs(here) / max(abs(end), 1e-9)))


def _side(away: NDArray[np.float64]) -> int:
    """The side of the last value that is on one."""
    apart = away[np.abs(away) > 1e-6]
    return -1 if len(apart) and apart[-1] < 0 else 1
