"""The loss of a line while its data are standardised: x loses its mean, then its spread."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VMobject
from numpy.typing import ArrayLike, NDArray

from gdcore import LeastSquares, condition_number, contraction_factors
from scenes.kit.ink.claims import corners
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Claim, Meaning, placed
from scenes.kit.ink.outline import clipped
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.runs.traces import WIDTH
from scenes.kit.time.live import Live

Points = NDArray[np.float64]


class Standardising(ValueTracker):
    """How far data (x, y) are standardised: 0 not at all, 1 centred, 2 divided by the spread too.

    The line y = w·x + b is the same line all the way, though its slope and intercept change with x.
    """

    def __init__(self, x: Points, y: Points) -> None:
        super().__init__(0.0)
        self.x_given, self.y = x, y
        self.mean, self.spread = float(x.mean()), float(x.std())

    @property
    def moved(self) -> tuple[float, float]:
        """What is taken from x now, and what it is divided by then."""
        done = float(self.get_value())
        return min(done, 1.0) * self.mean, self.spread ** max(done - 1.0, 0.0)

    @property
    def x(self) -> Points:
        """The inputs now (n,)."""
        taken, divisor = self.moved
        return (self.x_given - taken) / divisor

    @property
    def problem(self) -> LeastSquares:
        """The loss now."""
        return LeastSquares(self.x, self.y)

    def same_line(self, theta: ArrayLike) -> Points:
        """The present (w, b) of a line given by (w, b) on the data as they were."""
        taken, divisor = self.moved
        w, b = np.moveaxis(np.asarray(theta, dtype=float), -1, 0)
        return np.stack([w * divisor, b + w * taken], axis=-1)

    @property
    def ratio(self) -> float:
        """How much steeper the loss is across its valley than along it."""
        return float(condition_number(self.problem, np.zeros(2)))

    @property
    def rate(self) -> float:
        """The rate that shrinks the error fastest, 2 / (λ_max + λ_min)."""
        return best_rate(self.problem)

    @property
    def factor(self) -> float:
        """What a step at that rate multiplies the error by, at worst."""
        factors = contraction_factors(self.problem, self.rate, np.zeros(2))
        return round(float(np.abs(factors).max()), 12)


def best_rate(problem: LeastSquares) -> float:
    """The rate 2 / (λ_max + λ_min), at which steep and flat errors shrink alike.

    No constant rate shrinks the larger of the two errors faster (Nesterov, Lectures on Convex
    Optimization, 2018, section 2.1.5).
    """
    return 2.0 / float(np.trace(problem.hessian(np.zeros(2))))


class ChangingContours(Contours):
    """Contours of the loss at the present state of its data."""

    def __init__(self, plane: Plane, data: Standardising, levels: Points) -> None:
        self.data = data
        super().__init__(plane, data.problem, levels, cells=120)
        self.go_live()

    def state(self) -> object:
        return super().state(), float(self.data.get_value())

    def depict(self) -> None:
        """Compute the lines for the present data."""
        self.problem = self.data.problem
        super().depict()

    def claims(self) -> list[Claim]:
        """That each line is where the loss on the present data has its value."""
        return self.levels_of(self.data.problem)


class MovingMarks(Live, Marks):
    """Markers at scene points (n, 3) that are read every frame."""

    def __init__(
        self, where: Callable[[], Points], theme: Theme, role: str, *, radius: float
    ) -> None:
        super().__init__(where(), theme, role, radius=radius)
        self.where = where
        self.checked(where)
        self.go_live()

    def state(self) -> object:
        return self.where().tobytes()

    def depict(self) -> None:
        """Go where the points are now."""
        self.place(self.where())


class MovingLine(Live, VMobject):
    """The line of a (w, b) that is read every frame, across a data panel."""

    def __init__(self, plane: Plane, theta: Callable[[], Points], role: str = "batch") -> None:
        super().__init__()
        self.set_stroke(plane.theme.roles()[role], width=WIDTH)
        self.meaning = Meaning("line", role, name="model")
        self.plane, self.theta = plane, theta
        self.go_live()

    def state(self) -> object:
        return self.theta().tobytes()

    def depict(self) -> None:
        """Lie where the line is now."""
        slope, intercept = self.theta()
        ends = np.array([self.plane.x.low, self.plane.x.high])
        self.set_points(clipped(self.plane.at(ends, slope * ends + intercept), self.plane.inner))

    def claims(self) -> list[Claim]:
        """That each point on it is at w x + b."""
        slope, intercept = self.theta()
        ink = corners(self)
        x = self.plane.data(ink)[:, 0]
        return [placed("line", ink, self.plane.at(x, slope * x + intercept))]
