"""A cut through a loss along one parameter, that slides when the others move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Problem, Trajectory
from scenes.kit.ink.claims import corners
from scenes.kit.ink.ghosts import quiet
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LOUD
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import LossCurve, StillLine, guide
from scenes.kit.panels.ground import Ground
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live

OVER = 0.2  # from a point on the curve up to its loss
FALL = 6  # stroke width of what the loss has fallen by


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


class SlidingCut(Live, VGroup):
    """A cut through the loss of a line, from the start of a run to where its first step leads.

    Under its curve is the ground.

    Parameters
    ----------
    run
        Of (w, b).
    index
        The parameter that varies.
    slid
        How far the cut has come, 0 to 1.
    """

    def __init__(self, plane: Plane, run: Trajectory, index: int, slid: ValueTracker) -> None:
        assert isinstance(run.problem, LeastSquares)
        self.problem, self.ends, self.index, self.slid = run.problem, run.thetas[:2], index, slid
        self.plane, self.over = plane, np.linspace(plane.x.low, plane.x.high, 401)
        self.ground = Ground(plane, self.cut.value, self.over)
        self.curve = LossCurve(plane, self.cut.value, self.over)
        super().__init__(self.ground, self.curve)
        self.go_live()

    @property
    def place(self) -> NDArray[np.float64]:
        """Where the cut passes through now."""
        part = float(self.slid.get_value())
        return np.asarray((1 - part) * self.ends[0] + part * self.ends[1])

    @property
    def cut(self) -> Cut:
        """The cut there."""
        return Cut(self.problem, self.place, self.index)

    def state(self) -> object:
        return float(self.slid.get_value())

    def depict(self) -> None:
        """Draw the cut as far as it has slid."""
        self.curve.loss = self.cut.value
        self.curve.span(self.over)
        self.ground.lay(self.cut.value)

    def claims(self) -> list[Claim]:
        """That each height is the mean of the squares which that line leaves, one by one."""
        points, (w, b) = corners(self.curve), self.place
        values = self.plane.data(points)[:, :1]
        slope, intercept = (values, b) if self.index == 0 else (w, values)
        squares = (slope * self.problem.x + intercept - self.problem.y) ** 2
        true = np.stack([values[:, 0], squares.mean(axis=1)], axis=1)
        return [Ruler(self.plane).stands("losses", points, true)]


def landing(plane: Plane, run: Trajectory, index: int) -> VGroup:
    """A run after its first step, over one of its parameters: the drop, the point and its loss."""
    (w, b), problem = run.thetas[1], run.problem
    assert isinstance(problem, LeastSquares)
    squares = (w * problem.x + b - problem.y) ** 2
    value, loss = float(run.thetas[1, index]), float(run.values[1])
    point, place = plane.at(value, loss), np.array([[value, squares.mean()]])
    marker = Marks(point, plane.theme, "batch").checked(lambda: place, plane.data)
    number = Number(loss, plane.theme, write=fixed(3), size=LOUD, align="center")
    number.put(point + np.array([0.0, OVER / 4, 0.0])).checked(lambda: float(place[0, 1]))
    aside = -1 if run.gradients[1, index] > 0 else 1  # where the curve is lower
    haloed(number.shift((aside * (number.width / 2 + OVER), 0, 0)), plane.theme)
    foot = RADIUS / plane.units[1]  # over the mark on the axis
    line = guide(plane, [[value, foot], [value, loss]], role="text")
    fall = np.array([[value, float(run.values[0])], [value, loss]])
    return VGroup(line, StillLine(plane, fall, plane.theme.text, width=FALL), marker, number)


def height_before(plane: Plane, run: Trajectory, index: int) -> VGroup:
    """The loss that a run starts from, as a line across a panel of one of its parameters.

    The curve is there too, as it is before the other parameter moves.
    """
    first, (w, b), problem = float(run.values[0]), run.thetas[0], run.problem
    assert isinstance(problem, LeastSquares)
    line = guide(plane, [[plane.x.low, first], [plane.x.high, first]], role="text")
    falls = run.gradients[0, index] < 0  # to the right, where the number has room
    end = plane.at(plane.x.high if falls else plane.x.low, first)
    aside = np.array([-0.1 if falls else 0.1, OVER / 2, 0])
    number = Number(
        first, plane.theme, write=fixed(3), size=LOUD, align="right" if falls else "left"
    )
    number.checked(lambda: float(np.mean((w * problem.x + b - problem.y) ** 2)))
    here = np.array([[float(run.thetas[0, index]), first]])
    point = Marks(plane.to_scene(here), plane.theme, "batch", outlined=True)
    cut, over = Cut(problem, run.thetas[0], index), np.linspace(plane.x.low, plane.x.high, 401)
    curve = quiet(LossCurve(plane, cut.value, over, color=plane.theme.muted))
    point.checked(lambda: here, plane.data)
    return VGroup(curve, line, point, number.put(end + aside))
