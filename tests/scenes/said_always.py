"""What helps to work sentences out on another way than a lesson's own: differences, sums."""

from __future__ import annotations

import numpy as np

TINY = 1e-6


def difference(problem, theta):
    """The gradient at theta (d,) by central differences."""
    theta = np.asarray(theta, dtype=float)
    steps = TINY * np.eye(len(theta))
    return np.array([problem.value(theta + h) - problem.value(theta - h) for h in steps]) / (
        2 * TINY
    )


def is_slope(problem, theta, slope):
    """Whether a slope is that of the loss, to the accuracy of differences."""
    scale = 1 + np.abs(problem.value(np.asarray(theta, dtype=float)))
    return np.allclose(difference(problem, theta), slope, rtol=1e-5, atol=1e-4 * scale)


def squares(x, y, w, b=0.0):
    """Squared distances of points from a line."""
    return (w * x + b - y) ** 2


def moves_by_the_rate(run, rate):
    """Whether the first step is minus the rate times the gradient."""
    moved = run.thetas[1] - run.thetas[0]
    return np.allclose(moved, -rate * difference(run.problem, run.thetas[0]), rtol=1e-5, atol=1e-4)


def squares_kept(run, decay):
    """The fading mean of squared gradients, from its definition, (T+1, 2)."""
    kept = np.zeros((len(run.thetas), run.thetas.shape[1]))
    for step, gradient in enumerate(run.used_gradients):
        kept[step + 1] = decay * kept[step] + (1 - decay) * gradient**2
    return kept
