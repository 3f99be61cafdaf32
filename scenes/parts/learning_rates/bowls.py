"""One panel of several on one bowl: a rate, its run, and what a step does to the error."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from gdcore import LeastSquares, contraction_factors
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.minimum import star_on_curve
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace

WINDOW = (-10.0, 15.0)  # weights that a panel shows
HEADING = 32


class Bowl(VGroup):
    """One panel: the loss over w, its minimum, and a run on it under the heading of its rate."""

    def __init__(
        self, plane: Plane, problem: LeastSquares, trace: Trace, edge: EdgeArrow, rate: float
    ) -> None:
        weights = np.linspace(*WINDOW, 241)
        self.plane, self.trace, self.edge = plane, trace, edge
        self.curve = LossCurve(plane, problem.value, weights)
        self.star = star_on_curve(plane, problem)
        self.heading = Text(
            f"$eta = {plain(rate)}$",
            plane.theme,
            size=HEADING,
            color=trace.color_of_path,
            shows=(rate,),
        )
        self.heading.put(left=plane.inner.left + 0.1, baseline=plane.inner.top + 0.18)
        super().__init__(plane, self.curve, self.star, self.heading, trace, edge)

    def factor(self, rate: float, problem: LeastSquares) -> Text:
        """What one step multiplies the error by, at the right of the heading."""
        value = round(float(contraction_factors(problem, rate, problem.minimizers[0])[0]), 12)
        first, second = self.trace.record[:2, 0] - problem.minimizers[0, 0]
        shows = (second / first,)
        text = Text(f"$times {value:.4g}$", self.plane.theme, size=HEADING, shows=shows)
        return text.put(right=self.plane.inner.right, baseline=self.heading.baseline)
