"""The three runs in all views: each by itself, all on one clock, and as what is remembered."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.ghosts import GHOST
from scenes.kit.runs.views import LinkedRun, Views
from scenes.kit.time.pace import unhurried
from scenes.kit.time.playhead import Playhead, step_times
from scenes.parts.batch_vs_sgd.hops import long_steps

Runs = Mapping[str, Trajectory]
STAGED = {"batch": 8, "stochastic": 5, "mini_batch": 3}  # steps shown stage by stage
SLOW = {"batch": 2.3, "stochastic": 0.7, "mini_batch": 1.0}  # seconds of each of these
DOTTED = ("batch", "mini_batch")  # whose iterates are few enough for a marker each


def alone(views: Views, runs: Runs) -> dict[str, LinkedRun]:
    """Each run with a playhead of its own, its first steps in stages."""
    return {
        role: linked(views, role, run, Playhead(run.steps, STAGED[role]), dots=role in DOTTED)
        for role, run in runs.items()
    }


def racers(views: Views, runs: Runs, playheads: Mapping[str, Playhead]) -> dict[str, LinkedRun]:
    """The runs at their playheads."""
    return {role: linked(views, role, run, playheads[role]) for role, run in runs.items()}


def linked(
    views: Views, role: str, run: Trajectory, playhead: Playhead, *, dots: bool = False
) -> LinkedRun:
    """A run in all three views, against the evaluations it has cost."""
    effort = run.evaluations.astype(float)
    return LinkedRun(views, run, playhead, role=role, effort=effort, dots=dots, hops=True)


def pace(role: str, run: Trajectory, seconds: float) -> NDArray[np.float64]:
    """Times of a run's steps: the staged ones slow, then ever faster, the long ones never fast."""
    times = step_times(run.steps, seconds, slow=STAGED[role], slow_seconds=SLOW[role])
    return unhurried(times, long_steps(run))


def remembered(run: LinkedRun) -> VGroup:
    """The path and the losses of a run as they are now, thin, with their markers."""
    lines = VGroup(run.path.line.copy(), run.loss.line.copy()).set_stroke(**GHOST)
    return VGroup(lines, run.path.marker.copy(), run.loss.marker.copy())
