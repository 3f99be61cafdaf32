"""What the lesson surface_paths says, worked out from the loss of its points."""

from __future__ import annotations

import numpy as np

from .said import ACROSS, ALONG, DATA

VALUES = [
    {},
    {"start": (0.457, -5.967), "mini_batch_rate": 0.07, "batch_size": 25, "epochs": 1}
    | {"mini_batch_seed": 1846922969},
    {"log_heights": True},
    {"full_turn": True},
    {"full_turn": True, "log_heights": True, "azimuth": 100.0},
    {"points": f"{DATA}/trees.csv"},
    {"points": f"{DATA}/co2.csv", "full_turn": True},
]
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


SAID = {
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
LATER = {}
STARTS = VALUES
