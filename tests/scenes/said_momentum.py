"""What the lesson momentum says of how its runs end, after ten times the film's steps.

What its other sentences claim is worked out in test_momentum.
"""

from __future__ import annotations

import numpy as np

import gdcore

TIMES = 10


def last_high(losses, target=0.01):
    """The last step at which a loss is above a target."""
    return int(np.flatnonzero(losses > target)[-1])


def later(run):
    """Losses of the same descent, ten times as long."""
    steps = TIMES * len(run.learning_rates)
    return gdcore.descend(run.problem, run.optimizer, run.thetas[0], steps).values


def damp_first(lesson):
    """Whether the momentum in between is under the target for good before the other two are."""
    light, middle, large = (last_high(later(run)) for run in lesson.runs.heavy)
    return middle < min(light, large)


def rolled(lesson, ahead):
    """Losses of a ball that feels the slope where it is, or where its velocity leads; by hand."""
    runs = lesson.runs
    curvatures = runs.problem.matrix.diagonal()
    place, velocity, losses = np.array(runs.start), np.zeros(2), []
    for _ in range(TIMES * lesson.steps):
        losses.append(float(curvatures @ place**2) / 2)
        felt = place + ahead * runs.momenta[2] * velocity
        velocity = runs.momenta[2] * velocity - runs.rate * curvatures * felt
        place = place + velocity
    return np.array(losses)


def rest_sooner(lesson):
    """Whether Nesterov's ball is under the target for good before the heavy one is."""
    return last_high(rolled(lesson, 1)) < last_high(rolled(lesson, 0))


LATER = {
    "damp.seen": damp_first,
    "damp.coming": damp_first,
    "compare.both": rest_sooner,
    "compare.sooner": rest_sooner,
}
STARTS = [
    {"start": (9.0, -2.0)},
    {"start": (-9.0, 8.0), "condition": 33.8, "steps": 300},
    {"steps": 20, "learning_rate": 0.01},
    {"start": (9.9, 0.2), "momentum": 0.95},
    {"learning_rate": 0.0195, "momentum": 0.786, "condition": 25.7, "steps": 28}
    | {"start": (1.5, 1.2)},
    {"landscape": "2x^2 + 10(y - 3)^2 - 7"},
    {"landscape": "10x^2 + y^2 + 3x y + 4x"},
]
