"""What can be known about a descent without running it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray
from gdcore.checks import within
from gdcore.problem import Problem
from gdcore.regression import LeastSquares
from gdcore.schedules import RATE


def critical_learning_rate(problem: Problem, theta: npt.ArrayLike) -> FloatArray:
    r"""Return the rate at which gradient descent stops converging, :math:`2 / \lambda_{\max}`.

    Near theta the error along the steepest curvature :math:`\lambda_{\max}` is multiplied by
    :math:`1 - \eta \lambda_{\max}` at each step: it shrinks below this rate, bounces for ever at
    it, and grows above. On a quadratic that holds everywhere.

    Parameters
    ----------
    problem : Problem
        What would be descended.
    theta : array (..., d)
        Where to look at the curvature.

    Returns
    -------
    array (...)
        The critical rate; inf where nothing curves upwards.

    Raises
    ------
    ValueError
        If theta's last axis does not fit the problem.

    References
    ----------
    Nesterov, Lectures on Convex Optimization (2018), section 2.1.5.

    Examples
    --------
    >>> from gdcore import Quadratic
    >>> float(critical_learning_rate(Quadratic([[1, 0], [0, 10]], [0, 0]), [0, 0]))
    0.2
    """
    steepest = _curvatures(problem, theta)[..., -1]
    with np.errstate(divide="ignore"):
        return np.where(steepest > 0, 2 / steepest, np.inf)[()]


def contraction_factors(
    problem: Problem, learning_rate: float | FloatArray, theta: npt.ArrayLike
) -> FloatArray:
    r"""Return what a step of gradient descent multiplies the error by, :math:`1 - \eta \lambda_i`.

    There is one factor for each principal direction of the curvature, the flattest direction
    first. The error in that direction shrinks if the factor is between -1 and 1, and changes side
    at every step if it is negative.

    Parameters
    ----------
    problem : Problem
        What would be descended.
    learning_rate : float or array
        The rate; an array must broadcast against ``theta[..., 0]``. Finite and at least 0.
    theta : array (..., d)
        Where to look at the curvature.

    Returns
    -------
    array (..., d)
        The factors in order of ascending curvature, so from largest to smallest.

    Raises
    ------
    ValueError
        If a rate is negative or not finite, or theta's last axis does not fit the problem.

    References
    ----------
    Goh, Why momentum really works, Distill (2017).

    Examples
    --------
    >>> from gdcore import Quadratic
    >>> contraction_factors(Quadratic([[1, 0], [0, 10]], [0, 0]), 0.15, [0, 0])
    array([ 0.85, -0.5 ])
    """
    rate = within(learning_rate, "learning_rate", RATE)
    return 1 - rate[..., None] * _curvatures(problem, theta)


def condition_number(problem: Problem, theta: npt.ArrayLike) -> FloatArray:
    r"""Return how much steeper the steepest curvature is than the flattest.

    .. math:: \kappa = \max_i |\lambda_i| \, / \, \min_i |\lambda_i|

    A round bowl has 1, a long valley a large number. At its best rate gradient descent shrinks
    the error by :math:`(\kappa - 1) / (\kappa + 1)` per step.

    Parameters
    ----------
    problem : Problem
        What would be descended.
    theta : array (..., d)
        Where to look at the curvature.

    Returns
    -------
    array (...)
        The condition number of the Hessian, at least 1; inf where a direction does not curve.

    Raises
    ------
    ValueError
        If theta's last axis does not fit the problem.

    References
    ----------
    Boyd and Vandenberghe, Convex Optimization (2004), section 9.1.2.

    Examples
    --------
    >>> from gdcore import Quadratic
    >>> float(condition_number(Quadratic([[1, 0], [0, 10]], [0, 0]), [0, 0]))
    10.0
    """
    sizes = np.abs(_curvatures(problem, theta))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = sizes.max(axis=-1) / sizes.min(axis=-1)
    return np.where(np.isnan(ratio), np.inf, ratio)[()]


def least_squares_solution(problem: LeastSquares) -> FloatArray:
    r"""Return where the squared error is least, the solution of :math:`X^\top X \theta = X^\top y`.

    It is computed from a singular value decomposition of X, not from the normal equations, and is
    the shortest solution where x does not determine it (one sample, two parameters).

    Parameters
    ----------
    problem : LeastSquares
        The line and its samples.

    Returns
    -------
    array (d,)
        The parameters, (w, b) or (w,).

    Raises
    ------
    ValueError
        If the problem is not a LeastSquares.

    References
    ----------
    Golub and Van Loan, Matrix Computations (2013), section 5.5.

    Examples
    --------
    >>> least_squares_solution(LeastSquares([0, 1, 2], [1, 3, 5])).round(12)
    array([2., 1.])
    """
    if not isinstance(problem, LeastSquares):
        raise ValueError(f"problem is {problem!r}; it must be a LeastSquares")
    solution: FloatArray = problem.minimizers[0]
    return solution


def _curvatures(problem: Problem, theta: npt.ArrayLike) -> FloatArray:
    """Return the Hessian's eigenvalues, ascending, shape (..., d)."""
    return np.asarray(np.linalg.eigvalsh(problem.hessian(theta)), dtype=np.float64)
