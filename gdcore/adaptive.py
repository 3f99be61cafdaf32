"""Optimizers with a step of its own for every coordinate: AdaGrad, RMSProp, Adam and AdamW."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray
from gdcore.checks import Interval
from gdcore.optimizers import Number, Optimizer, column


class AdaGradState(NamedTuple):
    """The state of AdaGrad; ``square_sum`` (..., d) is the sum of all squared gradients."""

    step: int
    square_sum: FloatArray


class RMSPropState(NamedTuple):
    """The state of RMSProp; ``second_moment`` (..., d) is the fading mean of squared gradients."""

    step: int
    second_moment: FloatArray


class AdamState(NamedTuple):
    """The state of Adam: fading means of gradients and of squared gradients, each (..., d).

    Both are as accumulated. The step divides them by 1 - beta**t after t steps, because they
    start at 0 and are too small at first.
    """

    step: int
    first_moment: FloatArray
    second_moment: FloatArray


@dataclass(frozen=True, eq=False)
class AdaGrad(Optimizer[AdaGradState]):
    r"""Divide each coordinate's step by the root of all its squared slopes so far.

    .. math:: s_{t+1} = s_t + g_t^2, \qquad
              \theta_{t+1} = \theta_t - \eta \frac{g_t}{\sqrt{s_{t+1}} + \epsilon}

    The sum starts at 0 and only grows, so the steps only shrink.

    Parameters
    ----------
    learning_rate : float, array or schedule
        The rate :math:`\eta`, here the length of the first step; finite and at least 0.
    epsilon : float or array, default 1e-10
        Keeps a flat coordinate from dividing 0 by 0; at least 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Duchi, Hazan and Singer, Adaptive subgradient methods (2011); torch.optim.Adagrad.

    Examples
    --------
    >>> from gdcore import Quadratic, descend
    >>> path = descend(Quadratic([[1, 0], [0, 100]], [0, 0]), AdaGrad(0.5), [4, 3], steps=1)
    >>> path.thetas[1], path.memory["square_sum"][1]
    (array([3.5, 2.5]), array([1.6e+01, 9.0e+04]))
    """

    epsilon: Annotated[Number, Interval(0)] = 1e-10

    def init(self, theta: npt.ArrayLike) -> AdaGradState:
        """Return the state before the first step."""
        return AdaGradState(0, np.zeros(np.shape(theta)))

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: AdaGradState
    ) -> tuple[FloatArray, AdaGradState]:
        """Return the next theta and state, given the gradient at theta."""
        square_sum = state.square_sum + gradient**2
        scale = np.sqrt(square_sum) + column(self.epsilon)
        theta = theta - column(self.rate(state.step)) * gradient / scale
        return theta, AdaGradState(state.step + 1, square_sum)


@dataclass(frozen=True, eq=False)
class RMSProp(Optimizer[RMSPropState]):
    r"""AdaGrad that forgets: divide by the root of a fading mean of squared slopes.

    .. math:: s_{t+1} = \alpha s_t + (1 - \alpha) g_t^2, \qquad
              \theta_{t+1} = \theta_t - \eta \frac{g_t}{\sqrt{s_{t+1}} + \epsilon}

    The mean starts at 0 and is not corrected for it, nor centred, as in torch.

    Parameters
    ----------
    learning_rate : float, array or schedule
        The rate :math:`\eta`; finite and at least 0.
    decay : float or array, default 0.99
        The fraction :math:`\alpha` of the mean that is kept, from 0 to below 1.
    epsilon : float or array, default 1e-8
        Keeps a flat coordinate from dividing 0 by 0; at least 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Tieleman and Hinton, Neural networks for machine learning, lecture 6.5 (2012);
    torch.optim.RMSprop, which calls the decay alpha.

    Examples
    --------
    >>> from gdcore import Quadratic, descend
    >>> path = descend(Quadratic([[1]], [0]), RMSProp(0.1, decay=0.75), [4], steps=1)
    >>> path.thetas[1].round(6), path.memory["second_moment"][1]
    (array([3.8]), array([4.]))
    """

    decay: Annotated[Number, Interval(0, 1, open_high=True)] = 0.99
    epsilon: Annotated[Number, Interval(0)] = 1e-8

    def init(self, theta: npt.ArrayLike) -> RMSPropState:
        """Return the state before the first step."""
        return RMSPropState(0, np.zeros(np.shape(theta)))

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: RMSPropState
    ) -> tuple[FloatArray, RMSPropState]:
        """Return the next theta and state, given the gradient at theta."""
        second_moment = _fading_mean(state.second_moment, gradient**2, self.decay)
        scale = np.sqrt(second_moment) + column(self.epsilon)
        theta = theta - column(self.rate(state.step)) * gradient / scale
        return theta, RMSPropState(state.step + 1, second_moment)


@dataclass(frozen=True, eq=False)
class Adam(Optimizer[AdamState]):
    r"""Momentum and RMSProp together, corrected for their start at 0.

    .. math:: m_{t+1} &= \beta_1 m_t + (1 - \beta_1) g_t \\
              s_{t+1} &= \beta_2 s_t + (1 - \beta_2) g_t^2 \\
              \theta_{t+1} &= \theta_t - \eta \,
              \frac{m_{t+1} / (1 - \beta_1^{t+1})}
                   {\sqrt{s_{t+1} / (1 - \beta_2^{t+1})} + \epsilon}

    Parameters
    ----------
    learning_rate : float, array or schedule
        The rate :math:`\eta`, about the length of a step; finite and at least 0.
    beta1, beta2 : float or array, default 0.9 and 0.999
        The fractions of the two fading means that are kept, from 0 to below 1.
    epsilon : float or array, default 1e-8
        Keeps a flat coordinate from dividing 0 by 0; at least 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Kingma and Ba, Adam: a method for stochastic optimization (2015); torch.optim.Adam.

    Examples
    --------
    >>> from gdcore import Quadratic, descend
    >>> path = descend(Quadratic([[1, 0], [0, 100]], [0, 0]), Adam(0.5), [4, -3], steps=1)
    >>> path.thetas[1].round(6)
    array([ 3.5, -2.5])
    """

    beta1: Annotated[Number, Interval(0, 1, open_high=True)] = 0.9
    beta2: Annotated[Number, Interval(0, 1, open_high=True)] = 0.999
    epsilon: Annotated[Number, Interval(0)] = 1e-8

    def init(self, theta: npt.ArrayLike) -> AdamState:
        """Return the state before the first step."""
        return AdamState(0, np.zeros(np.shape(theta)), np.zeros(np.shape(theta)))

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: AdamState
    ) -> tuple[FloatArray, AdamState]:
        """Return the next theta and state, given the gradient at theta."""
        taken = state.step + 1
        first_moment = _fading_mean(state.first_moment, gradient, self.beta1)
        second_moment = _fading_mean(state.second_moment, gradient**2, self.beta2)
        direction = first_moment / (1 - column(self.beta1) ** taken)
        scale = np.sqrt(second_moment / (1 - column(self.beta2) ** taken)) + column(self.epsilon)
        theta = theta - column(self.rate(state.step)) * direction / scale
        return theta, AdamState(taken, first_moment, second_moment)


@dataclass(frozen=True, eq=False)
class AdamW(Adam):
    r"""Adam with decoupled weight decay: theta shrinks by itself, not through the gradient.

    .. math:: \theta_t \leftarrow (1 - \eta \lambda) \, \theta_t

    before each Adam step; the gradient is the one at theta before it shrank.

    Parameters
    ----------
    learning_rate : float, array or schedule
        The rate :math:`\eta`; finite and at least 0.
    beta1, beta2 : float or array, default 0.9 and 0.999
        The fractions of the two fading means that are kept, from 0 to below 1.
    epsilon : float or array, default 1e-8
        Keeps a flat coordinate from dividing 0 by 0; at least 0.
    weight_decay : float or array, default 0.01
        The decay :math:`\lambda`, at least 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Loshchilov and Hutter, Decoupled weight decay regularization (2019); torch.optim.AdamW.

    Examples
    --------
    >>> from gdcore import Quadratic, descend
    >>> flat = Quadratic([[0]], [0])
    >>> descend(flat, AdamW(0.5, weight_decay=0.2), [10], steps=2).thetas[:, 0]
    array([10. ,  9. ,  8.1])
    """

    weight_decay: Annotated[Number, Interval(0)] = 0.01

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: AdamState
    ) -> tuple[FloatArray, AdamState]:
        """Return the next theta and state, given the gradient at theta."""
        kept = 1 - column(self.rate(state.step)) * column(self.weight_decay)
        return super().update(gradient, theta * kept, state)


def _fading_mean(mean: FloatArray, new: FloatArray, kept: Number) -> FloatArray:
    fraction = column(kept)
    return fraction * mean + (1 - fraction) * new
