"""The panels of the lesson: the map, and what is beside it."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import LEFT, RIGHT, TOP

HEADING = 0.62  # height of what is over the panels
NAME = 0.35  # width of the name of the map's axis, in the row of the headings
NARROW = 11.0  # body in which the headings need all of its width


class Panels(NamedTuple):
    """The map under a row for headings; beside it charts, or a legend over losses."""

    map: Box
    heading: Box
    charts: Box
    legend: Box
    losses: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame; in a narrow one headings are as wide as that."""
    if body.width < NARROW:
        left, charts = body.inset(top=HEADING).columns([1, 1.05], 0.3)
        heading = body.inset(bottom=body.height - HEADING)
        return Panels(left, heading, charts, *charts.rows([1, 1.15]))
    left, beside = body.columns([1, 1], 0.3)
    heading = left.inset(left=LEFT + NAME, right=RIGHT, bottom=left.height - TOP)
    return Panels(left, heading, beside, *beside.rows([1, 1.5]))
