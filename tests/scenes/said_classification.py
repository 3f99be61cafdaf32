"""What the sentences of classification claim, worked out anew, and what is true of them later."""

from __future__ import annotations

import numpy as np

from gdcore import datasets, descend

from .said import DATA, says, word

VALUES = [
    {},
    {"count": 60},
    {"count": 40, "seed": 9},  # separable: there is no best sigmoid
    {"count": 207},  # all other draws are on one side
    {"count": 100, "seed": 0},
    {"slope": 6.0, "intercept": 0.0, "steps": 2000, "learning_rate": 0.01},
    {"slope": 6.0, "intercept": -4.0 + 1, "learning_rate": 0.01},
    {"slope": 3.0, "intercept": -2.0, "learning_rate": 0.01, "steps": 3000},
    {"slope": 1.5, "intercept": 1.0, "steps": 2000},
    {"points": f"{DATA}/mtcars.csv"},
    {"points": f"{DATA}/mtcars.csv", "learning_rate": 0.01, "steps": 2000},
    {"points": f"{DATA}/exam.csv"},
]


def edge(lesson, step):
    w, b = lesson.thetas[step]
    return -b / w


def hollow(lesson, step):
    """Which points are on the wrong side of the boundary."""
    beyond = lesson.problem.x > edge(lesson, step)
    return (beyond == (lesson.thetas[step, 0] > 0)) != (lesson.problem.y == 1)


def costs(lesson, step):
    """Minus the logarithm of what each point's own label is given."""
    w, b = lesson.thetas[step]
    margins = np.where(lesson.problem.y == 1, 1, -1) * (w * lesson.problem.x + b)
    return np.log1p(np.exp(-margins))


def best(x, labels):
    """The (w, b) that costs least, by damped Newton steps on the plain likelihood; by hand."""
    theta, design = np.zeros(2), np.stack([x, np.ones_like(x)])
    for _ in range(200):
        p = 1 / (1 + np.exp(-theta @ design))
        curvature = (design * p * (1 - p)) @ design.T + 1e-12 * np.eye(2)
        step = np.linalg.solve(curvature, design @ (p - labels))
        theta = theta - step / max(1.0, np.abs(step).max())
    return theta


def other_edges(lesson):
    """Best boundaries of the draws with the first seeds but the lesson's, where there is one."""
    found = []
    for seed in [seed for seed in range(9) if seed != lesson.seed][:8]:
        data = datasets.labelled_line(lesson.count, seed)
        if data.x[data.y == 1].min() < data.x[data.y == 0].max():  # no boundary separates them
            w, b = best(data.x, data.y)
            found.append(-b / w)
    return np.array(found)


def arrived(lesson):
    """Whether the boundary is where the labels put it, and the sentence has the other draws."""
    w, b = best(lesson.problem.x, lesson.problem.y)
    others = other_edges(lesson)
    return abs(edge(lesson, -1) + b / w) < 2e-3 and says(
        lesson,
        "arrive",
        f"boundary at {edge(lesson, -1):.3f}",
        f"{word(len(others))} other draws",
    )


def at_labels(lesson):
    """Whether the boundary on labels of a file is where the best sigmoid has it, as it is told."""
    w, b = best(lesson.problem.x, lesson.problem.y)
    return abs(edge(lesson, -1) + b / w) < 1.1e-3 and tells_edge(lesson)


def tells_edge(lesson):
    """Whether the boundary at the end is told, in three digits."""
    return says(lesson, "arrive", f"{edge(lesson, -1):.3f}".replace("-", "\u2212"))


def separated(lesson):
    """Whether all points of one label are on one side of all of the other."""
    x, ones = lesson.problem.x, lesson.problem.y == 1
    return x[ones].min() > x[~ones].max() or x[ones].max() < x[~ones].min()


SAID = {
    "make_labels": lambda s: (
        ((s.noisy.y > 10) == (s.problem.y == 1)).all() and np.isclose(3 * (2 / 3) + 8, 10)
    ),
    "bend_line": lambda s: np.isclose(
        s.problem.predict(s.thetas[0], -s.thetas[0, 1] / s.thetas[0, 0]), 0.5
    ),
    "weigh_mistakes": lambda s: np.isclose(s.losses[0], costs(s, 0).mean(), rtol=1e-3),
    "slide.filling": lambda s: (
        hollow(s, s.slid).sum() < hollow(s, 0).sum()
        and abs(edge(s, s.slid) - edge(s, 0)) > 0.05
        and s.losses[s.slid] < s.losses[0]
    ),
    "slide.moving": lambda s: s.losses[s.slid] < s.losses[0] and edge(s, s.slid) != edge(s, 0),
    "steepen.surer": lambda s: (
        abs(s.thetas[-1, 0]) > abs(s.thetas[s.slid, 0])
        and hollow(s, -1).sum() >= hollow(s, s.slid).sum() > 0
    ),
    "steepen.steeper": lambda s: abs(s.thetas[-1, 0]) > abs(s.thetas[s.slid, 0]),
    "steepen.moving": lambda s: s.losses[-1] < s.losses[s.slid] and edge(s, -1) != edge(s, s.slid),
    "arrive.both": lambda s: (
        arrived(s) and (other_edges(s) < 2 / 3).any() and (other_edges(s) > 2 / 3).any()
    ),
    "arrive.draws": arrived,
    "arrive.own": at_labels,
    "arrive.moving": lambda s: not at_labels(s) and tells_edge(s),
    "arrive.separated": lambda s: bool(s.points) and separated(s),
    "arrive.told": lambda s: says(s, "arrive", f"{edge(s, -1):.3f}"),
}


def stays_put(lesson):
    """Whether ten times the steps leave boundary and slope where the film ends."""
    long = descend(
        lesson.problem, lesson.run.optimizer, lesson.run.thetas[0], 10 * lesson.run.steps
    )
    w, b = long.thetas[-1]
    return abs(-b / w - edge(lesson, -1)) < 2e-3 and (np.diff(long.values[20:]) < 1e-9).all()


def steepens_on(lesson):
    """Whether the sigmoid is never limper again than where it has slid to."""
    slopes = np.abs(lesson.run.thetas[lesson.kept[lesson.slid] :, 0])
    return (slopes[1:] >= slopes[0]).all()


def no_more_right(lesson):
    """Whether ten times the steps leave the sigmoid steeper, and no fewer points wrong."""
    long = descend(
        lesson.problem, lesson.run.optimizer, lesson.run.thetas[0], 10 * lesson.run.steps
    )
    w, b = long.thetas[-1]
    wrong = (w * lesson.problem.x + b > 0) != (lesson.problem.y == 1)
    return steepens_on(lesson) and wrong.sum() >= hollow(lesson, lesson.slid).sum()


def never_rests(lesson):
    """Whether ten times the steps make the sigmoid ever steeper where labels are separated."""
    long = descend(
        lesson.problem, lesson.run.optimizer, lesson.run.thetas[0], 10 * lesson.run.steps
    )
    slopes = np.abs(long.thetas[lesson.kept[lesson.slid] :, 0])
    return separated(lesson) and (np.diff(slopes) > 0).all()


LATER = {
    "arrive.both": stays_put,
    "arrive.own": stays_put,
    "arrive.separated": never_rests,
    "steepen.surer": no_more_right,
    "steepen.steeper": steepens_on,
}
STARTS = [{"slope": 6.0, "intercept": 1.0}, {"slope": 1.5, "intercept": -3.0, "seed": 5}]
STARTS += [{"points": f"{DATA}/mtcars.csv"}, {"points": f"{DATA}/exam.csv"}]
