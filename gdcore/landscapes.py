"""Landscapes over the plane, given by a formula: valleys and saddles to show optimizers on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, read_only, total
from gdcore.checks import Interval, point_array
from gdcore.planar import Planar, fixed, symmetric


@dataclass(frozen=True, eq=False)
class Rosenbrock(Planar):
    r"""The banana valley :math:`f(x, y) = (a - x)^2 + b (y - x^2)^2`.

    A steep-walled curved valley: easy to enter, slow to follow to its minimum at :math:`(a, a^2)`.

    Parameters
    ----------
    a : float, default 1
        The x of the minimum.
    b : float, default 100
        How much steeper the walls are than the floor; above 0.

    Raises
    ------
    ValueError
        If a or b is not finite, or b is not above 0.

    References
    ----------
    Rosenbrock, An automatic method for finding the greatest or least value of a function,
    The Computer Journal 3 (1960).

    Examples
    --------
    >>> valley = Rosenbrock()
    >>> float(valley.value([-1, 2])), valley.gradient([-1, 2])
    (104.0, array([396., 200.]))
    """

    a: Annotated[float, Interval()] = 1.0
    b: Annotated[float, Interval(0, open_low=True)] = 100.0

    @property
    def domain(self) -> FloatArray:
        """x from -2 to 2, y from -1 to 3."""
        return fixed([[-2, 2], [-1, 3]])

    @property
    def minimizers(self) -> FloatArray:
        """The one minimum, (a, a²)."""
        return fixed([[self.a, self.a**2]])

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the height of the valley."""
        x, y = self._coordinates(theta)
        return np.square(self.a - x) + self.b * np.square(y - x * x)

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the two slopes."""
        x, y = self._coordinates(theta)
        above_floor = y - x * x
        return np.stack(
            [-2 * (self.a - x) - 4 * self.b * x * above_floor, 2 * self.b * above_floor], axis=-1
        )

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the curvatures."""
        x, y = self._coordinates(theta)
        return symmetric(2 - 4 * self.b * (y - 3 * x * x), -4 * self.b * x, 2 * self.b)


