"""The runs that are compared: on the map, and beside it their names and steps over their losses."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import Mobject, VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.runs.traces import DASHES, Dash, Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.adaptive.acts import path

NAME, STEP = 0.9, 4.3  # scene units from the left of a row to its marker and to its formula
STEP_SIZE, NARROW = 40, 5.2  # of the formulas, the lines to copy; a box too narrow for that
LOWEST = 1e-4  # end of the loss axis at most, and room over the highest
ROOM = 3.0
SPARE = 1.04  # times the steps, that the panel is wide


class Compared:
    """Paths on a map; beside it a row for each run, and under them their losses on one panel.

    Parameters
    ----------
    plane
        The map.
    rows, losses
        Boxes of what is beside it.
    runs
        By role.
    playhead
        Read every frame.

    Attributes
    ----------
    paths, legend, panel, traces
        What is on the map, the rows, the panel, and on it a line for each run.
    """

    def __init__(
        self,
        plane: Plane,
        rows: Box,
        losses: Box,
        runs: Mapping[str, Trajectory],
        playhead: Playhead,
        words: Words,
        theme: Theme,
    ) -> None:
        self.paths = [path(plane, run, role, playhead, dots=False) for role, run in runs.items()]
        self.legend = named_steps(rows, words, theme, list(runs))
        self.panel = loss_panel(losses, runs, words["step"], theme)
        self.traces = VGroup(
            *(
                loss_line(self.panel, run, role, playhead, dash)
                for (role, run), dash in zip(runs.items(), DASHES, strict=False)
            )
        )

    @property
    def shown(self) -> tuple[Mobject, ...]:
        """All of it."""
        return *self.paths, self.legend, self.panel, self.traces


def loss_panel(box: Box, runs: Mapping[str, Trajectory], step: str, theme: Theme) -> Plane:
    """Loss against step, so named, on a log axis; what falls below it is off the panel."""
    values = np.concatenate([run.values for run in runs.values()])
    low = max(float(values.min()) / ROOM, LOWEST)
    steps = max(len(run.values) - 1 for run in runs.values())
    high = max(ROOM * float(values.max()), 10 * low)
    up = Axis(low, high, "$L$", log=True)
    return Plane(box, Axis(0, SPARE * steps, step), up, theme)


def loss_line(
    plane: Plane, run: Trajectory, role: str, playhead: Playhead, dash: Dash | None
) -> Trace:
    """The loss of a run after each step."""
    record = np.stack([np.arange(len(run.values)), run.values], axis=1)
    return Trace(plane, record, playhead, role=role, dash=dash, width=6, radius=0.14)


def named_steps(box: Box, words: Words, theme: Theme, roles: list[str]) -> VGroup:
    """Marker, name and step of each run, one under another."""
    rows, size = VGroup(), STEP_SIZE if box.width > NARROW else LABEL
    for row, role in zip(box.rows(np.ones(len(roles)).tolist(), 0), roles, strict=True):
        y = float(row.center[1])
        named = legend_row(words[role], theme, role, left=row.left + NAME, baseline=y, gap=0.4)
        step = Text(words[f"{role}_step"], theme, size=size).put(left=row.left + STEP, baseline=y)
        if step.get_right()[0] > row.right:
            step.put(right=row.right, baseline=y)
        rows.add(VGroup(*named, step))
    return rows
