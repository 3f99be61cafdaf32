"""A run on the map with its memories beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from manim import VGroup

from gdcore import Adam, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import Text
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import Playhead
from scenes.parts.adaptive.axis_steps import AxisSteps, RawStep
from scenes.parts.adaptive.bars import Bars, Scale
from scenes.parts.adaptive.gathered import Gathered
from scenes.parts.adaptive.memories import accumulated, remembered
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import Runs

STAGED = {"batch": 2, "adagrad": 2, "rmsprop": 2, "adam": 3}  # steps shown stage by stage
FIRST, RATE = 0.2, 2.0  # of the row with the loss, from the top and the left
WIDER = 5.0  # stroke width of a path


@dataclass(frozen=True)
class Act:
    """A run on the map with its memories.

    ``raw`` is its first step with memories as accumulated, and ``gathered`` what those are divided
    by; both are empty where they are the memories. ``shown`` has the bars of the first coordinate
    alone, and not what is gathered.
    """

    playhead: Playhead
    heading: VGroup
    bars: list[Bars]
    steps: AxisSteps
    raw: VGroup
    gathered: VGroup
    shown: VGroup

    def let_go(self) -> list[Any]:
        """Fade what the bars of memories as accumulated are remembered by."""
        first, second = self.bars
        VGroup(*second.within).set_fill(opacity=0)
        fading = [bar.animate.set_fill(opacity=0) for bar in first.within]
        return [*fading, *fade_out(self.gathered)]


def acts(plane: Plane, runs: Runs, rules: Rules, scale: Scale, beside: Box) -> dict[str, Act]:
    """The runs that are shown with their memories, each at its start, by role."""
    return {
        role: act(plane, runs.first[role], role, staged, rules, scale, beside)
        for role, staged in STAGED.items()
    }


def act(
    plane: Plane,
    run: Trajectory,
    role: str,
    staged: int,
    rules: Rules,
    scale: Scale,
    beside: Box,
) -> Act:
    """A run at its start, under a heading, with bars for each coordinate on one scale.

    Adam's memories are at first as accumulated.
    """
    late = role == "adam"
    playhead = Playhead(run.steps, staged)
    raw = accumulated(run) if late else None
    recall = Recall(remembered(run), playhead, raw)
    bars = [Bars(scale, recall, axis, role, bar_names(rules.words, role)) for axis in (0, 1)]
    name = rules.words["batch_arrow"] if role == "batch" else ""
    steps = AxisSteps(plane, run.thetas, playhead, name, late=late)
    trace = path(plane, run, role, playhead, dots=True)
    before, gathered = VGroup(), VGroup()
    if raw is not None and isinstance(run.optimizer, Adam):
        gathered = Gathered(bars[0], run.optimizer)
        star = plane.to_scene(run.problem.minimizers)
        before = RawStep(plane, run.thetas, raw.steps[1:], playhead, star)
    heading = rules.heading(role, beside)
    shown = VGroup(heading, bars[0], trace, steps, *([before] if late else []))
    return Act(playhead, heading, bars, steps, before, gathered, shown)


def bar_names(words: Words, role: str) -> tuple[str, str, str]:
    """Names of an optimizer's slope and root, and of the step that they make."""
    of = "adam_" if role == "adam" else ""
    return words[f"{of}slope"], words[f"{of}root"], words[f"{role}_step"] + " $=$"


def path(plane: Plane, run: Trajectory, role: str, playhead: Playhead, *, dots: bool) -> VGroup:
    """A run on the map, with an arrow at the edge where it leaves."""
    trace = Trace(plane, run.thetas, playhead, role=role, dots=dots, width=WIDER)
    return VGroup(trace, EdgeArrow(trace, run.values))


def loss_row(
    box: Box, role: str, rate: str, run: Trajectory, clock: Playhead, rules: Rules
) -> VGroup:
    """Marker, name and rate of a run and its live loss, in a row along the top of a box."""
    y, theme, words = box.top - FIRST, rules.theme, rules.words
    named = legend_row(words[role], theme, role, left=box.left + 0.2, baseline=y)
    note = Text(rate, theme, shows=rates_of(run))
    note.put(left=box.left + RATE, baseline=y)
    number = Number(0, theme, write=significant(2), align="right")
    number.put((box.right, y, 0)).read(clock.reading(run.values))
    loss = Text(words["loss"], theme).put(right=box.right - 1.5, baseline=y)
    return VGroup(*named, note, loss, number)


def rates_of(run: Trajectory) -> tuple[float, ...]:
    """The numbers in the formula of a run's rates, as it has them: the one, or η / (1 + f t)."""
    first, second = map(float, run.learning_rates[:2])
    return (first,) if first == second else (first, 1, first / second - 1)
