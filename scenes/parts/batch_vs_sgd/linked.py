"""The three runs: each by itself on map and data, all on one clock, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping

from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.ghosts import REMEMBERED, ghost_of
from scenes.kit.ink.meaning import mean
from scenes.kit.runs.hopping import hopping
from scenes.kit.runs.views import LinkedRun, Views
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.looked import LookedAt

Runs = Mapping[str, Trajectory]
STAGED = {"batch": 8, "stochastic": 5, "mini_batch": 3}  # steps shown stage by stage
SLOW = {"batch": 2.3, "stochastic": 0.7, "mini_batch": 1.0}  # seconds of each of these
DOTTED = ("batch", "mini_batch")  # whose iterates are few enough for a marker each
# Of the markers, the more points the larger: where all are at one place, each is seen.
WIDTHS = {"batch": 10.0, "mini_batch": 7.0, "stochastic": 5.0}  # of the paths: likewise
RADII = {"batch": 0.19, "mini_batch": 0.15, "stochastic": 0.11}
SMALLER = 0.6  # times the marker of a run that is but remembered
ALONE = 7.0  # stroke width of the path, and of the line, of a run that is shown by itself
# Of the points looked at and of their gaps, the fewer the larger.
LIT = {"batch": 0.09, "mini_batch": 0.15, "stochastic": 0.19}
GAPS = {"batch": 3.0, "mini_batch": 5.0, "stochastic": 8.0}


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
    """Each run by itself on map and data, with a marker on each iterate if they are few enough."""
    shown = {}
    for role, run in runs.items():
        shown[role] = by_itself = linked(views, role, run, playheads[role], dots=role in DOTTED)
        by_itself.remove(by_itself.loss, by_itself.loss_edge)
        by_itself.add_to_back(LookedAt(views.data, by_itself, GAPS[role]))
        by_itself.line.set_stroke(width=ALONE)
    return shown


def racers(views: Views, runs: Runs, playheads: Mapping[str, Playhead]) -> dict[str, LinkedRun]:
    """The runs on map and losses, those with small markers over those with large ones."""
    found = {role: linked(views, role, runs[role], playheads[role]) for role in RADII}
    for racer in found.values():
        racer.remove(racer.line, racer.lit)
        racer.loss.line.set_stroke(width=WIDTHS[racer.role])
    return found


def linked(
    views: Views, role: str, run: Trajectory, playhead: Playhead, *, dots: bool = False
) -> LinkedRun:
    """A run in all views, against the evaluations it has cost; its steps are in its own colour."""
    return LinkedRun(
        views,
        run,
        playhead,
        role=role,
        effort=run.evaluations.astype(float),
        dots=dots,
        radius=RADII[role],
        width=WIDTHS[role],
        step=role,
        lit=LIT[role],
    )


def remembered(run: LinkedRun) -> VGroup:
    """The path of a run as it is now, thin, with a small marker."""
    marker = mean(run.path.marker.copy().scale(SMALLER).set_z_index(0), REMEMBERED)
    return VGroup(ghost_of(run.path.line), marker)
