"""What the lesson surface_paths says, worked out from the loss of its points, or a formula's."""

from __future__ import annotations

import numpy as np

import gdcore

from .said import ACROSS, ALONG, DATA, says
from .said_always import difference

VALUES = [
    {},
    {"start": (0.457, -5.967), "mini_batch_rate": 0.07, "batch_size": 25, "epochs": 1}
    | {"mini_batch_seed": 1846922969},
    {"log_heights": True},
    {"full_turn": True},
    {"full_turn": True, "log_heights": True, "azimuth": 100.0},
    {"points": f"{DATA}/trees.csv"},
    {"points": f"{DATA}/co2.csv", "full_turn": True},
    {"landscape": "x^2 + 3y^2"},
    {"landscape": "(x^2+y-11)^2 + (x+y^2-7)^2", "full_turn": True},
    {"landscape": "(1-x)^2 + 100(y-x^2)^2"},
    {"landscape": "x^2 - y^2", "start": (-0.3, 0.1)},
    {"landscape": "x + 2y", "batch_rate": 0.01},
    {"landscape": "x ln(x) + y^2"},
]
TIMES, THERE = 10, 0.03  # of a window, within which a run is at a star
CORNERS = np.array([[-8.0, -8.0], [8.0, -8.0], [3.0, 7.0]])


def losses(run):
    """The loss at each iterate, from the points."""
    x, y = run.problem.x, run.problem.y
    w, b = run.thetas.T[..., None]
    return np.mean((w * x + b - y) ** 2, axis=-1)


def steep_and_level(lesson):
    """Whether the valley is much steeper across than along it, in heights as they are."""
    across = 2 * np.var(lesson.own.x.values)
    if not lesson.points:
        assert np.isclose(across, ACROSS) and across > 8 * ALONG
    return across > 3.9 * ALONG and not lesson.surface.relief.height.log


def funnel(lesson):
    """Whether heights halve the loss again and again towards the minimum."""
    height = lesson.surface.relief.height
    fractions = height.fraction([8.0, 16.0, 32.0, 64.0])
    return height.log and np.allclose(np.diff(fractions), np.diff(fractions)[0])


def stars_met(lesson, times=1):
    """The star that each run is at after so many times its steps; none if it is at none."""
    left, right, *_ = lesson.map.window
    met = []
    for run in lesson.runs.values():
        steps = times * run.steps
        end = gdcore.descend(run.problem, run.optimizer, run.thetas[0], steps).thetas[-1]
        away = [*np.linalg.norm(run.problem.minimizers - end, axis=1), np.inf]
        near = min(away) < THERE * (right - left)
        met.append(int(np.argmin(away)) if near else None)
    return met


def typed_same(lesson):
    met = {*stars_met(lesson), *stars_met(lesson, TIMES)}
    return len(met) == 1 and None not in met


def typed_apart(lesson):
    met = stars_met(lesson)
    return met == stars_met(lesson, TIMES) and None not in met and len(set(met)) > 1


def typed_down(lesson):
    """Whether every step of as many as are said leads down."""
    runs = lesson.runs.values()
    assert all((np.diff(run.values) < 1e-9).all() for run in runs)
    return says(lesson, "descend", f" {max(run.steps for run in runs)} steps ")


def steps_like_slopes(lesson):
    """Whether all steps are as long as the slope where they begin, times one rate."""
    rates = []
    for run in lesson.runs.values():
        for before, after in zip(run.thetas[:9], run.thetas[1:10], strict=True):
            slope = np.linalg.norm(difference(run.problem, before))
            if slope > 1e-3:
                rates.append(np.linalg.norm(after - before) / slope)
    return np.allclose(rates, rates[0], rtol=1e-2)


SAID = {
    "rise.typed": lambda s: not s.surface.relief.height.log,
    "descend.typed_same": typed_same,
    "descend.typed_apart": typed_apart,
    "descend.typed_down": typed_down,
    "swing.typed": steps_like_slopes,
    "orbit.typed": steps_like_slopes,
    "rise.linear": lambda s: not s.surface.relief.height.log,
    "rise.log": funnel,
    "descend.down": lambda s: all(losses(r)[-1] < losses(r)[0] for r in s.runs.values()),
    "descend.across": lambda s: any(losses(r)[-1] >= losses(r)[0] for r in s.runs.values()),
    "swing.linear": steep_and_level,
    "swing.log": funnel,
    "orbit.linear": steep_and_level,
    "orbit.log": funnel,
    "top_down": lambda s: np.allclose(
        s.surface.relief.ground(CORNERS)[:, :2] + s.map.inner.center[:2],
        s.map.to_scene(CORNERS)[:, :2],
    ),
}
LATER = {"descend.typed_same": typed_same, "descend.typed_apart": typed_apart}
STARTS = VALUES
