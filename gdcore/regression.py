"""Least squares: a line (or plane) through samples, judged by its squared residuals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, combined, projected, read_only, total
from gdcore.checks import point_array
from gdcore.samples import Samples

# More rows than this are first condensed to d + 1; fewer are summed as they are, so that textbook
# data give textbook digits.
_CONDENSED_ABOVE = 256


@dataclass(frozen=True, eq=False)
class LeastSquares(Samples):
    r"""The squared error of a line, :math:`L(w, b) = \frac1n \sum_i (w x_i + b - y_i)^2`.

    With residuals :math:`r = X\theta - y` the gradient is :math:`\frac2n X^\top r` and the Hessian
    :math:`\frac2n X^\top X`, the same everywhere. ``reduction="sum"`` leaves out the 1/n.

    Parameters
    ----------
    x : array (n,) or (n, k)
        The inputs.
    y : array (n,)
        The observations, in the unit that residuals will have.
    reduction : {"mean", "sum"}, default "mean"
        Whether the loss averages or adds the squares.
    intercept : bool, default True
        Whether theta = (w, b) or the line passes through the origin, theta = (w,).

    Raises
    ------
    ValueError
        If shapes do not fit, a number is not finite, or the reduction is another word.

    References
    ----------
    Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 3.2.

    Examples
    --------
    >>> rain = LeastSquares([0, 1, 2], [0.2, 1.3, 2.4], reduction="sum", intercept=False)
    >>> float(rain.value([9])), rain.gradient([9]), rain.hessian([9])
    (302.69, array([77.8]), array([[10.]]))
    >>> line = LeastSquares([0, 1, 2], [1, 3, 5])
    >>> line.minimizers.round(12), line.predict([2, 1], 10)
    (array([[2., 1.]]), np.float64(21.0))
    """

    reduction: str = "mean"
    intercept: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.reduction not in ("mean", "sum"):
            raise ValueError(f'reduction is {self.reduction!r}; it must be "mean" or "sum"')
        if not isinstance(self.intercept, bool | np.bool_):
            raise ValueError(f"intercept is {self.intercept!r}; it must be True or False")
        object.__setattr__(self, "intercept", bool(self.intercept))

    @cached_property
    def minimizers(self) -> FloatArray:
        """The least-squares solution; the shortest one if x does not determine it."""
        solution = np.linalg.lstsq(self._design.T, self.y)[0]
        return read_only(np.array([solution], dtype=np.float64))

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the mean (or sum) of the squared residuals, shape (...)."""
        return self._weight * total(self._condensed_residuals(theta) ** 2)

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the slopes of the loss, shape (..., d)."""
        return 2 * self._weight * projected(self._condensed_residuals(theta), self._condensed[0])

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the curvature of the loss, which is the same at every theta, (..., d, d)."""
        points = point_array(theta, self.names)
        rows = self._condensed[0]
        curvature = 2 * self._weight * projected(rows, rows)
        return np.broadcast_to(curvature, (*points.shape, self.dim)).copy()

    def predict(self, theta: npt.ArrayLike, x: npt.ArrayLike) -> FloatArray:
        """Return the line's height at x.

        Parameters
        ----------
        theta : array (..., d)
            The parameters.
        x : float or array (m,) or (m, k)
            Where to read the line.

        Returns
        -------
        array (..., m), or (...) for a single number x
            In the unit of y.
        """
        return self._scores(theta, x)

    def residuals(self, theta: npt.ArrayLike) -> FloatArray:
        """Return prediction minus observation for every sample, shape (..., n)."""
        return self._scores(theta, self.x) - self.y

    @property
    def _has_intercept(self) -> bool:
        return self.intercept

    @property
    def _weight(self) -> float:
        return 1.0 if self.reduction == "sum" else 1.0 / self.samples

    @cached_property
    def _condensed(self) -> tuple[FloatArray, FloatArray]:
        """Return a design and observations of at most d + 1 samples with the same sum of squares.

        The residuals are [X y] times (theta, -1). A QR factorisation of [X y] replaces the n
        rows by a triangle and, being a rotation, keeps their sum of squares: with ten thousand
        samples a step costs what it costs with three, and nothing is lost to cancellation as it
        would be with the moments of the data.
        """
        if self.samples <= _CONDENSED_ABOVE:
            return self._design, self.y
        augmented = np.column_stack([self._design.T, self.y])
        triangle = np.asarray(np.linalg.qr(augmented, mode="r"), dtype=np.float64)
        return read_only(triangle[:, :-1].T.copy()), read_only(triangle[:, -1].copy())

    def _condensed_residuals(self, theta: npt.ArrayLike) -> FloatArray:
        rows, observations = self._condensed
        return combined(point_array(theta, self.names), rows) - observations
