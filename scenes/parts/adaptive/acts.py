"""A run on the map with its memories beside it, and the runs that are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.adaptive.axis_steps import AxisSteps, RawStep
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.memory_cells import MemoryCell
from scenes.parts.adaptive.recall import Recall, shared_scale
from scenes.parts.adaptive.rules import Rules

NAME, STEP = 0.9, 4.6  # scene units from the left of a row to its marker and to its formula


@dataclass(frozen=True)
class Act:
    """A run on the map with its memories.

    ``raw`` is its first step with memories as accumulated, empty where those are the memories.
    """

    playhead: Playhead
    heading: VGroup
    cells: list[MemoryCell]
    steps: AxisSteps
    raw: VGroup
    shown: VGroup


def act(
    plane: Plane, run: Trajectory, role: str, staged: int, rules: Rules, boxes: list[Box]
) -> Act:
    """A run at its start, under a heading, with a cell for each coordinate in these boxes.

    Adam's memories are at first as accumulated.
    """
    raw = role == "adam"
    memories, playhead = remembered(run), Playhead(run.steps, staged)
    recall = Recall(memories, playhead, shared_scale(memories), late=raw)
    beside, *rooms = boxes
    heading, names = rules.heading(role, beside), (rules.words["steep"], rules.words["flat"])
    cells = [
        MemoryCell(box, name, recall, axis, plane.theme, role, raw=raw)
        for axis, (box, name) in enumerate(zip(rooms, names, strict=True))
    ]
    steps = AxisSteps(plane, run.thetas, playhead, late=raw)
    trace = path(plane, run, role, playhead, dots=True)
    before = VGroup()
    if raw:
        star = plane.to_scene(run.problem.minimizers)
        before = RawStep(plane, run.thetas, memories.raw_steps, playhead, star)
    shown = VGroup(heading, *cells, trace, steps, *([before] if raw else []))
    return Act(playhead, heading, cells, steps, before, shown)


def path(plane: Plane, run: Trajectory, role: str, playhead: Playhead, *, dots: bool) -> VGroup:
    """A run on the map, with an arrow at the edge where it leaves."""
    trace = Trace(plane, run.thetas, playhead, role=role, dots=dots)
    return VGroup(trace, EdgeArrow(trace, run.values))


def named_steps(box: Box, words: Words, theme: Theme, roles: Iterable[str]) -> VGroup:
    """Marker, name and step of each run that is compared, one under another."""
    names, rows = list(roles), VGroup()
    for row, role in zip(box.rows(np.ones(len(names)).tolist(), 0), names, strict=True):
        y = float(row.center[1])
        named = legend_row(words[role], theme, role, left=row.left + NAME, baseline=y, gap=0.4)
        step = Text(words[f"{role}_step"], theme, size=32).put(left=row.left + STEP, baseline=y)
        rows.add(VGroup(*named, step))
    return rows