@dataclass(frozen=True, eq=False)
class Beale(Planar):
    r"""Beale's function :math:`f(x, y) = \sum_{i=1}^{3} \bigl(c_i - x (1 - y^i)\bigr)^2`.

    With c = (1.5, 2.25, 2.625): a wide plateau with steep rims; one minimum, 0 at (3, 0.5).

    References
    ----------
    Moré, Garbow and Hillstrom, Testing unconstrained optimization software, ACM TOMS 7 (1981),
    function 5.

    Examples
    --------
    >>> float(Beale().value([3, 0.5])), float(Beale().value([0, 0]))
    (0.0, 14.203125)
    """

    @property
    def domain(self) -> FloatArray:
        """x and y from -4.5 to 4.5."""
        return fixed([[-4.5, 4.5], [-4.5, 4.5]])

    @property
    def minimizers(self) -> FloatArray:
        """The one minimum, (3, 0.5)."""
        return fixed([[3, 0.5]])

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the sum of the three squares."""
        return total(self._residuals(theta) ** 2)

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the two slopes."""
        residuals = self._residuals(theta)
        by_x, by_y = self._slopes(theta)
        return 2 * np.stack([total(residuals * by_x), total(residuals * by_y)], axis=-1)

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the curvatures."""
        x, y = self._coordinates(theta)
        residuals = self._residuals(theta)
        by_x, by_y = self._slopes(theta)
        # The second derivatives of the residuals; by x twice they are 0.
        by_xy = np.stack([np.ones_like(y), 2 * y, 3 * y * y], axis=-1)
        by_yy = x[..., None] * np.stack([np.zeros_like(y), np.full_like(y, 2), 6 * y], axis=-1)
        return 2 * symmetric(
            total(by_x * by_x),
            total(by_x * by_y + residuals * by_xy),
            total(by_y * by_y + residuals * by_yy),
        )

    def _residuals(self, theta: npt.ArrayLike) -> FloatArray:
        x, y = self._coordinates(theta)
        return _BEALE_TARGETS - x[..., None] * (1 - _powers(y))

    def _slopes(self, theta: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
        x, y = self._coordinates(theta)
        by_y = x[..., None] * np.stack([np.ones_like(y), 2 * y, 3 * y * y], axis=-1)
        return _powers(y) - 1, by_y


@dataclass(frozen=True, eq=False)
class Himmelblau(Planar):
    r"""Himmelblau's function :math:`f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2`.

    Four equally deep minima (value 0), four saddles and one hill: the start decides where it ends.

    References
    ----------
    Himmelblau, Applied Nonlinear Programming (1972).

    Examples
    --------
    >>> Himmelblau().value([[3, 2], [0, 0]])
    array([  0., 170.])
    """

    @property
    def domain(self) -> FloatArray:
        """x and y from -5 to 5."""
        return fixed([[-5, 5], [-5, 5]])

    @property
    def minimizers(self) -> FloatArray:
        """All four, counter-clockwise from (3, 2)."""
        return fixed(
            [
                [3.0, 2.0],
                [-2.805118086952745, 3.131312518250573],
                [-3.779310253377747, -3.283185991286170],
                [3.584428340330492, -1.848126526964404],
            ]
        )

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the sum of the two squares."""
        first, second = self._residuals(theta)
        return np.square(first) + np.square(second)

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the two slopes."""
        x, y = self._coordinates(theta)
        first, second = self._residuals(theta)
        return np.stack([4 * x * first + 2 * second, 2 * first + 4 * y * second], axis=-1)

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the curvatures."""
        x, y = self._coordinates(theta)
        first, second = self._residuals(theta)
        return symmetric(8 * x * x + 4 * first + 2, 4 * (x + y), 8 * y * y + 4 * second + 2)

    def _residuals(self, theta: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
        x, y = self._coordinates(theta)
        return x * x + y - 11, x + y * y - 7


@dataclass(frozen=True, eq=False)
class Saddle(Planar):
    r"""The saddle :math:`f(x, y) = x^2 - y^2`.

    Its gradient vanishes at the origin, which is a minimum along x and a maximum along y. The
    function is unbounded below, so it has no minimiser: a run that leaves does so for ever.

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.2.3.

    Examples
    --------
    >>> Saddle().gradient([1, 1]), Saddle().minimizers.shape
    (array([ 2., -2.]), (0, 2))
    """

    @property
    def domain(self) -> FloatArray:
        """x and y from -2 to 2."""
        return fixed([[-2, 2], [-2, 2]])

    @property
    def minimizers(self) -> FloatArray:
        """None: shape (0, 2)."""
        return read_only(np.empty((0, 2)))

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return x² - y², which runs from -inf to inf."""
        x, y = self._coordinates(theta)
        return x * x - y * y

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return (2x, -2y)."""
        x, y = self._coordinates(theta)
        return np.stack([2 * x, -2 * y], axis=-1)

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return diag(2, -2), once for each point."""
        x, _ = self._coordinates(theta)
        return symmetric(np.full_like(x, 2), 0, -2)


@dataclass(frozen=True, eq=False)
class Rastrigin(Planar):
    r"""Rastrigin's egg box :math:`f(x, y) = 20 + x^2 + y^2 - 10 (\cos 2 \pi x + \cos 2 \pi y)`.

    A bowl covered with regular dimples: a local minimum near every point with integer coordinates,
    the global one, 0, at the origin.

    References
    ----------
    Törn and Žilinskas, Global Optimization (1989).

    Examples
    --------
    >>> Rastrigin().value([[0, 0], [1, 2]])
    array([0., 5.])
    """

    @property
    def domain(self) -> FloatArray:
        """x and y from -5.12 to 5.12."""
        return fixed([[-5.12, 5.12], [-5.12, 5.12]])

    @property
    def minimizers(self) -> FloatArray:
        """The global minimum, the origin."""
        return fixed([[0, 0]])

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the height of the egg box."""
        points = point_array(theta, self.names)
        return total(points**2 + 10 * (1 - np.cos(2 * np.pi * points)))

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the two slopes."""
        points = point_array(theta, self.names)
        return 2 * points + 20 * np.pi * np.sin(2 * np.pi * points)

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the curvatures; x and y do not mix."""
        points = point_array(theta, self.names)
        curvatures = 2 + 40 * np.pi**2 * np.cos(2 * np.pi * points)
        return curvatures[..., None] * np.eye(2)


_BEALE_TARGETS = np.array([1.5, 2.25, 2.625])


def _powers(y: FloatArray) -> FloatArray:
    return np.stack([y, y * y, y * y * y], axis=-1)
