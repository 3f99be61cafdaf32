"""The curvatures of a loss as double arrows at its minimum, with their sizes written beside."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.labels import place
from scenes.kit.ink.marks import RADIUS, Arrow
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane

ARMS = (1.0, 1.3)  # scene units of the arrows across and along the valley
NAMES = ("lambda_max", "lambda_min")  # of the curvatures felt there
SIDES = (1, -1)
HEAD = 0.2  # from the tip of an arrow back to the middle of its head
# At which tip a text is, and on which side of it; 0: over or under it.
PLACES = ((1, 1), (-1, -1), (1, -1), (-1, 1), (1, 0), (-1, 0))
Points = NDArray[np.float64]


def curvature_arrows(
    plane: Plane,
    hessian: Points,
    center: Points,
    start: Points,
    write: Callable[[float], str],
) -> tuple[VGroup, VGroup]:
    """A double arrow across a valley and one along it, each with the curvature felt there.

    Parameters
    ----------
    plane
        A map on one scale.
    hessian
        Of the loss, (2, 2).
    center, start
        Scene points (3,) of the minimum and of a marker to keep clear of.
    write
        Formats a curvature.
    """
    found = np.linalg.eigh(hessian)
    inwards = 1.0 if center[0] < plane.inner.center[0] else -1.0  # where there is room
    ways = [np.append(found.eigenvectors[:, index], 0.0) for index in (1, 0)]
    ways = [way * np.sign(way[0]) * inwards for way in ways]
    reaches = [(arm - back) * s for arm in ARMS for s in SIDES for back in (0, HEAD)]
    tips = np.array(reaches)[:, None] * np.repeat(ways, 4, axis=0)
    parts = []
    for key, size, arm, ahead in zip(NAMES, found.eigenvalues[::-1], ARMS, ways, strict=True):
        shows = (float(ahead[:2] @ hessian @ ahead[:2]),)
        text = Text(f"${key} = {write(size)}$", plane.theme, halo=True, shows=shows)
        places = [_beside(text, plane, center, arm * ahead, inwards, *where) for where in PLACES]
        around = ((start, 2 * RADIUS), (center + tips, 0.05))
        size = (float(text.width), float(text.height))
        text.move_to(place(size, places, clear_of=around, inside=plane.inner))
        arrows = [
            Arrow(plane.theme, "text").put(center + 0.3 * s * ahead, center + arm * s * ahead)
            for s in SIDES
        ]
        parts.append(VGroup(*arrows, text))
    return parts[0], parts[1]


def _beside(
    text: Text, plane: Plane, center: Points, arm: Points, inwards: float, side: int, way: int
) -> Points:
    """Where a text's centre is if it stands at one of two tips, on one side of it; in the panel."""
    ahead = arm / np.linalg.norm(arm)
    away = 0.2 * ahead * (way, side, 0) if way else np.array([0, 0.35 * side * np.sign(arm[1]), 0])
    place = center + side * arm + away + (way * inwards * text.width / 2, 0, 0)
    inner, width, height = plane.inner, text.width / 2 + 0.02, text.height / 2
    place[0] = np.clip(place[0], inner.left + width, inner.right - width)
    place[1] = max(place[1], inner.bottom + 0.12 + height)
    return np.asarray(place)
