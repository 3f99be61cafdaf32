"""What the lesson fit_line says, worked out from its points and by descents of its own."""

from __future__ import annotations

import numpy as np

from .said import DATA

VALUES = [
    {},
    {"start": (12.0, 3.0), "learning_rate": 0.2, "count": 2000},
    {"start": (0.0, 0.0)},
    {"seed": 7},
    {"points": f"{DATA}/cars.csv"},
    {"points": f"{DATA}/co2.csv"},
    {"points": f"{DATA}/women.csv", "steps": 50, "learning_rate": 0.01},
    {"points": f"{DATA}/two.csv"},
]
FOR_EVER = 10  # times the film's steps
NEAR = 0.1  # of y, root mean square, within which a line runs through its points


def descended(problem, start, rate, steps):
    """Lines (T+1, 2) of a descent on mean squared errors, by hand."""
    theta, lines = np.array(start, dtype=float), []
    for _ in range(steps + 1):
        lines.append(theta)
        off = theta[0] * problem.x + theta[1] - problem.y
        theta = theta - rate * 2 * np.array([np.mean(off * problem.x), np.mean(off)])
    return np.array(lines)


def clean(lesson, times=1):
    return descended(lesson.exact, lesson.start, lesson.learning_rate, times * lesson.steps)


def errors(problem, lines):
    """Mean squared errors (n,) of lines (n, 2)."""
    return np.array([np.mean((w * problem.x + b - problem.y) ** 2) for w, b in lines])


def rmse(lesson, step):
    return float(np.sqrt(errors(lesson.exact, clean(lesson)[[step]])[0]))


def offset(lesson, step):
    """How far the line is above or below its points on average."""
    w, b = clean(lesson)[step]
    return abs(float(np.mean(w * lesson.exact.x + b - lesson.exact.y)))


def least(lesson):
    """The least mean squared error that a line leaves of the scattered points."""
    x, y = lesson.loss.x, lesson.loss.y
    return float(errors(lesson.loss, [np.polyfit(x, y, 1)])[0])


def stops_at_the_noise(lesson):
    """Whether the error is near the noise's variance at the end, at the rate in the stamp."""
    run = lesson.noisy_run
    again = descended(lesson.loss, (-1.0, 1.0), 0.003, 20)
    return np.allclose(run.thetas[:21], again) and abs(run.values[-1] - 0.09) < 0.012


def noise_later(lesson):
    """How far the error is from the least after ten times the steps, exactly: by eigenvalues."""
    x, start = lesson.loss.x, lesson.noisy_run.thetas[0]
    half = np.array([[np.mean(x**2), x.mean()], [x.mean(), 1.0]])
    best = np.polyfit(x, lesson.loss.y, 1)
    values, vectors = np.linalg.eigh(2 * half)
    left = vectors.T @ (start - best) * (1 - 0.003 * values) ** (FOR_EVER * 10_000)
    return float(left @ (values / 2 * left))


def keeps_through(lesson):
    """Whether the line is still within reach of its points at every later step."""
    later = clean(lesson, FOR_EVER)[lesson.steps :]
    return (np.sqrt(errors(lesson.exact, later)) <= NEAR).all()


def keeps_settled(lesson):
    """Whether the error is no more above the least at any later step than at the film's end."""
    later = errors(lesson.exact, clean(lesson, FOR_EVER)[lesson.steps :])
    return settles(lesson) and (later <= later[0] + 1e-12).all()


def settles(lesson):
    """Whether the error on points of a file is hardly over the least, and that is not 0."""
    last, best = errors(lesson.exact, clean(lesson)[[-1]])[0], least(lesson)
    return bool(lesson.points) and 0.01 < best < last < 1.11 * best


def only_grows(lesson):
    """Whether no line that is tried has a smaller error than the best, which is not 0."""
    tried = errors(lesson.loss, lesson.moved)
    noise = 0.01 if lesson.points else 0.05
    return (tried > least(lesson) - 1e-12).all() and least(lesson) > noise


SAID = {
    "show_error": lambda s: rmse(s, 0) > 0.01,
    "first_updates.clear": lambda s: rmse(s, 10) < 0.9 * rmse(s, 0),
    "first_updates.slight": lambda s: 0.9 * rmse(s, 0) <= rmse(s, 10) < rmse(s, 0),
    "keep_going.hurried": lambda s: (
        rmse(s, -1) <= NEAR and offset(s, s.steps // 10) < 0.75 * offset(s, 0)
    ),
    "keep_going.arrived": lambda s: rmse(s, -1) <= NEAR,
    "keep_going.settled": settles,
    "keep_going.short": lambda s: NEAR < rmse(s, -1) < rmse(s, 0),
    "add_noise": stops_at_the_noise,
    "do_no_better": only_grows,
}
LATER = {
    "keep_going.hurried": keeps_through,
    "keep_going.arrived": keeps_through,
    "keep_going.settled": keeps_settled,
    "add_noise": lambda s: abs(noise_later(s)) < 1e-3,
}
STARTS = VALUES
