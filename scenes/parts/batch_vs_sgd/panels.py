"""The panels of the lesson: the map, and beside it one or two others."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.problems.centred_line import map_box

GAP = 0.5  # between the map and what is beside it
ASIDE = 5.4  # width of what is beside the map once that is wide


class Panels(NamedTuple):
    """The map, and beside it the data over the losses, or one of the two alone.

    In the end the map is ``wide``, if the frame has room for that, and one panel is ``aside``.
    """

    map: Box
    beside: Box
    data: Box
    losses: Box
    wide: Box
    aside: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame."""
    left = map_box(body)
    beside = body.beside(left, GAP)
    wide = left if body.tall else left.inset(right=min(0.0, ASIDE + GAP + left.width - body.width))
    data, losses = beside.parts([1, 1])
    return Panels(left, beside, data, losses, wide, body.beside(wide, GAP))
