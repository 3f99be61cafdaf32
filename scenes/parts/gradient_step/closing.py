"""The curve over the whole frame, on which the run's end is looked at."""

from __future__ import annotations

import numpy as np
from manim import Animation, Mobject, ReplacementTransform

from scenes.kit.ink.layout import Box
from scenes.kit.one_weight.one_weight import Drop, OneWeight
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.ground import Ground
from scenes.parts.gradient_step.walk import Walk


class Closing:
    """The panel of a run's loss once more, as large as a box, with the run at its end.

    Attributes
    ----------
    plane, ground, curve
        The panel, and the loss on it.
    drop
        The run's weight, and a dot at each old loss.
    """

    def __init__(self, walk: Walk, box: Box) -> None:
        loss, problem = walk.views.loss, walk.views.problem
        self.walk, self.plane = walk, Plane(box, loss.x, loss.y, loss.theme)
        over = self.plane, problem.value, np.linspace(loss.x.low, loss.x.high, 241)
        self.ground, self.curve = Ground(*over), LossCurve(*over)
        run = OneWeight(self.plane, problem, walk.on_curve.weights, walk.playhead)
        self.drop = Drop(run)

    def grows_from(self, ground: Mobject, curve: Mobject) -> list[Animation]:
        """Animate the panel that is there, its ground and its curve, into this one."""
        drop = self.drop.update()
        drop.set_z_index(1)
        pairs = (
            (ground, self.ground),
            (self.walk.views.loss, self.plane),
            (curve, self.curve),
            (self.walk.drop, drop),
        )
        return [ReplacementTransform(*pair) for pair in pairs]
