"""The panels of the lesson: a wide map on the left, and one picture right of it or below."""

from __future__ import annotations

from typing import NamedTuple

from scenes.kit.ink.layout import Box

GAP = 0.45  # between the map and what is right of it
SHARES = {True: (1.35, 1), False: (1.25, 1)}  # of map and picture in a tall body, in a wide one


class Panels(NamedTuple):
    """Where they are; in a tall frame the map is over the other, and the plot takes both."""

    map: Box
    beside: Box
    whole: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame."""
    cut = body.rows if body.tall else body.columns
    left, beside = cut(SHARES[body.tall], GAP)
    return Panels(left, beside, body)
