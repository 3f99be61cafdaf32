"""Rows of a legend: a role's marker and its name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes.kit.ink.cast import Shape
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.ink.theme import Theme

LIFT = 0.1  # of a marker's middle over the baseline
GAP = 0.3  # from a marker's middle to its name


def legend_row(
    name: str,
    theme: Theme,
    role: str,
    *,
    left: float,
    baseline: float,
    gap: float = GAP,
    size: float = LABEL,
    radius: float = RADIUS,
    shape: Shape | None = None,
    shows: Sequence[float] | None = None,
) -> VGroup:
    """A marker whose middle is at a scene x, and a name beside it on a baseline, in that order.

    ``shows`` are the values of the numbers in the name.
    """
    middle = np.array([[left, baseline + LIFT, 0.0]])
    marker = Marks(middle, theme, role, radius=radius, shape=shape)
    text = Text(name, theme, role=role, size=size, shows=shows)
    return VGroup(marker, text.put(left=left + gap, baseline=baseline))
