"""The quadratic bowl: the problem on which descent can be solved with pen and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, combined, read_only, total
from gdcore.checks import Interval, point_array
from gdcore.records import Record

ROUNDING = 1e-12  # of the largest entry, by which a matrix may miss being symmetric


@dataclass(frozen=True, eq=False)
class Quadratic(Record):
    r"""The quadratic bowl :math:`f(\theta) = \frac12 (\theta - m)^\top A (\theta - m)`.

    Its gradient is :math:`A(\theta - m)` and its Hessian A everywhere, so gradient descent obeys
    :math:`\theta_t - m = (I - \eta A)^t (\theta_0 - m)`.

    Parameters
    ----------
    matrix : array (d, d)
        The curvature A; symmetric but for rounding, which is taken out. It may be indefinite,
        which makes a saddle.
    minimizer : array (d,)
        The point m where the gradient vanishes.

    Raises
    ------
    ValueError
        If the matrix is not square and symmetric, the shapes differ, or a number is not finite.

    References
    ----------
    Nocedal and Wright, Numerical Optimization (2006), section 2.2.

    Examples
    --------
    >>> bowl = Quadratic([[2, 0], [0, 8]], minimizer=[1, 0])
    >>> float(bowl.value([2, 1])), bowl.gradient([2, 1])
    (5.0, array([2., 8.]))
    """

    matrix: Annotated[FloatArray, Interval()]
    minimizer: Annotated[FloatArray, Interval()]

    def __post_init__(self) -> None:
        super().__post_init__()
        matrix, minimizer = self.matrix, self.minimizer
        if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or matrix.size == 0:
            raise ValueError(f"matrix has shape {matrix.shape}; it must be square, (d, d)")
        if np.abs(matrix - matrix.T).max() > ROUNDING * np.abs(matrix).max():
            raise ValueError(f"matrix is {matrix.tolist()}; it must be symmetric")
        if minimizer.shape != matrix.shape[:1]:
            raise ValueError(
                f"minimizer has shape {minimizer.shape}; it must be {matrix.shape[:1]}, "
                f"to go with a matrix of shape {matrix.shape}"
            )
        object.__setattr__(self, "matrix", read_only((matrix + matrix.T) / 2))

    @property
    def dim(self) -> int:
        """The number of parameters."""
        return len(self.minimizer)

    @property
    def names(self) -> tuple[str, ...]:
        """``x``, ``y`` up to two dimensions, ``x1``, ``x2``, ... above."""
        if self.dim <= 2:
            return ("x", "y")[: self.dim]
        return tuple(f"x{number}" for number in range(1, self.dim + 1))

    @property
    def domain(self) -> FloatArray:
        """Four units to either side of the centre."""
        return read_only(np.stack([self.minimizer - 4, self.minimizer + 4], axis=-1))

    @property
    def minimizers(self) -> FloatArray:
        """The centre, unless the matrix curves downwards somewhere; then there is none."""
        downwards = np.linalg.eigvalsh(self.matrix)[0] < 0
        return read_only(np.empty((0, self.dim)) if downwards else self.minimizer[None].copy())

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return half the squared distance from the centre, measured by the matrix."""
        distance = self._distance(theta)
        return 0.5 * total(distance * combined(distance, self.matrix))

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the matrix times the distance from the centre."""
        return combined(self._distance(theta), self.matrix)

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the matrix, once for each point."""
        points = point_array(theta, self.names)
        return np.broadcast_to(self.matrix, (*points.shape, self.dim)).copy()

    def _distance(self, theta: npt.ArrayLike) -> FloatArray:
        return point_array(theta, self.names) - self.minimizer
