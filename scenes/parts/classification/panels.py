"""The panels of the lesson."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box


class Panels(NamedTuple):
    """Labels and sigmoid; beside them, points over the formula, then what points cost.

    ``first`` is where the points are before there is a formula.
    """

    main: Box
    first: Box
    source: Box
    formula: Box
    costs: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame; in a tall one the others are under the main one."""
    if body.tall:
        main, low = body.rows([1.2, 1])
        source, formula = low.columns([1, 1.1], 0.1)
        return Panels(main, low, source, formula, low)
    side, main = body.columns([1, 1.25], 0.5)
    source, formula = side.rows([2.2, 1])
    return Panels(main, side, source, formula, side)
