"""A loss of several parameters as a function of one of them, the others held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Problem, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import fixed
from scenes.kit.ink.theme import Theme
from scenes.kit.one_weight.one_weight import Drop, OneWeight
from scenes.kit.one_weight.tangent import Crossing, Tangent
from scenes.kit.one_weight.weight_numbers import LossNumber, WeightNumber
from scenes.kit.panels.axes import LEFT, Axis, Plane, round_ticks
from scenes.kit.panels.curves import LossCurve
from scenes.kit.time.playhead import Playhead


@dataclass(frozen=True)
class Cut:
    """A straight cut through a loss, along the axis of one parameter.

    Attributes
    ----------
    problem
        Of dimension d.
    theta
        The point (d,) that the cut passes through.
    index
        The parameter that varies.
    """

    problem: Problem
    theta: NDArray[np.float64]
    index: int

    def value(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        """Loss (...) at values (..., 1) of the parameter."""
        return self.problem.value(self._whole(theta))

    def gradient(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        """Partial derivative (..., 1) by the parameter there."""
        return self.problem.gradient(self._whole(theta))[..., self.index, None]

    @property
    def lowest(self) -> float:
        """Where the cut through a quadratic loss is lowest."""
        here = self.theta[self.index]
        curvature = self.problem.hessian(self.theta)[self.index, self.index]
        return float(here - self.problem.gradient(self.theta)[self.index] / curvature)

    def _whole(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        whole = np.broadcast_to(self.theta, (*theta.shape[:-1], len(self.theta))).copy()
        whole[..., self.index] = theta[..., 0]
        return whole


class CutView:
    """The first step of one parameter over the cut of the loss, in its stages.

    Parameters
    ----------
    plane
        Panel of the parameter and the loss.
    cut
        Through the start of the run.
    values
        The parameter at each step (T+1,).
    playhead
        Stages its first step.
    """

    def __init__(
        self, plane: Plane, cut: Cut, values: NDArray[np.float64], playhead: Playhead
    ) -> None:
        run = OneWeight(plane, cut, values, playhead)
        self.plane, self.run = plane, run
        ends = np.linspace(plane.x.low, plane.x.high, 401)
        self.curve = LossCurve(plane, cut.value, ends)
        self.drop, self.tangent, self.crossing = (
            Drop(run, dots=False),
            Tangent(run, longest=1, write=fixed(3)),
            Crossing(run),
        )
        self.number = WeightNumber(run, cut.lowest, write=fixed(3))
        self.loss = LossNumber(run, write=fixed(3))

    @property
    def stages(self) -> VGroup:
        """What the stages of the step draw, over the mark on the axis."""
        return VGroup(self.crossing, self.tangent, self.drop, self.loss)

    @property
    def all(self) -> VGroup:
        """Everything that is drawn."""
        return VGroup(self.plane, self.curve, self.stages, self.number)


def cuts(
    run: Trajectory, boxes: Sequence[Box], loss: str, playhead: Playhead, theme: Theme
) -> list[CutView]:
    """A view of the first step for each parameter, side by side from the last one on.

    All have the same scales, so that their slopes compare; the leftmost one has the numbers.
    """
    theta, height = run.thetas[0], float(run.values[0])
    reach = max(1.75, 1.3 * float(np.abs(run.thetas[1] - theta).max()))
    views = []
    for index, (box, name) in enumerate(zip(boxes, run.problem.names, strict=True)):
        low, high = float(theta[index] - reach), float(theta[index] + reach)
        first = index == len(boxes) - 1
        up = Axis(
            -0.55 * height,
            2 * height,
            loss if first else " ",
            ticks=round_ticks(0, 2 * height, 4) if first else (),
        )
        across = Axis(low, high, f"${name}$", ticks=round_ticks(low, high, 3))
        plane = Plane(box, across, up, theme, left=LEFT if first else 0.15)
        cut = Cut(run.problem, theta, index)
        views.append(CutView(plane, cut, run.thetas[:, index], playhead))
    return views
