"""What comes after: a long run close up, in hops, with its bars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Plane
from scenes.parts.adaptive.acts import bar_names, loss_row
from scenes.parts.adaptive.balance import Balance
from scenes.parts.adaptive.bars import Bars, Scale
from scenes.parts.adaptive.hops import Hops, Iterates, Reel, SkipNote
from scenes.parts.adaptive.later import AWAKE, HOPS, error, looks
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import EASED, Runs

ROLE = "rmsprop"  # whose runs they are
CLOSE = 0.15  # of the way from the start that is left when the run with a falling rate comes on
DIM = 0.6  # opacity of marks that are to be remembered by
FALLEN = 0.4  # of the size of a hop at the full rate, from which on it is one at a falling rate


@dataclass(frozen=True)
class Sequel:
    """A long run in hops with its bars, and the marks on its iterates.

    ``times`` are those at which each step shown is done.
    """

    reel: Reel
    times: NDArray[np.float64]
    bars: list[Bars]
    lines: list[Balance]
    hops: Hops
    dots: Iterates
    shown: VGroup


def sequels(
    plane: Plane, runs: Runs, rules: Rules, scale: Scale, beside: Box, rates: tuple[str, ...]
) -> tuple[Sequel, Sequel]:
    """RMSProp at one rate, and at a falling one."""
    restless, eased, steps, (same, falling) = (
        runs.longer["rmsprop"],
        runs.longer[EASED],
        runs.steps,
        rates,
    )
    size = AWAKE * float(restless.learning_rates[0])
    late = looks(restless, steps, size)
    near = error(eased).max(axis=1) < CLOSE * error(eased).max(axis=1)[0]
    first = np.arange(min(int(np.argmax(near)), steps), steps)
    soon = np.concatenate([first, looks(eased, steps, FALLEN * size)])
    parts = (plane, scale, rules, beside)
    return sequel(*parts, restless, same, late, DIM), sequel(*parts, eased, falling, soon)


def sequel(
    plane: Plane,
    scale: Scale,
    rules: Rules,
    beside: Box,
    run: Trajectory,
    rate: str,
    shown: NDArray[np.intp],
    opacity: float = 1.0,
) -> Sequel:
    """A run of RMSProp, its rate in markup, at the steps that are shown.

    The opacity is that of the marks on its iterates.
    """
    reel, words = Reel(shown), rules.words
    recall = Recall(remembered(run).at(shown), reel, fresh=False)
    curvatures = np.diag(run.problem.hessian(run.thetas[-1]))
    bars = [Bars(scale, recall, axis, ROLE, bar_names(words, ROLE)) for axis in (0, 1)]
    lines = [
        Balance(scale, recall, axis, float(curvatures[axis]), words["balance"]) for axis in (0, 1)
    ]
    row = loss_row(beside, ROLE, rate, run, reel.clock, rules)
    hops = Hops(plane, run.thetas, reel, ROLE)
    parts = VGroup(row, *bars, *lines, hops, SkipNote(plane, reel, words["skipped"]))
    dots = Iterates(plane, run.thetas, reel, ROLE, opacity)
    times = reel.times(run.thetas, plane.x.high - plane.x.low, HOPS)
    return Sequel(reel, times, bars, lines, hops, dots, parts)
