"""The descent itself: from a problem, an optimizer and a start to the record of every step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from gdcore.arrays import FloatArray, IndexArray
from gdcore.checks import Interval, point_array, row_indices, scalar, whole, within
from gdcore.optimizers import Optimizer, OptimizerState
from gdcore.problem import Problem, SampledProblem
from gdcore.trajectory import Trajectory

# A problem may need the memory of all its samples for each point.
_POINTS_AT_ONCE = 4096


def descend(
    problem: Problem,
    optimizer: Optimizer[Any],
    start: npt.ArrayLike,
    steps: int,
    *,
    batches: Iterable[npt.ArrayLike] | None = None,
    escape: float = 1e12,
) -> Trajectory:
    r"""Take ``steps`` steps from ``start`` and record all of them.

    :math:`\theta_{t+1}` is the optimizer's step from :math:`\theta_t`, along the gradient of the
    whole problem or of the batch of step t. All leading axes of ``start`` are runs of their own,
    and so are those of the optimizer's parameters where these are arrays.

    Divergence is part of the record and raises nothing: a coordinate that overflows stays at the
    infinity it reached (or, if its next value is undefined, where it last was), and a value
    without a number is recorded as inf. Gradients and memory are recorded as computed.

    Parameters
    ----------
    problem : Problem
        What to descend.
    optimizer : Optimizer
        How to step.
    start : array (..., d)
        Where every run starts; finite.
    steps : int
        The number of steps T, at least 0.
    batches : iterable of int arrays, optional
        The row numbers that each step sees, as from ``gdcore.batches``; all runs see the same.
        Without it every step sees the whole problem.
    escape : float, default 1e12
        A run counts as diverged from its first value above this; above 0, may be inf.

    Returns
    -------
    Trajectory
        Everything that happened, the start included.

    Raises
    ------
    ValueError
        If the start's shape does not fit, it is not finite, a batch is empty or has rows that the
        problem lacks, the batches end before the steps do, or the problem has no samples to pick.

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), chapter 8.

    Examples
    --------
    >>> from gdcore import GradientDescent, LeastSquares, descend
    >>> rain = LeastSquares([0, 1, 2], [0.2, 1.3, 2.4], reduction="sum", intercept=False)
    >>> four = descend(rain, GradientDescent([0.01, 0.1, 0.15, 0.21]), start=[9], steps=10)
    >>> four.thetas.shape, four.thetas[-1, :, 0].round(4)
    ((11, 4, 1), array([ 3.9327,  1.22  ,  1.2276, 21.3993]))
    """
    count = whole(steps, "steps", Interval(0))
    ceiling = scalar(escape, "escape", Interval(0, open_low=True, finite=False))
    theta = _starts(problem, optimizer, start)
    rows = None if batches is None else _drawn(problem, batches, count)
    with np.errstate(all="ignore"):
        return _record(problem, optimizer, theta, count, rows, ceiling)


def _starts(problem: Problem, optimizer: Optimizer[Any], start: npt.ArrayLike) -> FloatArray:
    """Return the start of every run, those that the optimizer's parameters ask for included."""
    point = within(point_array(start, problem.names, "start"), "start")
    try:
        runs = np.broadcast_shapes(point.shape[:-1], optimizer.runs)
    except ValueError as error:
        raise ValueError(
            f"start has runs of shape {point.shape[:-1]} and the optimizer's parameters of shape "
            f"{optimizer.runs}; they must broadcast against each other"
        ) from error
    return np.broadcast_to(point, (*runs, problem.dim)).copy()


def _drawn(
    problem: Problem, batches: Iterable[npt.ArrayLike], steps: int
) -> tuple[IndexArray, ...]:
    """Return the rows of every step; no more are drawn than there are steps."""
    if not isinstance(problem, SampledProblem):
        raise ValueError(
            f"batches were given, but {problem!r} has no samples to pick; allowed are problems "
            "with samples and restrict(rows), such as LeastSquares and Logistic"
        )
    drawn = tuple(row_indices(rows, problem.samples) for rows in islice(batches, steps))
    if len(drawn) < steps:
        raise ValueError(
            f"batches ended after {len(drawn)} of {steps} steps; give one batch for every step"
        )
    return drawn


def _record(
    problem: Problem,
    optimizer: Optimizer[Any],
    theta: FloatArray,
    steps: int,
    rows: tuple[IndexArray, ...] | None,
    escape: float,
) -> Trajectory:
    sampled = cast(SampledProblem, problem)  # Used with rows only, and these come from _drawn.
    state = optimizer.init(theta)
    thetas, used_gradients = _repeated(theta, steps + 1), _repeated(theta, steps)
    learning_rates = np.empty((steps, *theta.shape[:-1]))
    memory = {name: _repeated(array, steps + 1) for name, array in _memory(state).items()}

    for step in range(steps):
        seen = problem if rows is None else sampled.restrict(rows[step])
        used = used_gradients[step] = seen.gradient(theta)
        learning_rates[step] = optimizer.rate(state.step)
        moved, state = optimizer.update(used, theta, state)
        # inf - inf is no place to be: what has overflowed stays where it went.
        theta = np.where(np.isnan(moved), theta, moved)
        thetas[step + 1] = theta
        for name, array in _memory(state).items():
            memory[name][step + 1] = array
    values = _at_all(problem.value, thetas)
    values[np.isnan(values)] = np.inf
    if rows is None:
        gradients = np.concatenate([used_gradients, problem.gradient(theta)[None]])
    else:
        gradients = _at_all(problem.gradient, thetas)
    whole_cost = getattr(problem, "samples", 1)
    costs = [whole_cost] * steps if rows is None else [len(batch) for batch in rows]
    return Trajectory(
        thetas=thetas,
        values=values,
        gradients=gradients,
        used_gradients=used_gradients,
        learning_rates=learning_rates,
        evaluations=np.cumsum([0, *costs], dtype=np.intp),
        batches=rows,
        memory=memory,
        problem=problem,
        optimizer=optimizer,
        diverged_at=_first_escape(values, escape),
    )


def _repeated(array: FloatArray, count: int) -> FloatArray:
    return np.repeat(array[None], count, axis=0)


def _at_all(compute: Callable[[FloatArray], FloatArray], thetas: FloatArray) -> FloatArray:
    """Compute something at every point of the runs (steps, ..., d), many steps at once."""
    at_once = max(1, _POINTS_AT_ONCE // max(1, thetas[0].size))
    parts = [compute(thetas[first : first + at_once]) for first in range(0, len(thetas), at_once)]
    return np.concatenate(parts)


def _memory(state: OptimizerState) -> dict[str, FloatArray]:
    return {name: value for name, value in state._asdict().items() if name != "step"}


def _first_escape(values: FloatArray, escape: float) -> IndexArray:
    """Return the first step at which a run's value is not finite or above ``escape``, else -1."""
    gone = ~np.isfinite(values) | (values > escape)
    return np.asarray(np.where(gone.any(axis=0), gone.argmax(axis=0), -1), dtype=np.intp)
