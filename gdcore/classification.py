"""Logistic regression: a line turned into a probability, judged by the likelihood of the labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

import numpy as np
import numpy.typing as npt

from gdcore.arrays import BoolArray, FloatArray, combined, projected, read_only, total
from gdcore.checks import Interval, point_array
from gdcore.samples import Samples


@dataclass(frozen=True, eq=False)
class Logistic(Samples):
    r"""The mean negative log-likelihood of labels 0 and 1 under a sigmoid.

    .. math:: p_i = \frac{1}{1 + e^{-(w x_i + b)}}, \qquad
              L(w, b) = -\frac1n \sum_i \bigl[y_i \log p_i + (1 - y_i) \log (1 - p_i)\bigr]

    with p clamped to [clip, 1 - clip], so that one confident mistake costs at most -log(clip). The
    gradient is the exact derivative of this clamped loss: a sample whose p is beyond the clamp has
    a constant loss and pulls no more, even if it is on the wrong side. ``clip=0`` gives the plain
    likelihood; it too is computed without overflow.

    Parameters
    ----------
    x : array (n,) or (n, k)
        The inputs.
    y : array (n,)
        The labels, each 0 or 1.
    clip : float, default 1e-5
        The smallest probability; at least 0 and below 1/2.

    Raises
    ------
    ValueError
        If shapes do not fit, an input is not finite, a label is not 0 or 1, or clip is outside.

    References
    ----------
    Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 4.4.

    Examples
    --------
    >>> coin = Logistic([-1, 0, 0, 1], [0, 0, 1, 1])
    >>> print(coin.value([0, 0]), coin.gradient([0, 0]))
    0.6931471805599453 [-0.25  0.  ]
    >>> coin.predict([2, 0], [-1, 0, 1]).round(3), float(coin.accuracy([2, 1]))
    (array([0.119, 0.5  , 0.881]), 0.75)
    """

    clip: Annotated[float, Interval(0, 0.5, open_high=True)] = 1e-5

    def __post_init__(self) -> None:
        super().__post_init__()
        strange = (self.y != 0) & (self.y != 1)
        if strange.any():
            raise ValueError(f"y holds the label {self.y[strange][0]}; labels must be 0 or 1")

    @cached_property
    def minimizers(self) -> FloatArray:
        """The maximum-likelihood estimate, found by Newton's method on first use.

        Empty, (0, d), if it does not exist: when a boundary separates the labels without error the
        likelihood only grows as the sigmoid steepens (and the clamped loss ends on a plateau).
        """
        return read_only(_newton(self))

    def value(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the mean negative log-likelihood, shape (...)."""
        margins = np.clip(self._margins(theta), -self._largest_score, self._largest_score)
        return total(np.logaddexp(0, -margins)) / self.samples

    def gradient(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the slopes of the clamped loss, shape (..., d)."""
        margins = self._margins(theta)
        pulls = np.where(self._is_clamped(margins), 0, -self._signs * _sigmoid(-margins))
        return projected(pulls, self._design) / self.samples

    def hessian(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the curvature of the clamped loss, shape (..., d, d)."""
        margins = self._margins(theta)
        spread = np.where(self._is_clamped(margins), 0, _sigmoid(margins) * _sigmoid(-margins))
        return projected(spread[..., None, :] * self._design, self._design) / self.samples

    def predict(self, theta: npt.ArrayLike, x: npt.ArrayLike) -> FloatArray:
        """Return the probability of label 1 at x, not clamped.

        Parameters
        ----------
        theta : array (..., d)
            The parameters.
        x : float or array (m,) or (m, k)
            Where to read the sigmoid.

        Returns
        -------
        array (..., m), or (...) for a single number x
            Probabilities from 0 to 1.
        """
        return _sigmoid(self._scores(theta, x))

    def accuracy(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the fraction of samples, shape (...), on the right side of p = 1/2.

        A sample exactly on the boundary counts as labelled 0.
        """
        return total((self._scores(theta, self.x) > 0) == (self.y == 1)) / self.samples

    @property
    def _largest_score(self) -> float:
        """The score at which p reaches the clamp: clamping one is clamping the other."""
        return float(np.log1p(-self.clip) - np.log(self.clip)) if self.clip else np.inf

    @cached_property
    def _signs(self) -> FloatArray:
        return read_only(2 * self.y - 1)

    def _margins(self, theta: npt.ArrayLike) -> FloatArray:
        """Return the scores, counted positive on the side of the sample's own label, (..., n)."""
        return self._signs * combined(point_array(theta, self.names), self._design)

    def _is_clamped(self, margins: FloatArray) -> BoolArray:
        return np.abs(margins) > self._largest_score


def _sigmoid(scores: FloatArray) -> FloatArray:
    # 1 / (1 + exp(-s)) would overflow for very negative scores; this form only underflows to 0.
    return np.exp(-np.logaddexp(0, -scores))


def _newton(problem: Logistic, iterations: int = 100, tolerance: float = 1e-9) -> FloatArray:
    """Return the stationary point that Newton's method with step halving finds, or none."""
    theta, none = np.zeros(problem.dim), np.empty((0, problem.dim))
    for _ in range(iterations):
        gradient, hessian = problem.gradient(theta), problem.hessian(theta)
        if np.linalg.cond(hessian) > 1e12 or problem.accuracy(theta) == 1:
            return none
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        most = problem.value(theta) * (1 + 1e-12)  # near the minimum, values differ by rounding
        while problem.value(theta - size * step) > most and size > 1e-9:
            size /= 2
        theta = theta - size * step
        if np.abs(step).max() <= tolerance * (1 + np.abs(theta).max()):
            return theta[None]
    return none
