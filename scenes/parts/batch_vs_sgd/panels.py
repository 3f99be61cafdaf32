"""The panels of the lesson: the map and one beside it, or one alone."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.problems.centred_line import map_box

GAP = 0.45  # between the map and what is beside it
MAP, WIDE = 0.6, 0.66  # of the body's width: the map, and that on which arrows and clouds are


class Panels(NamedTuple):
    """The map and what is ``beside`` it; later the map is ``wide``, with one panel ``aside``.

    A plot alone takes the ``whole``.
    """

    map: Box
    beside: Box
    whole: Box
    wide: Box
    aside: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame."""
    first, wide = (
        map_box(body) if body.tall else body.inset(right=(1 - part) * body.width)
        for part in (MAP, WIDE)
    )
    return Panels(first, body.beside(first, GAP), body, wide, body.beside(wide, GAP))
