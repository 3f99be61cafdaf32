"""Where a step may lead from its weight, before it is told."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit.ink.marks import RADIUS, Arrow, Marks
from scenes.kit.one_weight.one_weight import OneWeight

LONG, WIDTH = 0.75, 0.07  # scene units of an arrow; its width


def both_ways(run: OneWeight) -> VGroup:
    """An arrow to each side of a run's first weight, along the axis."""
    foot, theme = run.foot(float(run.weights[0])), run.plane.theme
    ends = ((side * (RADIUS + 0.06), side * (RADIUS + 0.06 + LONG)) for side in (-1, 1))
    return VGroup(
        *(
            Arrow(theme, "text", width=WIDTH).put(foot + (near, 0, 0), foot + (far, 0, 0))
            for near, far in ends
        )
    )


def as_far_again(run: OneWeight, step: int) -> VGroup:
    """An open mark on the axis where a step as long as the one before would lead, if it is seen."""
    before, here = map(float, run.weights[step - 1 : step + 1])
    plane, weight = run.plane, 2 * here - before
    if not plane.x.low <= weight <= plane.x.high:
        return VGroup()
    mark = Marks(run.foot(weight)[None], plane.theme, "batch", outlined=True)
    there = np.array([[weight, plane.y.low]])
    return VGroup(mark.checked(lambda: there, plane.data))
