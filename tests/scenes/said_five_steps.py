"""What the lesson five_steps says, worked out from its points and by a descent of its own."""

from __future__ import annotations

import numpy as np

from .said import DATA, says
from .said_always import is_slope, moves_by_the_rate, squares

VALUES = [
    {},
    {"learning_rate": 0.7, "start": (6.0, -6.0), "epochs": 50},
    {"learning_rate": 0.02, "epochs": 50},
    {"start": (-6.0, 6.0), "learning_rate": 0.3},
    {"points": f"{DATA}/cars.csv"},
    {"points": f"{DATA}/trees.csv", "epochs": 50},
    {"points": f"{DATA}/two.csv"},
]
FOR_EVER = 10  # times the film's epochs
NEAR, STILL_NEAR = 0.02, 0.03  # of y, in which two lines are one; and later on


def trained(lesson, times=1):
    """Lines (T+1, 2) of a descent on the points to train on, by hand."""
    x, y = lesson.problem.x, lesson.problem.y
    theta, lines = np.array(lesson.start, dtype=float), []
    for _ in range(times * lesson.epochs + 1):
        lines.append(theta)
        off = theta[0] * x + theta[1] - y
        theta = theta - lesson.learning_rate * 2 * np.array([np.mean(off * x), np.mean(off)])
    return np.array(lines)


def losses(lesson, lines):
    """Mean squares that lines leave of the points to train on, and of those to validate with."""
    data = lesson.problem
    return np.array([squares(data.x, data.y, w, b).mean() for w, b in lines])


def gaps(lesson, lines):
    """The largest distances of lines from that of least squares, from the least x to the last."""
    x, y = lesson.problem.x, lesson.problem.y
    off = lines - np.polyfit(x, y, 1)
    ends = np.array([lesson.split.x.min(), lesson.split.x.max()] if lesson.points else [0.0, 1.0])
    return abs(off[:, :1] * ends + off[:, 1:]).max(axis=1)


def helped(lesson):
    """Whether the first update lowers the loss, and to what."""
    first, second = losses(lesson, trained(lesson)[:2])
    told = f"to {second:.3f}"
    return (
        second < first
        and says(lesson, "update", told)
        and moves_by_the_rate(lesson.run, lesson.learning_rate)
    )


def both_fall(lesson):
    """Whether both losses are lower at the end than at the start."""
    rows, best = lesson.split.validation, trained(lesson)[-1]
    if not len(rows):
        return False
    x, y = lesson.split.x[rows], lesson.split.y[rows]
    first, last = (squares(x, y, *line).mean() for line in (lesson.start, best))
    return last < first and lesson.run.values[-1] < lesson.run.values[0]


SAID = {
    "initialise": lambda s: s.run.values[0] > s.problem.value(s.best),
    "predict": lambda s: np.allclose(
        s.problem.predict(s.run.thetas[0], s.problem.x), s.start[0] * s.problem.x + s.start[1]
    ),
    "measure_loss": lambda s: np.isclose(s.run.values[0], losses(s, [s.start])[0]),
    "find_gradients": lambda s: is_slope(s.problem, s.start, s.run.gradients[0]),
    "update": helped,
    "repeat.both": both_fall,
    "repeat.training": lambda s: not both_fall(s) and s.run.values[-1] < s.run.values[0],
    "arrive.there": lambda s: gaps(s, trained(s))[-1] < NEAR,
    "arrive.short": lambda s: gaps(s, trained(s))[-1] >= NEAR,
}


def falls_on(lesson):
    """Whether the training loss never rises."""
    return (np.diff(losses(lesson, trained(lesson, FOR_EVER))) < 1e-12).all()


LATER = {
    "repeat.both": falls_on,
    "repeat.training": falls_on,
    "arrive.there": lambda s: gaps(s, trained(s, FOR_EVER))[s.epochs :].max() < STILL_NEAR,
}
STARTS = VALUES
