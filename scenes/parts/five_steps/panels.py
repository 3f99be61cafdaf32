"""The panels of the lesson: the recipe over them, then the data alone, or two panels at once."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box, Frame
from scenes.kit.panels.axes import LEFT

HIGH = 0.56  # of the recipe
ABOVE, BENEATH = 0.14, 0.28  # of the recipe: how far it stands out of the body; what is under it
BROAD, LARGE, SMALL = 12.0, 48.0, 30.0  # width of a body whose formulas are large; their sizes
STRIP = 0.021  # of the height of two rows, by the size of their formulas
CALM, NUMBERS = 5.05, 1.05  # of a broad body: what formulas have; what numbers by the points have
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

    The data are ``large`` while they are alone, and reach to ``beyond`` with what is drawn over
    them; beside or under them is the ``calm`` place of the formulas. Those of the cuts are under
    them, in ``formulas``.
    """

    rail: Box
    large: Box
    beyond: Box
    calm: Box
    data: Box
    b: Box
    w: Box
    losses: Box
    formulas: Rows


def panels_in(frame: Frame) -> Panels:
    """The panels in a frame; data and losses come where cuts and their formulas were.

    In a broad one the recipe is in the title's row, unless the frame is bare.
    """
    body = frame.body
    broad = body.width > BROAD
    if broad and not frame.bare:
        rail, main = frame.title, body
    else:
        top = body.top + ABOVE
        rail = Box(body.left, body.right, top - HIGH, top)
        main = body.inset(top=HIGH + BENEATH - ABOVE)
    size, up = (LARGE, 0.0) if broad else (SMALL, TWO)
    low = main.bottom + up
    upper = Box(main.left, main.right, low + STRIP * size, main.top)
    rows = Rows(main.left + (LEFT if broad else 0.2), low + 0.0105 * size, main.right, size)
    if broad:
        calm = main.inset(left=main.width - CALM)
        large = main.inset(right=CALM + NUMBERS)
        data, losses = main.columns([0.85, 1], BETWEEN)
        b, w = upper.columns([1, 1], BETWEEN)
        return Panels(rail, large, main, calm, data, b, w, losses, rows)
    alone = upper.inset(bottom=0.5)
    calm = Box(main.left + 0.2, main.right, low, alone.bottom - 0.1)
    (b, w), (data, losses) = (
        box.rows([1.1, 1], 0.2) if body.tall else box.columns([1, 1], BETWEEN)
        for box in (upper, main.inset(bottom=up))
    )
    return Panels(rail, alone, alone, calm, data, b, w, losses, rows)
