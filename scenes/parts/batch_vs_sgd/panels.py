"""The panels of the lesson: the map, and beside it the data over the losses."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.problems.centred_line import map_box


class Panels(NamedTuple):
    """The map, the data, and the losses; ``first`` is where the data are before there are any."""

    map: Box
    first: Box
    data: Box
    losses: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame."""
    left = map_box(body)
    beside = body.beside(left, 0.5)
    return Panels(left, beside, *beside.parts([1, 1]))
