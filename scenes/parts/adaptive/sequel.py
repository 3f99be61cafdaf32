"""What comes after: a long run close up, in hops, with its lanes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Plane
from scenes.parts.adaptive.acts import lane_names, rate_row
from scenes.parts.adaptive.balance import Balance
from scenes.parts.adaptive.hops import Hops, Iterates, Reel
from scenes.parts.adaptive.lanes import Lane
from scenes.parts.adaptive.later import AWAKE, HOPS, looks
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import EASED, Runs
from scenes.parts.adaptive.scale import Scale

ROLE = "rmsprop"  # whose runs they are
DIM = 0.6  # opacity of marks that are to be remembered by


@dataclass(frozen=True)
class Sequel:
    """A long run in hops with its lanes, and the marks on its iterates.

    ``times`` are those at which each step shown is done.
    """

    reel: Reel
    times: NDArray[np.float64]
    lanes: list[Lane]
    lines: list[Balance]
    hops: Hops
    dots: Iterates
    shown: VGroup


def sequels(
    plane: Plane, runs: Runs, rules: Rules, scale: Scale, beside: Box
) -> tuple[Sequel, Sequel]:
    """RMSProp at one rate, and from there on at a falling one."""
    restless, eased = runs.longer["rmsprop"], runs.longer[EASED]
    late = looks(restless, runs.steps, AWAKE * float(restless.learning_rates[0]))
    soon = np.append(restless.steps + np.arange(-1, HOPS + 1), eased.steps)
    parts = (plane, scale, rules, beside)
    going_on = sequel(*parts, eased, soon)
    going_on.reel.set_value(1)  # where the other ends, with its last hop
    return sequel(*parts, restless, late), going_on


def sequel(
    plane: Plane,
    scale: Scale,
    rules: Rules,
    beside: Box,
    run: Trajectory,
    shown: NDArray[np.intp],
) -> Sequel:
    """A run of RMSProp at the steps that are shown."""
    reel, words = Reel(shown), rules.words
    recall = Recall(remembered(run), reel.clock, fresh=False)
    curvatures = np.diag(run.problem.hessian(run.thetas[-1]))
    names = lane_names(words, ROLE)
    lanes = [Lane(scale, recall, axis, ROLE, names) for axis in (0, 1)]
    lines = [
        Balance(lane, float(curvature), words["balance"])
        for lane, curvature in zip(lanes, curvatures, strict=True)
    ]
    row = rate_row(beside, ROLE, recall, rules)
    hops = Hops(plane, run.thetas, reel, ROLE)
    dots = Iterates(plane, run.thetas, reel, ROLE, DIM)
    times = reel.times(run.thetas, plane.x.high - plane.x.low, HOPS)
    return Sequel(reel, times, lanes, lines, hops, dots, VGroup(row, *lanes, *lines, hops))
