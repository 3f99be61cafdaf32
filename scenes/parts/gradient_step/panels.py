"""The panels of the lesson, and where the formulas under them stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import LEFT
from scenes.parts.gradient_step.formulas import INDENT

BELOW, LINE = 1.05, 0.6  # height of a formula with its numbers, and of its baseline in that
HIGH = 0.72  # of the width of the data's panel, at most: wider squares would overlap


class Panels(NamedTuple):
    """Where the curve and the data are, on what line the step stands, and where the sum does."""

    curve: Box
    data: Box
    formulas: float
    sums: tuple[float, float]


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame, side by side, or in a high one one under another.

    Each has its formula under it; where they are narrow the formulas are one under another.
    """
    line = body.bottom + LINE
    if body.height > body.width:
        curve, data = (box.inset(bottom=BELOW) for box in body.rows([1, 1], 0.1))
        return Panels(curve, data, curve.bottom - BELOW + LINE, (data.left + LEFT, line))
    curve, data = body.inset(bottom=BELOW * (2 if body.tall else 1)).columns([1, 1.15], 0.5)
    left = body.left + INDENT if body.tall else data.left + LEFT
    low = data.inset(top=max(0.0, data.height - HIGH * data.width))
    return Panels(curve, low, curve.bottom - BELOW + LINE, (left, line))
