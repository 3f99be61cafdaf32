"""The three runs in all views: each by itself, all on one clock, and as what is remembered."""

from __future__ import annotations

from collections.abc import Mapping

from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.ghosts import ghost_of
from scenes.kit.runs.hopping import hopping
from scenes.kit.runs.views import LinkedRun, Views
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.playhead import Playhead

Runs = Mapping[str, Trajectory]
STAGED = {"batch": 8, "stochastic": 5, "mini_batch": 3}  # steps shown stage by stage
SLOW = {"batch": 2.3, "stochastic": 0.7, "mini_batch": 1.0}  # seconds of each of these
DOTTED = ("batch", "mini_batch")  # whose iterates are few enough for a marker each
# Of the markers, the more points the larger: where all are at one place, each is seen.
WIDTHS = {"batch": 9.0, "mini_batch": 6.0, "stochastic": 4.0}  # of the paths: likewise
RADII = {"batch": 0.145, "mini_batch": 0.115, "stochastic": 0.085}


def hoppers(views: Views, runs: Runs, *, staged: bool = False) -> dict[str, HopPlayhead]:
    """A playhead for each run that hops where a view of it would swing; first steps in stages."""
    return {
        role: hopping(
            views.parameters,
            run.thetas,
            views.data,
            staged=min(STAGED[role], run.steps) if staged else 0,
        )
        for role, run in runs.items()
    }


def alone(views: Views, runs: Runs, playheads: Mapping[str, Playhead]) -> dict[str, LinkedRun]:
    """Each run by itself, with a marker on each iterate if they are few enough."""
    return {
        role: linked(views, role, run, playheads[role], dots=role in DOTTED)
        for role, run in runs.items()
    }


def racers(views: Views, runs: Runs, playheads: Mapping[str, Playhead]) -> dict[str, LinkedRun]:
    """The runs side by side, those with small markers over those with large ones."""
    return {role: linked(views, role, runs[role], playheads[role]) for role in RADII}


def linked(
    views: Views, role: str, run: Trajectory, playhead: Playhead, *, dots: bool = False
) -> LinkedRun:
    """A run in all three views, against the evaluations it has cost."""
    effort = run.evaluations.astype(float)
    wide = WIDTHS[role]
    size = RADII[role]
    return LinkedRun(
        views, run, playhead, role=role, effort=effort, dots=dots, radius=size, width=wide
    )


def remembered(run: LinkedRun) -> VGroup:
    """The path and the losses of a run as they are now, thin, with their markers."""
    lines = ghost_of(run.path.line, run.loss.line)
    return VGroup(lines, run.path.marker.copy(), run.loss.marker.copy())
