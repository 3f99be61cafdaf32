"""The curve of the loss over the whole frame, from the first step on."""

from __future__ import annotations

import numpy as np
from manim import Animation, Mobject, ReplacementTransform, rush_from, squish_rate_func

from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.ground import Ground
from scenes.parts.gradient_step.walk import Walk

WIDE = 5.0  # stroke width of the curve
SECONDS, STARTS = 1.1, 0.14  # in which it grows; part of that before it does


class Widened:
    """What a run is drawn over, on its panel.

    Attributes
    ----------
    ground, curve
        The loss.
    """

    def __init__(self, walk: Walk) -> None:
        plane, problem = walk.views.loss, walk.views.problem
        over = plane, problem.value, np.linspace(plane.x.low, plane.x.high, 241)
        self.walk, self.ground, self.curve = walk, Ground(*over), LossCurve(*over, width=WIDE)

    def grows_from(self, first: Walk, ground: Mobject, curve: Mobject) -> list[Animation]:
        """Animate a smaller panel, its ground, its curve and its run's point into these."""
        pairs = (
            (ground, self.ground),
            (first.views.loss, self.walk.views.loss),
            (curve, self.curve),
            (first.drop, self.walk.drop.update()),
        )
        then = squish_rate_func(rush_from, STARTS, 1)
        return [ReplacementTransform(*pair, rate_func=then, run_time=SECONDS) for pair in pairs]
