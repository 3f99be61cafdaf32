"""What comes after: a long run close up, in hops, with its sizes over all its steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.panels.axes import Plane
from scenes.parts.adaptive.acts import rate_row, size_names
from scenes.parts.adaptive.balance import Balance
from scenes.parts.adaptive.charts import NARROW, Charts
from scenes.parts.adaptive.hops import Hops, Iterates, Reel
from scenes.parts.adaptive.later import AWAKE, HOPS, looks
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.panels import Panels
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import EASED, SHOWN, Runs
from scenes.parts.adaptive.sizes import Sizes

ROLE = "rmsprop"  # whose runs they are
DIM = 0.6  # opacity of marks that are to be remembered by


@dataclass(frozen=True)
class Sequel:
    """A long run in hops with its sizes, and the marks on its iterates.

    ``times`` are those at which each step shown is done.
    """

    reel: Reel
    times: NDArray[np.float64]
    charts: Charts
    sizes: Sizes
    line: Balance
    hops: Hops
    dots: Iterates
    shown: VGroup

    @property
    def more(self) -> float:
        """How many times as many steps it has as its charts show."""
        axis = self.charts.plane.x
        return float((self.reel.shown[-1] - axis.low) / (axis.high - axis.low))


def sequels(plane: Plane, runs: Runs, rules: Rules, boxes: Panels) -> tuple[Sequel, Sequel]:
    """RMSProp at one rate, and from there on at a falling one."""
    restless, eased = runs.longer["rmsprop"], runs.longer[EASED]
    late = looks(restless, runs.steps, AWAKE * float(restless.learning_rates[0]))
    soon = np.append(restless.steps + np.arange(-1, HOPS + 1), eased.steps)
    steps = 0.0, float(restless.steps)
    charts = Charts.over(boxes.charts, runs.sizes, steps, plane, rules.words, rules.theme)
    parts = (plane, rules, boxes.heading, charts, runs.steps)
    going_on = sequel(*parts, eased, soon)
    going_on.reel.set_value(1)  # where the other ends, with its last hop
    return sequel(*parts, restless, late), going_on


def sequel(
    plane: Plane,
    rules: Rules,
    heading: Box,
    charts: Charts,
    since: int,
    run: Trajectory,
    shown: NDArray[np.intp],
) -> Sequel:
    """A run of RMSProp at the steps that are shown; its sizes from a step on."""
    reel, words = Reel(shown), rules.words
    memories = remembered(run)
    recall = Recall(memories, reel.clock, fresh=False)
    curvatures = np.diag(run.problem.hessian(run.thetas[-1]))
    names, roles = size_names(words, ROLE), ("gradient", ROLE)
    sizes = Sizes(charts, recall, SHOWN, roles, names, since=since)
    wide = charts.box.width >= NARROW
    curvature, name = float(curvatures[SHOWN]), words["balance" if wide else "balance_short"]
    line = Balance(charts.plane, memories.rates, curvature, name, lambda: recall.place)
    hops = Hops(plane, run.thetas, reel, ROLE)
    dots = Iterates(plane, run.thetas, reel, ROLE, DIM)
    times = reel.times(run.thetas, plane.x.high - plane.x.low, HOPS)
    row = rate_row(heading, ROLE, recall, rules)
    parts = VGroup(row, line, sizes, hops)
    return Sequel(reel, times, charts, sizes, line, hops, dots, parts)
