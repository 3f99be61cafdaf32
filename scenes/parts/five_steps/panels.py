"""The panels of the lesson: the recipe over them, then the data alone, or two panels at once."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import LEFT

BAR, RAIL = 0.56, 2.15  # height of the recipe over the panels; its width beside them, if tall
ABOVE, BENEATH = (
    0.14,
    0.24,
)  # of the recipe: how far it stands out of the body, and what is under it
BROAD, LARGE, SMALL = 12.0, 44.0, 30.0  # width of a body whose formulas are large; their sizes
STRIP = 0.021  # of the height of two rows, by the size of their formulas
BETWEEN, TWO = 0.25, 0.3  # two panels; under formulas, where the stamp has two lines


class Rows(NamedTuple):
    """Two rows of formulas: left end, baseline of the upper one, right end, size."""

    left: float
    line: float
    right: float
    size: float

    def sized(self, size: float) -> Rows:
        """The same at another size, but no larger."""
        return self._replace(size=min(size, self.size))


class Panels(NamedTuple):
    """Where the recipe, the data, the two cuts and then data and losses are.

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
    """The panels in the body of a frame; data and losses are where the cuts were."""
    if body.tall:
        rail, main = body.inset(right=body.width - RAIL), body.inset(left=RAIL)
        upper = main.inset(bottom=STRIP * SMALL + 0.65)
        rows = Rows(body.left + 0.2, body.bottom + 0.02 * SMALL + 0.15, body.right, SMALL)
        over, under = upper.rows([1.1, 1], 0.2)
        return Panels(rail, upper, over, over, under, under, rows)
    top = body.top + ABOVE
    rail = Box(body.left, body.right, top - BAR, top)
    size, up = (LARGE, 0.0) if body.width > BROAD else (SMALL, TWO)
    low = body.bottom + up
    upper = Box(body.left, body.right, low + STRIP * size, top - BAR - BENEATH)
    rows = Rows(body.left + LEFT, low + 0.0105 * size, body.right, size)
    left, right = upper.columns([1, 1], BETWEEN)
    return Panels(rail, upper, left, left, right, right, rows)
