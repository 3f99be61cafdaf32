"""The loss of a line while its data are standardised: x loses its mean, then its spread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from manim import ValueTracker, VMobject
from numpy.typing import ArrayLike, NDArray

from gdcore import LeastSquares, condition_number, contraction_factors
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.outline import clipped
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.traces import WIDTH
from scenes.kit.time.live import Live

Points = NDArray[np.float64]


class Standardising(ValueTracker):
    """How far data (x, y) are standardised: 0 not at all, 1 centred, 2 divided by the spread too.

    The line y = w·x + b is the same line all the way, though its slope and intercept change with x.
    """

    def __init__(self, x: Points, y: Points, heights: Points | None = None) -> None:
        """Heights (n,) are where the points are, if ``y`` is only where their best line is."""
        super().__init__(0.0)
        self.x_given, self.y = x, y
        self.heights = y if heights is None else heights
        self.mean, self.spread = float(x.mean()), float(x.std())

    @contextmanager
    def standardised(self, drawn: Live) -> Iterator[None]:
        """As if all were done, for a while, also in what is drawn of it."""
        before = float(self.get_value())
        self.set_value(2)
        drawn.refresh()
        yield
        self.set_value(before)
        drawn.refresh()

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
    def rows(self) -> Points:
        """The data points now (n, 2)."""
        return np.stack([self.x, self.heights], axis=1)

    @property
    def problem(self) -> LeastSquares:
        """The loss now."""
        return LeastSquares(self.x, self.y)

    def same_line(self, theta: ArrayLike) -> Points:
        """The present (w, b) of a line given by (w, b) on the data as they were."""
        taken, divisor = self.moved
        w, b = np.moveaxis(np.asarray(theta, dtype=float), -1, 0)
        return np.stack([w * divisor, b + w * taken], axis=-1)

    def again(self) -> Points:
        """The inputs again (n,), for checks: by their moments, and in logarithms."""
        done, count = float(self.get_value()), len(self.x_given)
        mean = self.x_given.sum() / count
        variance = (self.x_given**2).sum() / count - mean**2
        centred, scaled = np.interp(done, [0, 1], [0, 1]), np.interp(done, [1, 2], [0, 1])
        return np.asarray(
            (self.x_given - centred * mean) * np.exp(-0.5 * scaled * np.log(variance))
        )

    def rows_again(self) -> Points:
        """The data points (n, 2) again, for checks."""
        return np.stack([self.again(), self.heights], axis=1)

    def fitted(self, heights: Points | None = None) -> Points:
        """The line (1, 2) through heights (n,) over the inputs, or nearest to the data."""
        return np.polyfit(self.again(), self.y if heights is None else heights, 1)[None]

    def line_again(self, theta: ArrayLike) -> Points:
        """``same_line`` again (1, 2), for checks: the line through what it was at each input."""
        w, b = np.asarray(theta, dtype=float)
        return self.fitted(w * self.x_given + b)

    def ratio_again(self) -> float:
        """``ratio`` again, for checks: of the squares of what the inputs and ones stretch by."""
        inputs = np.stack([self.again(), np.ones(len(self.y))], axis=1)
        most, least = np.linalg.svd(inputs, compute_uv=False)
        return float((most / least) ** 2)

    def factor_again(self) -> float:
        """``factor`` again, for checks: (κ - 1) / (κ + 1)."""
        ratio = self.ratio_again()
        return (ratio - 1) / (ratio + 1)

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
        return self.levels_of(LeastSquares(self.data.again(), self.data.y))


class MovingLine(Live, VMobject):
    """The line of a (w, b) that is read every frame, across a data panel.

    ``anew`` reads the same by another way, for checks.
    """

    def __init__(
        self,
        plane: Plane,
        theta: Callable[[], Points],
        anew: Callable[[], Points],
        role: str = "batch",
    ) -> None:
        super().__init__()
        self.set_stroke(plane.theme.roles()[role], width=WIDTH)
        self.meaning = Meaning("line", role, name="model")
        self.plane, self.theta, self.anew = plane, theta, anew
        self.go_live()

    def state(self) -> object:
        return self.theta().tobytes()

    def depict(self) -> None:
        """Lie where the line is now."""
        slope, intercept = self.theta()
        ends = np.array([self.plane.x.low, self.plane.x.high])
        self.set_points(clipped(self.plane.at(ends, slope * ends + intercept), self.plane.inner))

    def claims(self) -> list[Claim]:
        """That what is read along it is w x + b, for a line that was come to anew."""
        ((w, b),) = self.anew()
        ruler = Ruler(self.plane)
        left, right, _, _ = self.plane.window
        ends = ruler.laid([[left, w * left + b], [right, w * right + b]])
        return ruler.follows("line", self, ends[None])
