"""The fair choice of a learning rate: the best of a stated list, by a stated rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, IndexArray, read_only
from gdcore.checks import Interval, float_array, point_array, scalar, whole, within
from gdcore.descent import descend
from gdcore.optimizers import Optimizer
from gdcore.problem import Problem
from gdcore.records import Record


@dataclass(frozen=True, eq=False)
class RateSearch(Record):
    """What every rate of a list achieved, as ``best_learning_rate`` returns it.

    Attributes
    ----------
    rates : array (n,)
        The rates tried.
    steps_to_target : int array (n,)
        The step from which on each rate's value stays at or below the target; -1 if it never does.
    final_values : array (n,)
        The value after the last step; inf where it has overflowed upwards.
    target : float
        The value to get to.
    steps : int
        The number of steps that every rate was given.
    best : int
        The index of the rate that the rule picks.

    Examples
    --------
    >>> from gdcore import AdaGrad, Quadratic
    >>> bowl = Quadratic([[1, 0], [0, 10]], [0, 0])
    >>> found = best_learning_rate(bowl, AdaGrad, [0.1, 1, 10], [3, 1], steps=50, target=0.01)
    >>> found.rates[found.best] == found.learning_rate, found.best_steps is None
    (np.True_, False)
    """

    rates: Annotated[FloatArray, Interval(0, open_low=True)]
    steps_to_target: IndexArray
    final_values: Annotated[FloatArray, Interval(finite=False)]
    target: Annotated[float, Interval()]
    steps: Annotated[int, Interval(1)]
    best: Annotated[int, Interval(0)]

    @property
    def learning_rate(self) -> float:
        """The rate that the rule picks."""
        return float(self.rates[self.best])

    @property
    def best_steps(self) -> int | None:
        """The steps that rate takes to the target, or None if no rate gets there."""
        taken = int(self.steps_to_target[self.best])
        return None if taken < 0 else taken


def steps_to_settle(values: npt.ArrayLike, target: float) -> IndexArray:
    r"""Return the step from which on the values stay at or below a target.

    .. math:: \min \{ t : f_s \le \text{target for all } s = t, \dots, T \}

    A run that only passes through has not arrived: it counts from when it comes to stay.

    Parameters
    ----------
    values : array (T+1, ...)
        The values of runs at every step, as in ``Trajectory.values``. NaN is above any target.
    target : float
        The value to get to.

    Returns
    -------
    int array (...)
        The step, 0 if a run was there from the start; -1 if its last value is above the target.

    Raises
    ------
    ValueError
        If there are no values, or the target is not finite.

    Examples
    --------
    >>> int(steps_to_settle([9, 1, 4, 2, 1], target=2)), int(steps_to_settle([3, 1, 3], target=2))
    (3, -1)
    """
    array, ceiling = float_array(values, "values"), scalar(target, "target")
    if array.ndim == 0 or len(array) == 0:
        raise ValueError(f"values have shape {array.shape}; they must be (T+1, ...), not empty")
    above = ~(array <= ceiling)
    last_above = len(array) - 1 - above[::-1].argmax(axis=0)
    settled = np.where(above.any(axis=0), last_above + 1, 0)
    return np.asarray(np.where(above[-1], -1, settled), dtype=np.intp)


def best_learning_rate(
    problem: Problem,
    make_optimizer: Callable[[FloatArray], Optimizer[Any]],
    rates: npt.ArrayLike,
    start: npt.ArrayLike,
    steps: int,
    target: float,
) -> RateSearch:
    r"""Return the rate of a list with which an optimizer needs the fewest steps to a value.

    .. math:: \eta^* = \arg\min_{\eta} \;
              \min \{ t : f(\theta_s(\eta)) \le \text{target for all } s = t, \dots, T \}

    All rates are one descent. Of rates that are equally fast the smallest is picked. If none gets
    there in the given steps, the one whose last value is lowest is.

    Parameters
    ----------
    problem : Problem
        What to descend.
    make_optimizer : callable
        From an array of rates to the optimizer that runs them all: ``Adam``, or
        ``functools.partial(Momentum, momentum=0.8)``.
    rates : array (n,)
        The learning rates to try, in any order; finite and above 0.
    start : array (d,)
        Where every run starts.
    steps : int
        The steps T that every rate is given, at least 1.
    target : float
        The value to get to and stay at or below.

    Returns
    -------
    RateSearch
        What every rate achieved, and which one is best.

    Raises
    ------
    ValueError
        If the rates are no list of positive numbers, or an argument is out of its range.

    References
    ----------
    Schmidt, Schneider and Hennig, Descending through a crowded valley: benchmarking deep learning
    optimizers (2021), on comparing optimizers each at its tuned rate.

    Examples
    --------
    >>> from gdcore import GradientDescent, Quadratic
    >>> bowl = Quadratic([[1, 0], [0, 10]], [0, 0])
    >>> found = best_learning_rate(bowl, GradientDescent, [0.05, 0.1, 0.18, 0.3], [3, 1], 50, 0.01)
    >>> found.learning_rate, found.best_steps, found.steps_to_target
    (0.18, 17, array([-1, 29, 17, -1]))
    """
    tried = np.atleast_1d(within(rates, "rates", Interval(0, open_low=True)))
    if tried.ndim != 1 or tried.size == 0:
        raise ValueError(f"rates have shape {tried.shape}; they must be a list (n,), not empty")
    point = point_array(start, problem.names, "start")
    if point.ndim != 1:
        raise ValueError(f"start has shape {point.shape}; it must be one point, ({problem.dim},)")
    run = descend(problem, make_optimizer(tried), point, whole(steps, "steps", Interval(1)))
    settled = steps_to_settle(run.values, target)
    reached = settled >= 0
    cost = np.where(reached, settled, np.inf) if reached.any() else run.values[-1]
    best = int(np.lexsort((tried, cost))[0])
    return RateSearch(
        rates=tried,
        steps_to_target=read_only(settled),
        final_values=run.values[-1],
        target=target,
        steps=steps,
        best=best,
    )
