"""The panels of the lesson, and where the formulas under them stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import LEFT
from scenes.kit.runs.arithmetic import ROW, SIZE
from scenes.parts.gradient_step.formulas import INDENT

BELOW, LINE = 1.05, 0.6  # height of a formula with its numbers, and of its baseline in that
BROAD, LARGE = 12.0, 1.28  # width of a body where formulas have room, and are so much larger
HIGH = 0.72  # of the width of the data's panel, at most: wider squares would overlap


class Panels(NamedTuple):
    """Where the curve and the data are, on what line the step stands, where the sum, how large.

    At the end the curve has the ``whole`` body.
    """

    curve: Box
    data: Box
    formulas: float
    sums: tuple[float, float]
    size: float
    whole: Box

    @property
    def middle(self) -> float:
        """Between the line of a formula and that of its numbers, for one that has none."""
        return self.formulas - ROW * self.size / SIZE / 2


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame, side by side, or in a high one one under another.

    Each has its formula under it; where they are narrow the formulas are one under another.
    """
    if body.width > BROAD:
        curve, data = body.inset(bottom=LARGE * BELOW).columns([1, 1.15], 0.5)
        line = body.bottom + LARGE * LINE
        return Panels(curve, data, line, (data.left + LEFT, line), LARGE * SIZE, body)
    line = body.bottom + LINE
    if body.height > body.width:
        curve, data = (box.inset(bottom=BELOW) for box in body.rows([1, 1], 0.1))
        return Panels(
            curve, data, curve.bottom - BELOW + LINE, (data.left + LEFT, line), SIZE, body
        )
    curve, data = body.inset(bottom=BELOW * (2 if body.tall else 1)).columns([1, 1.15], 0.5)
    left = body.left + INDENT if body.tall else data.left + LEFT
    low = data.inset(top=max(0.0, data.height - HIGH * data.width))
    return Panels(curve, low, curve.bottom - BELOW + LINE, (left, line), SIZE, body)
