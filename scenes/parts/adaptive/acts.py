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
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.adaptive.charts import Charts
from scenes.parts.adaptive.gathered import Gathered
from scenes.parts.adaptive.ground import Ground
from scenes.parts.adaptive.legs import Legs
from scenes.parts.adaptive.memories import accumulated, remembered
from scenes.parts.adaptive.panels import Panels
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import SHOWN, Runs
from scenes.parts.adaptive.sizes import Names, Sizes, length

STAGED = {"batch": 2, "adagrad": 2, "rmsprop": 2, "adam": 3}  # steps shown stage by stage
FIRST, RATE = 0.18, 1.5  # of the row with the rate: from its foot; from the right to its number
WIDER, LARGER = 7.0, 0.14  # stroke width of a path, radius of its marker
GATHERING = 6  # steps in which Adam's mean slope is seen to be gathered
OVER = 1.2  # times the largest of them, the end of their axis
SPARE = 1.9  # right of their panel, for the divisor


@dataclass(frozen=True)
class Act:
    """A run on the map with its memories.

    ``panel`` is what its sizes are on; ``close`` is a memory before it is corrected and after,
    large, with its panel: empty where memories are used as they are. ``shown`` is all the rest,
    without the charts where that is to be seen first; ``squares`` is a heading with the rule of the
    squares, if it has two.
    """

    playhead: Playhead
    heading: VGroup
    panel: VGroup
    sizes: Sizes
    legs: VGroup
    shown: VGroup
    close: VGroup
    squares: VGroup


def acts(ground: Ground, runs: Runs, rules: Rules, boxes: Panels) -> dict[str, Act]:
    """The runs that are shown with their memories, each at its start, by role."""
    steps = (0.0, float(runs.steps))
    charts = Charts.over(boxes.charts, runs.sizes, steps, ground.plane, rules.words, rules.theme)
    return {
        role: act(ground, runs.first[role], role, rules, charts, boxes.heading) for role in STAGED
    }


def act(
    ground: Ground, run: Trajectory, role: str, rules: Rules, charts: Charts, heading: Box
) -> Act:
    """A run at its start, under a heading, with its sizes over the steps."""
    late = isinstance(run.optimizer, Adam)
    playhead = Playhead(run.steps, STAGED[role])
    recall = Recall(remembered(run), playhead, accumulated(run) if late else None)
    names, roles = size_names(rules.words, role), ("momentum" if late else "gradient", role)
    sizes = Sizes(charts, recall, SHOWN, roles, names)
    plane = ground.plane
    legs = VGroup() if late else Legs(plane, run.thetas, playhead, role, ground.said)
    trace = path(plane, run, role, playhead, dots=True)
    close = gathering(charts.box, recall, run, rules) if late else VGroup()
    named = rules.heading(role, heading)
    squares = rules.heading(role, heading, "squares") if late else VGroup()
    shown = VGroup(*([] if late else [sizes]), trace, legs)
    return Act(playhead, named, charts.drawn, sizes, legs, shown, close, squares)


def gathering(box: Box, recall: Recall, run: Trajectory, rules: Rules) -> VGroup:
    """Adam's mean slope along b in its first steps, raw and corrected, in a panel of its own."""
    assert isinstance(run.optimizer, Adam) and recall.raw is not None
    told = (recall.raw.slopes, recall.memories.slopes)
    high = max(float(np.abs(rows[1 : GATHERING + 1, SHOWN]).max()) for rows in told)
    theme, words = rules.theme, rules.words
    across = Axis(0, GATHERING, words["step"], tuple(range(GATHERING + 1)))
    up = Axis(0, OVER * high, words["flat"])
    plane = Plane(box.inset(right=SPARE), across, up, theme)
    names = words["raw_slope"], words["adam_slope"]
    kept = float(np.asarray(run.optimizer.beta1))
    return VGroup(plane, Gathered(plane, recall, kept, SHOWN, names))


def size_names(words: Words, role: str) -> Names:
    """Names of an optimizer's slope and root, and of the length of the step that they make."""
    of = "adam_" if role == "adam" else ""
    return Names(words[f"{of}slope"], words[f"{of}root"], words[f"{role}_length"])


def path(plane: Plane, run: Trajectory, role: str, playhead: Playhead, *, dots: bool) -> VGroup:
    """A run on the map, with an arrow at the edge where it leaves."""
    trace = Trace(plane, run.thetas, playhead, role=role, dots=dots, width=WIDER, radius=LARGER)
    return VGroup(trace, EdgeArrow(trace, run.values))


def rate_row(box: Box, role: str, recall: Recall, rules: Rules) -> VGroup:
    """Marker and name of a run and the rate of its step, in a row along the top of a box."""
    y, theme, words = box.bottom + FIRST, rules.theme, rules.words
    named = legend_row(words[role], theme, role, left=box.left + 0.1, baseline=y)
    number = Number(0, theme, write=length, size=LOUD, align="right")
    rates, clock = recall.memories.rates, recall.playhead
    number.put((box.right, y, 0))
    number.read(lambda: float(rates[recall.row]), lambda: float(rates[int(np.ceil(clock.now))]))
    name = Text(words["rate"], theme, size=TITLE).put(right=box.right - RATE, baseline=y)
    return VGroup(*named, name, number)
