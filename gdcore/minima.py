"""The lowest points of a function, looked for from many starts and then verified."""

from __future__ import annotations

from itertools import product

import numpy as np

from gdcore.arrays import BoolArray, FloatArray
from gdcore.problem import Problem

ROUNDS = 100  # steps of every start at most
POLISHING = 3  # steps at the end
HALVINGS = 25  # of a step that does not lead down
STILL = 1e-10  # of its distance from the origin, a step after which a start has arrived
HUGE = 1e150  # derivatives of which nothing can be worked out
FAR = 1e9  # from the origin, from where a start is given up
APART = 1e-4  # of the box, by which two minima differ
MOST = 64  # minima; more of them are no list of points
ROUNDING = 1e-9  # by which values may differ for a reason that is none


def minima(problem: Problem, box: FloatArray) -> FloatArray:
    """Return the global minimisers of a function that a box (d, 2) leads to, shape (k, d).

    From a grid in the box, Newton's method with every curvature counted as positive and halved
    steps goes down to where the gradient vanishes. What it finds is kept if no curvature is
    negative there, if nothing that was seen is lower (in the box, on the way, or on rays out of
    it), and if it is a point: a whole line of lowest points is none. So (0, d) means that there is
    no minimum or that none was found.
    """
    starts = _grid(box)
    with np.errstate(all="ignore"):
        ends, lowest = _descended(problem, starts)
        ends = _flat(problem, _polished(problem, ends))
        if not len(ends):
            return np.empty((0, problem.dim))
        size = np.ptp(box, axis=1).max()
        ends = _tidied(problem, _distinct(problem, ends, APART * size))
        values = problem.value(ends)
        seen = np.append(problem.value(_rays(box, starts)), lowest)
        slack = ROUNDING * (1 + abs(values.min()))
        if np.nanmin(seen) < values.min() - slack:
            return np.empty((0, problem.dim))
        best = ends[values <= values.min() + slack]
        if len(best) > MOST or any(_belongs_to_a_line(problem, end, size) for end in best):
            return np.empty((0, problem.dim))
        return np.asarray(best[np.lexsort(best.T[::-1])])


def _grid(box: FloatArray) -> FloatArray:
    """Starts (n, d): a grid that is not in step with round numbers, or draws if d is large."""
    dim = len(box)
    low, high = box.T
    if dim > 3:
        return np.asarray(np.random.default_rng(0).uniform(low, high, (200, dim)))
    count = {1: 61, 2: 12, 3: 6}[dim]
    ticks = (np.arange(count) + 0.5 + 0.07 * np.sin(np.arange(count))) / count
    return np.asarray(low + np.array(list(product(ticks, repeat=dim))) * (high - low))


def _rays(box: FloatArray, starts: FloatArray) -> FloatArray:
    """The starts, and points (n, d) farther and farther out."""
    middle, half = box.mean(axis=1), np.ptp(box, axis=1) / 2
    directions = (starts - middle) / half
    axes = np.concatenate([np.eye(len(box)), -np.eye(len(box))])
    reaches = np.geomspace(1, 1e4, 25)[:, None, None]
    return np.concatenate(
        [starts, (middle + reaches * half * directions).reshape(-1, len(box)),
         (middle + reaches * half * axes).reshape(-1, len(box))]
    )  # fmt: skip


def _descended(problem: Problem, points: FloatArray) -> tuple[FloatArray, float]:
    """Where the starts (n, d) lead to, and the lowest value on the way."""
    points, values = points.copy(), problem.value(points)
    going = np.isfinite(values)
    lowest = float(np.min(values, where=~np.isnan(values), initial=np.inf))
    for _ in range(ROUNDS):
        active = np.flatnonzero(going)
        if not len(active):
            break
        here, value = points[active], values[active]
        moved, reached = _halved(problem, here, value, _steps(problem, here))
        length, reach = np.abs(moved - here).max(axis=1), np.abs(moved).max(axis=1)
        going[active] = (length > STILL * (1 + reach)) & (reach < FAR)
        points[active], values[active] = moved, reached
        lowest = min(lowest, float(reached.min()))
    return points[np.isfinite(values) & (np.abs(points).max(axis=1) < FAR)], lowest


