"""Where the surface is, the legend, and the map that it is from above."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import LEFT, RIGHT
from scenes.kit.problems.centred_line import map_box, middle_square

LEGEND, UNDER = 3.5, 2.0  # width of the legend in a tall frame; height of it, over the picture


class Panels(NamedTuple):
    """Of the surface and the legend; of the map that it is from above, and what is beside it.

    The map is ``first`` alone, in the middle.
    """

    space: Box
    legend: Box
    first: Box
    map: Box
    beside: Box | None  # no room for it in a tall frame


def panels(body: Box) -> Panels:
    """Those of a body; in a tall one the legend stands over the picture."""
    if body.tall:
        legend, space = body.inset(left=body.width - LEGEND), body.inset(top=UNDER)
        middle = middle_square(space)
        return Panels(space, legend, middle, middle, None)
    part = max(1.0, 3.1 * LEGEND / (body.width - LEGEND))
    space, legend = body.columns([3.1, part], 0.1)
    left = map_box(body)
    aside = body.center[0] - left.inset(LEFT, RIGHT).center[0]
    first = left.inset(left=aside, right=-aside)
    return Panels(space, legend, first, left, body.inset(left=left.width + 0.3))
