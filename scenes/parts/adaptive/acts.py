"""A run on the map with its memories beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup

from gdcore import Adam, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import LOUD, TITLE, Text
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.adaptive.axis_steps import AxisSteps, RawStep
from scenes.parts.adaptive.gathered import Gathered
from scenes.parts.adaptive.lanes import Lane, Names, length
from scenes.parts.adaptive.memories import accumulated, remembered
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import Runs
from scenes.parts.adaptive.scale import Scale

STAGED = {"batch": 2, "adagrad": 2, "rmsprop": 2, "adam": 3}  # steps shown stage by stage
FIRST, RATE = 0.2, 1.45  # of the row with the rate: from the top; from the right to its number
APART = 0.7  # of a single lane's marks from its line
WIDER = 6.0  # stroke width of a path


@dataclass(frozen=True)
class Act:
    """A run on the map with its memories.

    ``raw`` is its first step with memories as accumulated, ``gathered`` what those are divided by,
    and ``close`` that with the first coordinate's lane, large: all are empty where they are the
    memories. ``shown`` is all the rest, without lanes where one of them is to be seen large first.
    """

    playhead: Playhead
    heading: VGroup
    lanes: list[Lane]
    steps: AxisSteps
    raw: VGroup
    gathered: VGroup
    shown: VGroup
    close: VGroup


def acts(
    plane: Plane, runs: Runs, rules: Rules, scale: Scale, single: Scale, beside: Box
) -> dict[str, Act]:
    """The runs that are shown with their memories, each at its start, by role."""
    return {
        role: act(plane, runs.first[role], role, staged, rules, scale, single, beside)
        for role, staged in STAGED.items()
    }


def act(
    plane: Plane,
    run: Trajectory,
    role: str,
    staged: int,
    rules: Rules,
    scale: Scale,
    single: Scale,
    beside: Box,
) -> Act:
    """A run at its start, under a heading, with a lane for each coordinate on one scale.

    Adam's memories are at first as accumulated, and in a single lane.
    """
    late = role == "adam"
    playhead = Playhead(run.steps, staged)
    raw = accumulated(run) if late else None
    recall = Recall(remembered(run), playhead, raw)
    names, raw_names = lane_names(rules.words, role), lane_names(rules.words, "raw")
    lanes = [
        Lane(scale, recall, axis, role, names, raw=raw_names if late else None) for axis in (0, 1)
    ]
    name = rules.words["batch_arrow"] if role == "batch" else ""
    steps = AxisSteps(plane, run.thetas, playhead, name, late=late)
    trace = path(plane, run, role, playhead, dots=True)
    before, gathered, close = VGroup(), VGroup(), VGroup()
    if raw is not None and isinstance(run.optimizer, Adam):
        large = Lane(single, recall, 0, role, names, raw=raw_names, apart=APART)
        gathered = Gathered(large, run.optimizer)
        close = VGroup(single.drawn, large, gathered)
        star = plane.to_scene(run.problem.minimizers)
        before = RawStep(plane, run.thetas, raw.steps[1:], playhead, star)
    heading = rules.heading(role, beside)
    shown = VGroup(heading, *([] if late else lanes), trace, steps, *([before] if late else []))
    return Act(playhead, heading, lanes, steps, before, gathered, shown, close)


def lane_names(words: Words, role: str) -> Names:
    """Names of an optimizer's slope and root, and of the length of the step that they make."""
    of = f"{role}_" if role in ("adam", "raw") else ""
    return Names(words[f"{of}slope"], words[f"{of}root"], words[f"{role}_length"])


def path(plane: Plane, run: Trajectory, role: str, playhead: Playhead, *, dots: bool) -> VGroup:
    """A run on the map, with an arrow at the edge where it leaves."""
    trace = Trace(plane, run.thetas, playhead, role=role, dots=dots, width=WIDER)
    return VGroup(trace, EdgeArrow(trace, run.values))


def rate_row(box: Box, role: str, recall: Recall, rules: Rules) -> VGroup:
    """Marker and name of a run and the rate of its step, in a row along the top of a box."""
    y, theme, words = box.top - FIRST, rules.theme, rules.words
    named = legend_row(words[role], theme, role, left=box.left + 0.1, baseline=y)
    number = Number(0, theme, write=length, size=LOUD, align="right")
    rates, clock = recall.memories.rates, recall.playhead
    number.put((box.right, y, 0))
    number.read(lambda: float(rates[recall.row]), lambda: float(rates[int(np.ceil(clock.now))]))
    name = Text(words["rate"], theme, size=TITLE).put(right=box.right - RATE, baseline=y)
    return VGroup(*named, name, number)
