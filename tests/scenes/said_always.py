"""What sentences without alternatives claim of any run: statements about the mathematics.

Each is worked out on another way than the lesson's own: closed forms, differences, sums.
"""

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


def jumps(lesson):
    """Lengths of the first steps at the four rates."""
    return np.abs(np.diff(lesson.runs.thetas[:2, :, 0], axis=0)[0])


def shrinks(lesson):
    """At which of the four rates the first step shrinks the error."""
    errors = np.abs(lesson.runs.thetas[:2, :, 0] - 1.22)
    return errors[1] < errors[0] - 1e-9


FOUR_RATES = {
    "set_up": lambda s: len(s.rates) == 4 and (s.runs.thetas[0] == s.start).all(),
    "first_step": lambda s: np.allclose(jumps(s) / s.rates, abs(10 * s.start - 12.2)),
    "explain": lambda s: (shrinks(s) == (np.array(s.rates) < 2 / 10 - 1e-12)).all(),
}


def squares_kept(run, decay):
    """The fading mean of squared gradients, from its definition, (T+1, 2)."""
    kept = np.zeros((len(run.thetas), run.thetas.shape[1]))
    for step, gradient in enumerate(run.used_gradients):
        kept[step + 1] = decay * kept[step] + (1 - decay) * gradient**2
    return kept


ALWAYS = {
    "learning_rates": FOUR_RATES,
}
