"""A run in both views: its weight over the curve of the loss, its line among the points."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from manim import Mobject, VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.rims import rimmed
from scenes.kit.ink.text import LABEL, LOUD
from scenes.kit.one_weight.one_weight import Drop, OneWeight
from scenes.kit.one_weight.tangent import Crossing, Tangent
from scenes.kit.one_weight.weight_numbers import CurveEdge, LossNumber, WeightNumber
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.arithmetic import exactly
from scenes.kit.runs.lines import model_line
from scenes.kit.time.hops import HopPlayhead, long_steps
from scenes.parts.gradient_step.formulas import DIGITS, NewWeight, SumOfSquares
from scenes.parts.gradient_step.hill import over_hill
from scenes.parts.gradient_step.panels import calm, over_the_ground
from scenes.parts.gradient_step.squares import Residuals, SquareLabels, Squares, square

STEPWISE = 3  # steps that are drawn stage by stage
SLOPE, LEGS = 7.0, 5.0  # stroke widths of tangent and line, and of the triangle


@dataclass(frozen=True)
class Views:
    """Where runs are shown: the panels of the loss and of the data."""

    loss: Plane
    data: Plane
    problem: LeastSquares
    new: str  # markup of the new weight
    digits: int = DIGITS  # of a weight over the axis
    size: float = LABEL  # of that weight

    def over(self, box: Box) -> Views:
        """The same with the loss over another box, and large weights."""
        plane = self.loss
        return replace(self, loss=Plane(box, plane.x, plane.y, plane.theme), size=LOUD)

    @property
    def samples(self) -> NDArray[np.float64]:
        """The data points (n, 2)."""
        return np.stack([self.problem.x, self.problem.y], axis=1)

    @property
    def best(self) -> float:
        """The weight of the least loss."""
        return float(self.problem.minimizers[0, 0])


@dataclass
class Walk:
    """All that is drawn of one run, as its playhead goes."""

    views: Views
    run: Trajectory
    counter: VGroup = field(default_factory=VGroup)  # of its steps
    stamp: VGroup = field(default_factory=VGroup)  # says where it starts

    def __post_init__(self) -> None:
        views, weights = self.views, self.run.thetas[:, 0]
        thetas = np.stack([weights, np.zeros_like(weights)], axis=1)
        self.playhead = hopping(views, weights)
        on_curve = OneWeight(views.loss, views.problem, weights, self.playhead)
        self.on_curve = on_curve
        self.drop, self.tangent, self.crossing = (
            Drop(on_curve),
            Tangent(on_curve, write=exactly(DIGITS), numbered=False),
            Crossing(on_curve),
        )
        write = exactly(views.digits)
        self.weight = WeightNumber(on_curve, views.best, write=write, size=views.size)
        self.loss = LossNumber(on_curve, write=square, size=LOUD)
        self.edge = CurveEdge(on_curve, views.best)
        theme = views.loss.theme
        for line, width in ((self.tangent.line, SLOPE), (self.tangent.legs, LEGS)):
            rimmed(line.set_stroke(width=width), theme)
        over_hill(theme, [self.weight], [self.drop.line, self.crossing.line])
        self.residuals = Residuals(views.data, views.samples, thetas, self.playhead)
        self.squares, self.labels = Squares(self.residuals), SquareLabels(self.residuals)
        self.line = model_line(views.data, thetas, self.playhead)
        for part in self.line.family_members_with_points():
            part.set_stroke(width=SLOPE)
        free = over_the_ground(views.data, float(weights[0]))
        self.sum = SumOfSquares(self.residuals, self.run, free)
        self.update = NewWeight(on_curve, self.run, views.new, calm(views.loss, views.best))

    @property
    def over_curve(self) -> list[Mobject]:
        """What is drawn of its steps over the curve, from the bottom up."""
        return [self.crossing, self.tangent, self.drop, self.weight, self.edge]

    @property
    def among_points(self) -> list[Mobject]:
        """What is drawn among the points."""
        return [self.squares, self.line, self.labels]

    @property
    def parts(self) -> list[Mobject]:
        """What goes on to be drawn: all over the curve, and the counter."""
        return [*self.over_curve, self.counter]


def hopping(views: Views, weights: NDArray[np.float64]) -> HopPlayhead:
    """A playhead that hops where the weight moves far, or the line would swing fast.

    Steps that are drawn stage by stage are slow: there, the line may swing.
    """
    data, inner = views.data, views.data.inner
    far = long_steps(views.loss.at(weights, 0), views.loss.inner.width, views.loss.inner.height)
    ends = np.array([data.x.low, data.x.high])
    swings = long_steps(data.at(ends, weights[:, None] * ends), inner.width, inner.height)
    swings[:STEPWISE] = False
    return HopPlayhead(far | swings, few=len(far), staged=STEPWISE)
