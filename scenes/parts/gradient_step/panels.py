"""The panels of the lesson, and where in them formulas stand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import BOTTOM, LEFT, RIGHT, TOP, Plane

DEEP = 0.78  # of the width inside the data's panel, its height: in a higher one squares overlap
CALM, UNDER = 0.62, 0.15  # of the width of a bowl, that is free high in it; from the top down to it
HIGH = 1.5  # of that place
BROAD = 12.0  # width of a body in which there is more for the data
BESIDE = 0.15  # from both sides of a panel to the sum of the squares


class Panels(NamedTuple):
    """Where the curve and the data are; with the first step the curve has the ``whole`` body."""

    curve: Box
    data: Box
    whole: Box


def panels_in(body: Box) -> Panels:
    """The panels in the body of a frame, side by side, or in a high one one under another."""
    if body.tall:
        curve, data = body.rows([1, 1], 0.1)
        return Panels(curve, data, body)
    curve, data = body.columns([1, 1.45 if body.width > BROAD else 1.2], 0.4)
    deep = DEEP * (data.width - LEFT - RIGHT) + TOP + BOTTOM
    return Panels(curve, data.inset(top=max(0.0, data.height - deep)), body)


def calm(plane: Plane, best: float) -> Box:
    """Where neither the curve over a panel nor what a step draws comes: high in its bowl."""
    inner, half = plane.inner, CALM * plane.inner.width / 2
    middle = float(np.clip(plane.at(best, 0)[0], inner.left + half, inner.right - half))
    top = inner.top - UNDER
    return Box(middle - half, middle + half, top - HIGH, top)


def over_the_ground(plane: Plane, start: float) -> Box:
    """The part of a panel of the data in which a line of that slope leaves no squares."""
    inner, level = plane.inner.inset(BESIDE, BESIDE), float(plane.at(0, 0)[1])
    return Box(
        inner.left, inner.right, *((inner.bottom, level) if start > 0 else (level, inner.top))
    )
