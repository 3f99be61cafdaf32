"""What the sentences of adaptive claim: of the runs in its film, and of runs ten times as long."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore

from .said import ACROSS, ALONG, says
from .said_always import squares_kept
from .test_verdicts import LIMITED

STAR = (2.0, 3.0)
CURVATURES = np.array([ACROSS, ALONG])


def errors(lesson, role):
    """How far a run is from the minimum, in parts of the start's way; (T+1, 2)."""
    return (lesson.runs[role].thetas - STAR) / (np.array(lesson.start) - STAR)


def steps(run):
    """Lengths of the steps of a run in each coordinate (T, 2)."""
    return np.abs(np.diff(run.thetas, axis=0))


def away(run):
    """How far each coordinate is from the minimum at each step (T+1, 2)."""
    return np.abs(run.thetas - STAR)


def near(lesson, role):
    first, last = away(lesson.runs[role])[[0, -1]]
    return np.hypot(*last) < 0.1 * np.hypot(*first)


def losses(lesson, roles):
    """Of those runs at their end."""
    return [lesson.runs[role].values[-1] for role in roles]


def late(run):
    """The last tenth of a run's iterates."""
    return slice(9 * run.steps // 10, None)


def looked_at(lesson, role):
    return lesson.descents.longer[role]


def squares(lesson, role, kept):
    run = lesson.runs[role]
    return np.allclose(run.memory["second_moment"], squares_kept(run, kept))


def on_its_line(run, rate):
    """Whether a run hops by its rate, each root half the rate times the curvature, at last."""
    roots = np.sqrt(run.memory["second_moment"][late(run)])
    hops = steps(run)[late(run)]
    return np.allclose(roots, rate * CURVATURES / 2, rtol=0.06) and np.allclose(
        hops, rate, rtol=0.06
    )


def swaps_sides(run):
    """Whether each late step lands as far beyond the minimum as it set out."""
    off = (run.thetas - STAR)[late(run)]
    return np.allclose(off[1:], -off[:-1], rtol=0.12)


def leaves(lesson, run):
    """Whether a run comes within a tenth of its rate of the minimum, and goes away again."""
    far = away(run).max(axis=1) / lesson.learning_rate
    return far[np.argmax(far < 0.1) :].max() > 0.1 > far.min()


def starts_small(run):
    """Whether Adam's raw memories are smaller than what they take in, and its first step is not."""
    slope = np.abs(run.gradients[0])
    small = np.abs(run.memory["first_moment"][1]) < slope
    small &= run.memory["second_moment"][1] < slope**2
    return small.all() and steps(run)[0] == pytest.approx(float(run.learning_rates[0]))


def eases(lesson, run):
    """Whether a run with a falling rate is nearer than a tenth of a hop at the full one."""
    return away(run)[late(run)].max() < 0.05 * lesson.learning_rate


SAID = {
    "share_one_rate.jumps": lambda s: (
        s.plain_rate > 1 / ACROSS
        and 1 - s.plain_rate * ALONG > 0.5
        and abs(s.start[0] - 2) * ACROSS > 2 * abs(s.start[1] - 3) * ALONG
        and near(s, "batch")
    ),
    "share_one_rate.glides": lambda s: (
        (errors(s, "batch")[:, 0] > -1e-9).all()
        and errors(s, "batch")[errors(s, "batch")[:, 0] < 0.2][0, 1] > 0.4
    ),
    "share_one_rate.told": lambda s: s.plain_rate < 2 / ACROSS < 2 / ALONG,
    "only_grow": lambda s: (
        (np.diff(s.runs["adagrad"].memory["square_sum"], axis=0) >= 0).all()
        and np.hypot(*steps(s.runs["adagrad"])[-1]) < 0.4 * np.hypot(*steps(s.runs["adagrad"])[0])
        and (steps(s.runs["adagrad"])[-1] < steps(s.runs["adagrad"])[0]).all()
    ),
    "forget.near": lambda s: near(s, "rmsprop") and says(s, "forget", f"after {s.steps} steps"),
    "forget.told": lambda s: squares(s, "rmsprop", s.decay),
    "correct_bias": lambda s: starts_small(s.runs["adam"]),
    "remember_both.past": lambda s: (
        errors(s, "adam").min() < -0.1
        and np.median(np.abs(np.log(np.divide(*steps(s.runs["adam"]).T)))) < np.log(3)
    ),
    "remember_both.told": lambda s: squares(s, "adam", s.beta2),
    "compare.small": lambda s: (
        says(s, "compare", f"fter {s.steps} steps")
        and all(errors(s, role).min() < -0.1 for role in ("momentum", "adam"))
        and min(losses(s, ("momentum", "adam"))) > 1e3 * max(losses(s, ("batch", "rmsprop")))
    ),
    "compare.told": lambda s: all((run.thetas[0] == s.start).all() for run in s.runs.values()),
    "never_rests.settles": lambda s: (
        on_its_line(looked_at(s, "rmsprop"), s.learning_rate)
        and swaps_sides(looked_at(s, "rmsprop"))
    ),
    "never_rests.hops": lambda s: leaves(s, looked_at(s, "rmsprop")),
    "never_rests.quiet": lambda s: (
        away(looked_at(s, "rmsprop"))[-1].max() < 0.1 * s.learning_rate
        and not leaves(s, looked_at(s, "rmsprop"))
    ),
    "never_rests.lands": lambda s: away(looked_at(s, "rmsprop"))[-1].max() < 1e-12,
    "never_rests.told": lambda s: squares(s, "rmsprop", s.decay),
    "let_it_decay.rests": lambda s: eases(s, looked_at(s, "eased")),
    "let_it_decay.told": lambda s: (
        np.diff(looked_at(s, "eased").learning_rates[looked_at(s, "rmsprop").steps :]).max() < 0
    ),
}
VALUES = [
    {},
    {"plain_rate": 0.05, "beta1": 0.5, "steps": 80},
    {"start": (2.5, -7.0), "decay": 0.99},
    {"learning_rate": 0.1, "steps": 10},
    {"learning_rate": 0.1, "steps": 10, "decay": 0.5, "start": (2.1, -7.0)},
    {"learning_rate": 0.1, "decay": 0.99, "start": (2.1, -7.0)},
    {"learning_rate": 1.0, "decay": 0.99},
    {"learning_rate": 2.0, "beta2": 0.8},
    {"steps": 400},
]


# -- ten times as long -------------------------------------------------------------------------


def later(run):
    """The same descent, ten times as long."""
    return gdcore.descend(run.problem, run.optimizer, run.thetas[0], 10 * run.steps)


def goes_on(lesson):
    """Whether RMSProp still hops by its rate, from side to side."""
    run = later(looked_at(lesson, "rmsprop"))
    return on_its_line(run, lesson.learning_rate) and swaps_sides(run)


def falls_on(lesson):
    """Whether the run with a falling rate stays as near as it was, and comes nearer."""
    run = later(looked_at(lesson, "eased"))
    told = away(run)[: run.steps // 10 + 1]
    reached = told[9 * len(told) // 10 :].max()
    return away(run)[run.steps // 10 :].max() <= 1.01 * reached and (
        away(run)[late(run)].max() <= max(0.5 * reached, 1e-9)
    )


LATER = {
    "only_grow": lambda s: (
        steps(later(s.runs["adagrad"]))[-1].max() < steps(s.runs["adagrad"])[0].min() / 10
    ),
    "forget.near": LIMITED,
    "forget.told": lambda s: (
        later(s.runs["rmsprop"]).memory["second_moment"].min()
        < later(s.runs["rmsprop"]).memory["second_moment"].max() / 2
    ),
    "compare.small": LIMITED,
    "never_rests.settles": goes_on,
    "never_rests.hops": LIMITED,
    "never_rests.quiet": LIMITED,
    "never_rests.lands": lambda s: away(later(looked_at(s, "rmsprop")))[-1].max() < 1e-12,
    "let_it_decay.rests": falls_on,
}
STARTS = [
    {"start": (6.0, 6.5)},
    {"start": (-1.3, -4.2)},
    {"start": (5.0, -6.0), "fall": 0.05},
    {"learning_rate": 1.0, "decay": 0.99},
    {"learning_rate": 0.3, "steps": 60},
    {"learning_rate": 0.1, "steps": 10},
]
