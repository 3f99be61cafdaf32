"""The panels of the lesson: the map on the left, the data and the loss on the right."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.problems.centred_line import map_box

GAP = 0.5  # between the map and what is right of it


class Panels(NamedTuple):
    """Where they are; in a tall frame the map is over the others."""

    map: Box
    data: Box
    loss: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame."""
    left = map_box(body)
    return Panels(left, *body.beside(left, GAP).parts([1, 1.15]))
