"""The two curvatures of the valley, as double arrows at its minimum."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane

ARM = 1.3  # scene units from the minimum to the tip of an arrow
BESIDE = {"steep": (0.35, -0.45), "flat": (0.35, 0.9)}  # from the minimum to the texts


def curvatures(
    plane: Plane, center: NDArray[np.float64], felt: Mapping[str, float], texts: Mapping[str, str]
) -> VGroup:
    """A double arrow along each axis of the valley, with the curvature that is felt there.

    Parameters
    ----------
    center
        Scene point (3,) of the minimum.
    felt, texts
        The curvature that is steep and the one that is flat; what is written beside each.
    """
    parts = VGroup()
    for key, step in zip(felt, np.array([[ARM, 0, 0], [0, ARM, 0]]), strict=True):
        text = Text(texts[key].format(value=f"{felt[key]:.3g}"), plane.theme, halo=True)
        right, up = BESIDE[key]
        text.put(left=center[0] + right, baseline=center[1] + up)
        arrows = [
            Arrow(plane.theme, "text").put(center + 0.3 * s, center + s) for s in (step, -step)
        ]
        parts.add(VGroup(*arrows, text))
    return parts
