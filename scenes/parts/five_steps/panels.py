"""The panels of the lesson: the recipe on the left, beside it the data, alone and then smaller."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import LEFT

RAIL = 2.15  # width of the recipe in a tall frame, its longest word and a gap included
ROOMY, LARGE, SMALL = 9.5, 36.0, 30.0  # width of the rows of formulas from which on they are large
STRIP = 0.035  # of the height of the two rows, by the size of their formulas


class Rows(NamedTuple):
    """Two rows of formulas: left end, baseline of the upper one, right end, size."""

    left: float
    line: float
    right: float
    size: float

    @property
    def small(self) -> Rows:
        """The same, smaller."""
        return self._replace(size=SMALL)


class Panels(NamedTuple):
    """Where the recipe, the data, the two cuts and then the losses are.

    The data are ``large`` while they are alone.
    """

    rail: Box
    large: Box
    data: Box
    b: Box
    w: Box
    losses: Box
    formulas: Rows


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame; the losses are where the cuts were."""
    rail, main = body.columns([2.25, 10.7], 0.25)
    if body.tall:
        rail, main = body.inset(right=body.width - RAIL), body.inset(left=RAIL)
    left, size = main.left + LEFT, LARGE
    if body.tall or body.right - left < ROOMY:
        left, size = body.left + 0.2, SMALL
    upper = main.inset(bottom=STRIP * size + 0.2 * body.tall)
    rows = Rows(left, body.bottom + 0.02 * size + 0.15 * body.tall, body.right, size)
    if body.tall:
        over, under = upper.rows([1.1, 1], 0.2)
        b, w = under.columns([1, 1])
        return Panels(rail, upper, over, b, w, under, rows)
    data, b, w = upper.columns([3.5, 3.9, 3.2], 0.15)
    losses = Box(b.left, w.right, upper.bottom, upper.top)
    return Panels(rail, upper, data, b, w, losses, rows)
