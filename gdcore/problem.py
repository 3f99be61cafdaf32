"""What descent needs to know of a function: the protocols that every problem fulfils."""

from __future__ import annotations

from typing import Protocol, Self, runtime_checkable

import numpy.typing as npt

from gdcore.arrays import FloatArray


@runtime_checkable
class Problem(Protocol):
    r"""A twice differentiable function :math:`f: \mathbb{R}^d \to \mathbb{R}` to be minimised.

    Every method takes ``theta`` of shape (..., d) and works on all leading axes at once, so a
    single point, a path, a grid and ten thousand runs are all one call. Write your own problem by
    giving it these members; subclass ``gdcore.Record`` too if trajectories over it are to be saved.

    Attributes
    ----------
    dim : int
        The number of parameters d.
    names : tuple of str
        One name for each parameter, in the order of theta's last axis.
    domain : array (d, 2)
        The lower and upper end of an interesting range for each parameter: where to look, not a
        constraint.
    minimizers : array (k, d)
        The known global minimisers, one in each row; (0, d) if there is none or none is known.

    Examples
    --------
    >>> import gdcore
    >>> bowl = gdcore.Quadratic([[1, 0], [0, 10]], minimizer=[0, 0])
    >>> isinstance(bowl, gdcore.Problem)
    True
    >>> bowl.gradient([[1, 1], [2, 0]])
    array([[ 1., 10.],
           [ 2.,  0.]])
    """

    @property
    def dim(self) -> int: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def domain(self) -> FloatArray: ...

    @property
    def minimizers(self) -> FloatArray: ...

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return f(theta), shape (...)."""
        ...

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the first derivatives, shape (..., d)."""
        ...

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the second derivatives, shape (..., d, d)."""
        ...


@runtime_checkable
class SampledProblem(Problem, Protocol):
    """A problem whose value is a sum or mean over samples, so that a step may use some of them.

    Attributes
    ----------
    samples : int
        The number of samples n: what one full gradient costs.

    Examples
    --------
    >>> import gdcore
    >>> line = gdcore.LeastSquares([0, 1, 2], [1, 3, 5])
    >>> isinstance(line, gdcore.SampledProblem), line.samples, line.restrict([0, 2]).samples
    (True, 3, 2)
    >>> isinstance(gdcore.Beale(), gdcore.SampledProblem)
    False
    """

    @property
    def samples(self) -> int: ...

    def restrict(self, rows: npt.ArrayLike) -> Self:
        """Return the same problem on the samples with these row numbers, shape (m,)."""
        ...
