"""What the lesson conditioning says, worked out from the data and by descents of its own."""

from __future__ import annotations

import numpy as np

from gdcore import datasets

from .said import DATA, says, word

VALUES = [
    {},
    {"start": (3.0, 9.03), "target": 1.0},
    {"start": (20.0, -15.0), "stretch": 1.75},
    {"offset": 0.8, "correlation": 0.98},
    {"points": f"{DATA}/cars.csv"},
    {"points": f"{DATA}/co2.csv"},
]
FOR_EVER = 10  # times the film's steps
SEEDS = range(10)


def hessian(x):
    """Of the mean squared error of a line through points at x."""
    return 2 * np.array([[np.mean(x**2), x.mean()], [x.mean(), 1.0]])


def centred(lesson):
    return lesson.data.x_given - lesson.data.x_given.mean()


def losses(design, y, theta, rate, steps):
    """Mean squared errors along a descent, by hand."""
    theta, found = np.array(theta, dtype=float), []
    for _ in range(steps + 1):
        rest = design @ theta - y
        found.append(np.mean(rest**2))
        theta = theta - rate * 2 * design.T @ rest / len(y)
    return np.array(found)


def of_line(run):
    """The losses of a run of the line, ten times as long, each at the best rate of its Hessian."""
    x = run.problem.x
    design = np.stack([x, np.ones_like(x)], axis=1)
    rate = 2 / np.linalg.eigvalsh(hessian(x)).sum()
    return losses(design, run.problem.y, run.thetas[0], rate, FOR_EVER * run.steps)


def settles(found, steps, target):
    """Whether losses are under a target from a step on, and no earlier."""
    return (found[steps:] <= target).all() and (found[:steps] > target).any()


def same_line(lesson):
    """Whether both runs start from one line, and so from one loss."""
    x = lesson.data.x_given
    lines = [run.problem.predict(run.thetas[0], run.problem.x) for run in lesson.runs]
    return (
        np.allclose(lines[0], lines[1])
        and np.allclose(lines[0], lesson.start[0] * x + lesson.start[1])
        and np.isclose(of_line(lesson.before)[0], of_line(lesson.after)[0])
    )


def changed(lesson):
    """Whether the start and the star have other numbers, and the line and the losses the same."""
    before, after = lesson.runs
    stars = [np.polyfit(run.problem.x, run.problem.y, 1) for run in lesson.runs]
    return (
        same_line(lesson)
        and not np.allclose(before.thetas[0], after.thetas[0])
        and not np.allclose(*stars)
        and settles(of_line(before), before.steps, lesson.target)
        and after.steps == 1
        and settles(of_line(after), 1, lesson.target)
    )


def standardised(data):
    return (data.x - data.x.mean(axis=0)) / data.x.std(axis=0)


def still_a_valley(lesson):
    """Whether the ratio is (1 + r) / (1 − r) for any draw, and the run takes the steps it says."""
    for seed in SEEDS:
        x = standardised(datasets.two_features(correlation=lesson.correlation, seed=seed))
        r = np.corrcoef(x.T)[0, 1]
        assert np.isclose(np.linalg.cond(x.T @ x), (1 + r) / (1 - r)) and (1 + r) / (1 - r) > 3
    data = datasets.two_features(correlation=lesson.correlation)
    x, y, steps = standardised(data), data.y - data.y.mean(), lesson.both.run.steps
    found = losses(x, y, lesson.both.run.thetas[0], 2 / np.trace(2 * np.corrcoef(x.T)), 10 * steps)
    r = np.corrcoef(x.T)[0, 1]
    told = says(lesson, "two_features", f"{(1 + r) / (1 - r):.3g},", f"{word(steps)} steps")
    return told and settles(found, steps, lesson.target)


SAID = {
    "valley": lambda s: (s.data.x_given > 0).all() or (s.data.x_given < 0).all(),
    "ratio": lambda s: np.linalg.cond(hessian(s.data.x_given)) > 5,
    "crawl.many": lambda s: (
        settles(of_line(s.before), s.before.steps, s.target)
        and says(s, "crawl", f"takes {word(s.before.steps)} steps")
    ),
    "crawl.one": lambda s: settles(of_line(s.before), 1, s.target),
    "standardise": lambda s: (
        abs(hessian(centred(s))[0, 1]) < 1e-12
        and np.isclose(np.linalg.cond(hessian(centred(s) / centred(s).std())), 1)
    ),
    "leap": lambda s: s.after.steps == 1 and (of_line(s.after)[1:] < 1e-12).all(),
    "compare.many": lambda s: (
        changed(s) and says(s, "compare", f"{word(s.before.steps)} steps became one")
    ),
    "compare.one": lambda s: changed(s) and s.before.steps == 1,
    "two_features": still_a_valley,
}
LATER = {key: SAID[key] for key in ("crawl.many", "leap", "two_features")}
STARTS = VALUES
