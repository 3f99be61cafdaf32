"""Learning-rate schedules: callables from the step number to the rate of that step.

Step 0 is the first update. A step may also be an array, so a schedule can be drawn in one call.
They are frozen records and not closures, so that a trajectory which used one can be saved. Any
other callable works as a schedule too, but cannot be saved.
"""

# Schedules are classes that are used as functions and named as such.
# ruff: noqa: N801

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeAlias

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray
from gdcore.checks import Interval
from gdcore.records import Record

Schedule: TypeAlias = Callable[[int], float | FloatArray]

# What a learning rate may be, given as a number or said by a schedule.
RATE = Interval(0)


@dataclass(frozen=True, eq=False)
class constant(Record):
    r"""The same rate for ever, :math:`\eta_t = \eta`.

    Parameters
    ----------
    rate : float or array
        The learning rate; finite and at least 0.

    Raises
    ------
    ValueError
        If the rate is negative or not finite.

    Examples
    --------
    >>> float(constant(0.1)(7))
    0.1
    """

    rate: Annotated[float | FloatArray, RATE]

    def __call__(self, step: npt.ArrayLike) -> FloatArray:
        """Return the rate of the given step."""
        return self.rate + np.zeros(np.shape(step))


@dataclass(frozen=True, eq=False)
class step_decay(Record):
    r"""A staircase, :math:`\eta_t = \eta_0 \gamma^{\lfloor t / s \rfloor}`.

    Parameters
    ----------
    rate : float or array
        The first rate; finite and at least 0.
    every : int
        The number of steps s on each stair, at least 1.
    factor : float, default 0.1
        What the rate is multiplied by at each stair, above 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    He et al., Deep residual learning for image recognition (2016); torch's StepLR.

    Examples
    --------
    >>> step_decay(8, every=2, factor=0.5)([0, 1, 2, 3, 4])
    array([8., 8., 4., 4., 2.])
    """

    rate: Annotated[float | FloatArray, RATE]
    every: Annotated[int, Interval(1)]
    factor: Annotated[float, Interval(0, open_low=True)] = 0.1

    def __call__(self, step: npt.ArrayLike) -> FloatArray:
        """Return the rate of the given step."""
        return np.asarray(self.rate * self.factor ** (np.asarray(step) // self.every))[()]


@dataclass(frozen=True, eq=False)
class exponential(Record):
    r"""Multiplied by one factor at every step, :math:`\eta_t = \eta_0 \gamma^t`.

    A factor above 1 makes the growing rate of a learning-rate range test.

    Parameters
    ----------
    rate : float or array
        The first rate; finite and at least 0.
    factor : float
        The multiplier :math:`\gamma`, above 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    torch's ExponentialLR; Smith, Cyclical learning rates for training neural networks (2017).

    Examples
    --------
    >>> exponential(1, factor=0.5)([0, 1, 2, 3])
    array([1.   , 0.5  , 0.25 , 0.125])
    """

    rate: Annotated[float | FloatArray, RATE]
    factor: Annotated[float, Interval(0, open_low=True)]

    def __call__(self, step: npt.ArrayLike) -> FloatArray:
        """Return the rate of the given step."""
        return np.asarray(self.rate * self.factor ** np.asarray(step))[()]


@dataclass(frozen=True, eq=False)
class inverse_time(Record):
    r"""Falling like one over time, :math:`\eta_t = \eta_0 / (1 + k t)`.

    Slow enough for stochastic descent to reach the minimum, fast enough to come to rest there: the
    rates add up to infinity, their squares do not.

    Parameters
    ----------
    rate : float or array
        The first rate; finite and at least 0.
    decay : float
        The speed k of the fall, per step; at least 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Robbins and Monro, A stochastic approximation method (1951).

    Examples
    --------
    >>> inverse_time(1, decay=1)([0, 1, 3])
    array([1.  , 0.5 , 0.25])
    """

    rate: Annotated[float | FloatArray, RATE]
    decay: Annotated[float, Interval(0)]

    def __call__(self, step: npt.ArrayLike) -> FloatArray:
        """Return the rate of the given step."""
        return np.asarray(self.rate / (1 + self.decay * np.asarray(step)))[()]


@dataclass(frozen=True, eq=False)
class cosine(Record):
    r"""Half a cosine wave down to a last rate, where it stays.

    .. math:: \eta_t = \eta_T + \tfrac12 (\eta_0 - \eta_T)
              \bigl(1 + \cos(\pi \min(t, T) / T)\bigr)

    Parameters
    ----------
    rate : float or array
        The first rate; finite and at least 0.
    steps : int
        The number of steps T to the last rate, at least 1.
    final : float or array, default 0
        The last rate; finite and at least 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (2017).

    Examples
    --------
    >>> cosine(1, steps=4)([0, 2, 4, 9]).round(12)
    array([1. , 0.5, 0. , 0. ])
    """

    rate: Annotated[float | FloatArray, RATE]
    steps: Annotated[int, Interval(1)]
    final: Annotated[float | FloatArray, RATE] = 0.0

    def __call__(self, step: npt.ArrayLike) -> FloatArray:
        """Return the rate of the given step."""
        phase = np.pi * np.minimum(step, self.steps) / self.steps
        return np.asarray(self.final + (self.rate - self.final) * (1 + np.cos(phase)) / 2)[()]


@dataclass(frozen=True, eq=False)
class warmup(Record):
    r"""Another schedule, taken up gradually: :math:`\eta_t = \min(1, (t + 1) / s) \, \eta'_t`.

    The first of the s steps already moves, by 1/s of its rate; the last of them and every later
    one take the full rate.

    Parameters
    ----------
    schedule : schedule, float or array
        The schedule :math:`\eta'` to take up; a number means a constant one.
    steps : int
        The number of steps s until the rate is full, at least 1.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    References
    ----------
    Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1 hour (2017).

    Examples
    --------
    >>> warmup(0.4, steps=4)([0, 1, 2, 3, 4])
    array([0.1, 0.2, 0.3, 0.4, 0.4])
    """

    schedule: Annotated[Schedule | float | FloatArray, RATE]
    steps: Annotated[int, Interval(1)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not callable(self.schedule):
            object.__setattr__(self, "schedule", constant(self.schedule))

    def __call__(self, step: npt.ArrayLike) -> FloatArray:
        """Return the rate of the given step."""
        assert callable(self.schedule)
        share = np.minimum(1, (np.asarray(step) + 1) / self.steps)
        return np.asarray(share * self.schedule(step))[()]  # type: ignore[arg-type]
