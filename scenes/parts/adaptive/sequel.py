"""What comes after: a long run close up, in hops, with its bars, beside another one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.parts.adaptive.acts import bar_names, loss_row
from scenes.parts.adaptive.balance import Balance
from scenes.parts.adaptive.bars import Bars, Scale
from scenes.parts.adaptive.hops import Hops, Iterates, Reel, SkipNote
from scenes.parts.adaptive.later import AWAKE, HOPS, error, looks
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import EASED, Runs

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


@dataclass(frozen=True)
class Entry:
    """A run, its role, its rate in markup, and whether all of its path is drawn."""

    run: Trajectory
    role: str
    rate: str
    whole: bool = False


def sequels(
    plane: Plane, runs: Runs, rules: Rules, scale: Scale, beside: Box, rates: tuple[str, ...]
) -> tuple[Sequel, Sequel]:
    """RMSProp at one rate, beside AdaGrad; and at a falling rate, beside Adam at the first."""
    longer, steps, (same, falling) = runs.longer, runs.steps, rates
    size = AWAKE * float(longer["rmsprop"].learning_rates[0])
    restless, eased = Entry(longer["rmsprop"], "rmsprop", same), longer[EASED]
    late = looks(restless.run, steps, size)
    near = error(eased).max(axis=1) < CLOSE * error(eased).max(axis=1)[0]
    first = np.arange(min(int(np.argmax(near)), steps), steps)
    soon = np.concatenate([first, looks(eased, steps, FALLEN * size)])
    parts = (plane, scale, rules, beside)
    return (
        sequel(*parts, restless, Entry(longer["adagrad"], "adagrad", same, True), late, DIM),
        sequel(*parts, Entry(eased, "rmsprop", falling), Entry(longer["adam"], "adam", same), soon),
    )


def sequel(
    plane: Plane,
    scale: Scale,
    rules: Rules,
    beside: Box,
    told: Entry,
    other: Entry,
    shown: NDArray[np.intp],
    opacity: float = 1.0,
) -> Sequel:
    """A run at the steps that are shown, and another on the same map at the same steps.

    The opacity is that of the marks on its iterates.
    """
    reel, run, words = Reel(shown), told.run, rules.words
    recall = Recall(remembered(run).at(shown), reel, fresh=False)
    curvatures = np.diag(run.problem.hessian(run.thetas[-1]))
    bars = [Bars(scale, recall, axis, told.role, bar_names(words, told.role)) for axis in (0, 1)]
    lines = [
        Balance(scale, recall, axis, float(curvatures[axis]), words["balance"]) for axis in (0, 1)
    ]
    rows = [
        loss_row(beside, row, each.role, each.rate, each.run, reel.clock, rules)
        for row, each in enumerate((told, other))
    ]
    hops = Hops(plane, run.thetas, reel, told.role)
    parts = VGroup(*rows, *bars, *lines, beside_it(plane, other, reel), hops)
    parts.add(SkipNote(plane, reel, words["skipped"]))
    dots = Iterates(plane, run.thetas, reel, told.role, opacity)
    times = reel.times(run.thetas, plane.x.high - plane.x.low, HOPS)
    return Sequel(reel, times, bars, lines, hops, dots, parts)


def beside_it(plane: Plane, other: Entry, reel: Reel) -> VGroup:
    """The other run: all of its path, or its marker and its last step."""
    if not other.whole:
        return Hops(plane, other.run.thetas, reel, other.role)
    trace = Trace(plane, other.run.thetas, reel.clock, role=other.role)
    return VGroup(trace, EdgeArrow(trace, other.run.values))
