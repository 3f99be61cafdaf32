"""The panels of the lesson: the recipe on the left, the data and the losses beside it."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import LEFT

RAIL = 2.15  # width of the recipe in a tall frame, its longest word and a gap included


class Panels(NamedTuple):
    """Where the recipe, the data, the two cuts and then the losses are.

    ``formulas`` are left end, baseline and right end of the upper row of formulas.
    """

    rail: Box
    data: Box
    b: Box
    w: Box
    losses: Box
    formulas: tuple[float, float, float]


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame; the losses are where the cuts were."""
    rail, main = body.columns([2.25, 10.7], 0.25)
    if body.tall:
        rail, main = body.inset(right=body.width - RAIL), body.inset(left=RAIL)
        over, under = main.inset(bottom=1.3).rows([1.1, 1], 0.2)
        row = body.left + 0.2, body.bottom + 0.75, body.right
        b, w = under.columns([1, 1])
        return Panels(rail, over, b, w, under, row)
    upper = main.inset(bottom=1.05)
    data, b, w = upper.columns([4.4, 3.3, 2.7], 0.15)
    losses = Box(b.left, w.right, upper.bottom, upper.top)
    return Panels(rail, data, b, w, losses, (data.left + LEFT, body.bottom + 0.6, body.right))
