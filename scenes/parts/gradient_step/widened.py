"""The curve of the loss over the whole frame, from the first step on."""

from __future__ import annotations

import numpy as np
from manim import Animation, Mobject, ReplacementTransform, rush_from

from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.ground import Ground
from scenes.parts.gradient_step.walk import Walk


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
        self.walk, self.ground, self.curve = walk, Ground(*over), LossCurve(*over)

    def grows_from(self, first: Walk, ground: Mobject, curve: Mobject) -> list[Animation]:
        """Animate a smaller panel, its ground, its curve and its run's point into these."""
        pairs = (
            (ground, self.ground),
            (first.views.loss, self.walk.views.loss),
            (curve, self.curve),
            (first.drop, self.walk.drop.update()),
        )
        return [ReplacementTransform(*pair, rate_func=rush_from) for pair in pairs]