def _steps(problem: Problem, points: FloatArray) -> FloatArray:
    """Newton's steps (n, d) with the sizes of the curvatures; 0 where they are not finite."""
    gradients, hessians = problem.gradient(points), problem.hessian(points)
    known = _usable(gradients, hessians)
    gradients = np.where(known[:, None], gradients, 0.0)
    hessians = np.where(known[:, None, None], hessians, 0.0)
    curvatures, axes = np.linalg.eigh(hessians)
    sizes = np.abs(curvatures)
    sizes = np.maximum(sizes, 1e-10 * sizes.max(axis=1, keepdims=True))
    along = np.einsum("nij,ni->nj", axes, gradients)
    scaled = np.where(sizes > 0, along / sizes, along)
    return np.asarray(-np.einsum("nij,nj->ni", axes, scaled))


def _usable(gradients: FloatArray, hessians: FloatArray) -> BoolArray:
    """Where all derivatives of a list of points are numbers that can be worked with (n,)."""
    largest = np.maximum(np.abs(gradients).max(axis=1), np.abs(hessians).max(axis=(1, 2)))
    return np.asarray(largest < HUGE)


def _halved(
    problem: Problem, points: FloatArray, values: FloatArray, steps: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The points after the longest halved step that leads down; where they were if none does."""
    best, reached = points.copy(), values.copy()
    open_ = np.ones(len(points), dtype=bool)
    for halving in range(HALVINGS):
        index = np.flatnonzero(open_)
        if not len(index):
            break
        tried = points[index] + steps[index] * 0.5**halving
        value = problem.value(tried)
        down = value < values[index]
        best[index[down]], reached[index[down]] = tried[down], value[down]
        open_[index[down]] = False
    return best, reached


def _polished(problem: Problem, points: FloatArray) -> FloatArray:
    """The points after more steps, as long as they make the gradient smaller.

    Values stop to tell points apart at half the digits of theta; gradients do not.
    """
    if not len(points):
        return points
    for _ in range(POLISHING):
        moved = points + _steps(problem, points)
        old, new = (np.abs(problem.gradient(at)).max(axis=1) for at in (points, moved))
        points = np.where((new < old)[:, None], moved, points)
    return points


def _flat(problem: Problem, points: FloatArray) -> FloatArray:
    """Those of the points at which the gradient vanishes and no curvature is negative."""
    if not len(points):
        return points
    gradients, hessians = problem.gradient(points), problem.hessian(points)
    known = _usable(gradients, hessians)
    points, gradients, hessians = points[known], gradients[known], hessians[known]
    if not len(points):
        return points
    curvatures = np.linalg.eigvalsh(hessians)
    steepest = np.abs(curvatures).max(axis=1)
    rounded = 1e-7 * np.minimum(1, steepest) * (1 + np.abs(points).max(axis=1)) + 1e-12
    level = np.abs(gradients).max(axis=1) <= rounded
    return np.asarray(points[level & (curvatures[:, 0] >= -1e-7 * steepest)])


def _distinct(problem: Problem, points: FloatArray, apart: float) -> FloatArray:
    """One of each group of neighbours: the lowest."""
    kept: list[FloatArray] = []
    for point in points[np.argsort(problem.value(points), kind="stable")]:
        if all(np.abs(point - other).max() > apart for other in kept):
            kept.append(point)
        if len(kept) > 4 * MOST:
            break
    return np.array(kept)


def _tidied(problem: Problem, points: FloatArray) -> FloatArray:
    """Points rounded to ten digits where the function is no higher there."""
    rounded = np.round(points, 10)
    steepness = np.abs(problem.gradient(rounded)).max(axis=1)
    better = problem.value(rounded) <= problem.value(points)
    better |= steepness <= np.abs(problem.gradient(points)).max(axis=1)
    return np.asarray(np.where(better[:, None], rounded, points) + 0.0)  # no -0


def _belongs_to_a_line(problem: Problem, point: FloatArray, size: float) -> bool:
    """Whether steps along its flattest axis lead back to another point that is as low."""
    curvatures, axes = np.linalg.eigh(problem.hessian(point))
    if curvatures[0] > 1e-6 * max(abs(curvatures[-1]), 1e-300):
        return False
    away = 0.02 * size * axes[:, 0] * np.array([[1.0], [-1.0]])
    ends, _ = _descended(problem, point + away)
    as_low = problem.value(ends) <= problem.value(point) + ROUNDING * (
        1 + abs(problem.value(point))
    )
    return bool((as_low & (np.abs(ends - point).max(axis=1) > 0.005 * size)).any())
