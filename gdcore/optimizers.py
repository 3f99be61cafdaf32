"""Gradient descent, momentum and Nesterov's acceleration, and what every optimizer shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray
from gdcore.checks import Interval, float_array, number
from gdcore.problem import Problem
from gdcore.records import Record
from gdcore.schedules import RATE, Schedule

Number: TypeAlias = float | Sequence[float] | FloatArray
LearningRate: TypeAlias = Number | Schedule


class OptimizerState(Protocol):
    """What an optimizer carries from step to step: a NamedTuple that counts its steps.

    Its other fields are arrays of theta's shape; a trajectory records them as its ``memory``.
    """

    @property
    def step(self) -> int: ...

    def _asdict(self) -> dict[str, Any]: ...


State = TypeVar("State", bound=OptimizerState)


@dataclass(frozen=True, eq=False)
class Optimizer(Record, Generic[State]):
    """Base of the optimizers: a pure pair ``init`` and ``step``; the state is handed around.

    Every parameter may be a number or an array that broadcasts against ``theta[..., 0]``, so one
    call compares many settings. A subclass says what it remembers (``init``) and how it moves
    (``update``), and annotates its parameters with their ranges. These are what torch.optim allows,
    except that all are finite and fractions stay at or below 1.

    Parameters
    ----------
    learning_rate : float, array or schedule
        The step length per unit of slope; finite and at least 0 (0 stands still, as in torch). A
        schedule is a callable from the step number, 0 first, to the rate.

    Raises
    ------
    ValueError
        If a parameter is not a finite number in its range.

    Examples
    --------
    An optimizer that only asks which way is down:

    >>> from gdcore import Quadratic, descend
    >>> class SignDescent(Optimizer):
    ...     def init(self, theta):
    ...         return DescentState(0)
    ...
    ...     def update(self, gradient, theta, state):
    ...         moved = theta - column(self.rate(state.step)) * np.sign(gradient)
    ...         return moved, DescentState(state.step + 1)
    >>> descend(Quadratic([[1]], [0]), SignDescent(0.5), [2], steps=3).thetas[:, 0]
    array([2. , 1.5, 1. , 0.5])
    """

    learning_rate: Annotated[LearningRate, RATE]

    def init(self, theta: npt.ArrayLike) -> State:
        """Return the state before the first step from theta, shape (..., d)."""
        raise NotImplementedError

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: State
    ) -> tuple[FloatArray, State]:
        """Return the next theta and state, given the gradient at theta."""
        raise NotImplementedError

    def step(
        self, problem: Problem, theta: npt.ArrayLike, state: State
    ) -> tuple[FloatArray, State]:
        """Take one step.

        Parameters
        ----------
        problem : Problem
            What to descend.
        theta : array (..., d)
            Where to step from.
        state : NamedTuple
            What ``init`` or the step before returned; it is not changed.

        Returns
        -------
        theta, state : array (..., d) and NamedTuple
            Where the step ends and what to hand to the next one.
        """
        points = float_array(theta, "theta")
        return self.update(problem.gradient(points), points, state)

    def rate(self, step: int) -> float | FloatArray:
        """Return the learning rate of step number ``step``, the first being 0.

        Raises
        ------
        ValueError
            If a schedule gives a rate that is negative or not finite.
        """
        if callable(self.learning_rate):
            return number(self.learning_rate(step), f"learning_rate at step {step}", RATE)
        return self.learning_rate  # type: ignore[return-value]  # a number or array since __post_init__

    @property
    def runs(self) -> tuple[int, ...]:
        """The shape of runs that the parameters ask for: () unless some are arrays."""
        numbers = [getattr(self, field.name) for field in fields(self)]
        shapes = [np.shape(number) for number in numbers if not callable(number)]
        return np.broadcast_shapes(np.shape(self.rate(0)), *shapes)


def column(parameter: Number) -> float | FloatArray:
    """Give a parameter of shape (...) a last axis, so that it multiplies thetas (..., d).

    A single number does so as it is, and costs less.
    """
    if isinstance(parameter, float):
        return parameter
    return np.asarray(parameter, dtype=np.float64)[..., None]


class DescentState(NamedTuple):
    """The state of plain gradient descent: it remembers nothing but its step number."""

    step: int


class MomentumState(NamedTuple):
    """The state of momentum and Nesterov descent.

    ``velocity`` (..., d) is the decaying sum of gradients, without the rate.
    """

    step: int
    velocity: FloatArray


@dataclass(frozen=True, eq=False)
class GradientDescent(Optimizer[DescentState]):
    r"""Step against the gradient: :math:`\theta_{t+1} = \theta_t - \eta \, g_t`.

    Parameters
    ----------
    learning_rate : float, array or schedule
        The rate :math:`\eta`; finite and at least 0.

    Raises
    ------
    ValueError
        If the rate is negative or not finite.

    References
    ----------
    Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées (1847);
    torch.optim.SGD.

    Examples
    --------
    >>> from gdcore import Quadratic
    >>> bowl, descent = Quadratic([[1, 0], [0, 10]], [0, 0]), GradientDescent(0.1)
    >>> descent.step(bowl, [1, 2], descent.init([1, 2]))
    (array([0.9, 0. ]), DescentState(step=1))
    """

    def init(self, theta: npt.ArrayLike) -> DescentState:
        """Return the state before the first step."""
        return DescentState(0)

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: DescentState
    ) -> tuple[FloatArray, DescentState]:
        """Return the next theta and state, given the gradient at theta."""
        return theta - column(self.rate(state.step)) * gradient, DescentState(state.step + 1)


@dataclass(frozen=True, eq=False)
class Momentum(Optimizer[MomentumState]):
    r"""Descent with a heavy ball: the velocity v collects gradients and forgets them slowly.

    .. math:: v_{t+1} = \mu v_t + g_t, \qquad \theta_{t+1} = \theta_t - \eta \, v_{t+1}

    The velocity starts at 0 and leaves the rate out, as in torch. With :math:`\mu = 0` this is
    gradient descent.

    Parameters
    ----------
    learning_rate : float, array or schedule
        The rate :math:`\eta`; finite and at least 0.
    momentum : float or array, default 0.9
        The fraction :math:`\mu` of the velocity that is kept, from 0 to 1 (no friction).

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Polyak, Some methods of speeding up the convergence of iteration methods (1964);
    torch.optim.SGD(momentum=...).

    Examples
    --------
    >>> from gdcore import Quadratic, descend
    >>> path = descend(Quadratic([[1]], [0]), Momentum(0.5, momentum=0.5), [8], steps=3)
    >>> path.thetas[:, 0], path.memory["velocity"][:, 0]
    (array([ 8.,  4.,  0., -2.]), array([0., 8., 8., 4.]))
    """

    momentum: Annotated[Number, Interval(0, 1)] = 0.9

    def init(self, theta: npt.ArrayLike) -> MomentumState:
        """Return the state before the first step: at rest."""
        return MomentumState(0, np.zeros(np.shape(theta)))

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: MomentumState
    ) -> tuple[FloatArray, MomentumState]:
        """Return the next theta and state, given the gradient at theta."""
        velocity = column(self.momentum) * state.velocity + gradient
        theta = theta - column(self.rate(state.step)) * velocity
        return theta, MomentumState(state.step + 1, velocity)


@dataclass(frozen=True, eq=False)
class Nesterov(Momentum):
    r"""Momentum that looks ahead: the gradient is taken where the velocity is about to lead.

    .. math:: v_{t+1} = \mu v_t + g_t, \qquad
              \theta_{t+1} = \theta_t - \eta \, (g_t + \mu v_{t+1})

    These thetas, as in torch, are the look-ahead points themselves, so the gradient at theta *is*
    the look-ahead gradient and is what a trajectory records as used. The ball of the textbook,
    which looks ahead by its momentum and then steps back to where it was, is at
    :math:`\varphi_t = \theta_t + \eta \mu v_t`; for a constant rate it moves by
    :math:`\varphi_{t+1} = \varphi_t - \eta \, v_{t+1}` with
    :math:`v_{t+1} = \mu v_t + \nabla f(\varphi_t - \eta \mu v_t)`.

    Parameters
    ----------
    learning_rate : float, array or schedule
        The rate :math:`\eta`; finite and at least 0.
    momentum : float or array, default 0.9
        The fraction :math:`\mu` of the velocity that is kept, from 0 to 1.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Nesterov (1983); Sutskever et al., On the importance of initialization and momentum in deep
    learning (2013); torch.optim.SGD(nesterov=True).

    Examples
    --------
    >>> from gdcore import Quadratic, descend
    >>> path = descend(Quadratic([[1]], [0]), Nesterov(0.5, momentum=0.5), [8], steps=2)
    >>> path.thetas[:, 0]
    array([ 8. ,  2. , -0.5])
    """

    def update(
        self, gradient: FloatArray, theta: FloatArray, state: MomentumState
    ) -> tuple[FloatArray, MomentumState]:
        """Return the next theta and state, given the gradient at theta."""
        momentum = column(self.momentum)
        velocity = momentum * state.velocity + gradient
        theta = theta - column(self.rate(state.step)) * (gradient + momentum * velocity)
        return theta, MomentumState(state.step + 1, velocity)
