"""The panels of the lesson: the map, and what is beside it."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.problems.centred_line import map_box

HEADING = 0.6  # height of what is over the lanes
NARROW = 11.0  # body in which the headings need all of its width


class Panels(NamedTuple):
    """The map; headings beside it over the lanes of both coordinates, or a legend over losses."""

    map: Box
    beside: Box
    lanes: Box
    legend: Box
    losses: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame; in a narrow one the headings are over the map, too."""
    if body.width < NARROW:
        left, lanes = body.inset(top=HEADING).columns([1, 1.05], 0.3)
        return Panels(left, body, lanes, *lanes.rows([1, 1.15]))
    left = map_box(body)
    beside = body.inset(left=left.width + 0.5)
    return Panels(left, beside, beside.inset(top=HEADING), *beside.rows([1, 1.15]))
