"""The panels of the lesson: the data and the numbers under them on the left, the map beside."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box

WIDE = 6.3  # of a map
LABELLED = 0.4  # that cuts are wider than the data, for what their labels need beside them
STAMPED = 0.2  # left free under a map for a stamp of two lines


class Panels(NamedTuple):
    """Where the data, the numbers under them and the map are, and the map they make way for.

    ``first`` is where the data are before there are numbers, ``cuts`` where the cuts are in place
    of the data.
    """

    first: Box
    data: Box
    cuts: Box
    rows: Box
    map: Box
    other: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame: side by side, or the map under the others."""
    if body.width < 2 * WIDE - 1:
        upper, lower = body.inset(bottom=STAMPED).rows([0.9, 1], 0.2)
        data, rows = upper.columns([1, 1.3], 0.1)
        return Panels(upper, data, data, rows, lower, upper)
    first = body.inset(right=WIDE + 0.5)
    data, rows = first.rows([1.75, 1], 0.1)
    right, left = body.inset(left=body.width - WIDE), body.inset(right=body.width - WIDE)
    return Panels(first, data, data.inset(right=-LABELLED), rows, right, left)
