"""The losses that the runs have come to, on a panel of their own, with the runs' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from manim import DL, VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.numbers import Number, plain, significant
from scenes.kit.ink.text import LABEL, SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import LEFT
from scenes.kit.panels.curves import spread
from scenes.kit.runs.origin import origin_of
from scenes.kit.runs.traces import Trace
from scenes.kit.runs.views import LinkedRun
from scenes.parts.batch_vs_sgd.linked import RADII
from scenes.parts.batch_vs_sgd.losses import loss_panel

END, BEHIND = 0.35, 0.25  # from the end of a curve to its loss; from there to the name
PITCH, ROW = 0.9, 0.42  # between two names with a rate under each; between rows of a key
MARKER = 0.3  # from the middle of a key's marker to the name
HIGH = 4.0  # of a box, in which rates stand under the names
ROOM = 0.6  # of the panel's width, that losses with names behind them take at most


class Ended:
    """The racers' losses on a panel of their own, once all is spent.

    Attributes
    ----------
    plot, curves
        The panel, and the loss of each run by role.
    losses, names
        The last loss of each run at the end of its curve, and its name with its rate behind that;
        in a narrow box the names are a key over the panel.
    """

    def __init__(
        self,
        box: Box,
        runs: Mapping[str, Trajectory],
        racers: Mapping[str, LinkedRun],
        epochs: int,
        words: Words,
        theme: Theme,
    ) -> None:
        self.losses = VGroup(
            *(
                Number(run.values[-1], theme, write=significant(3), role=r)
                for r, run in runs.items()
            )
        )
        widest = max(loss.width for loss in self.losses)
        pitch = PITCH if box.height > HIGH else ROW
        between = " \\ " if pitch == PITCH else " "
        self.names = VGroup(*(named(role, runs[role], between, words, theme) for role in runs))
        taken = END + widest + BEHIND + max(name.width for name in self.names)
        wide = box.width - LEFT
        behind = taken < ROOM * wide
        if not behind:
            self.names, taken = key_over(box, runs, words, theme), END + widest
            box = box.inset(top=ROW * len(runs))
        axes = words["evaluations"], words["loss"]
        self.plot = loss_panel(box, runs, epochs, axes, theme, wide / (wide - taken - 0.2))
        self.curves = {
            role: Trace(self.plot, run.loss.record, run.playhead, role=role, radius=RADII[role])
            for role, run in racers.items()
        }
        ends = [self.plot.to_scene(racers[role].loss.record[-1]) for role in runs]
        self.put_losses(ends, pitch if behind else ROW)
        if behind:
            for name, loss in zip(self.names, self.losses, strict=True):
                x, y, _ = loss.get_corner(DL)
                name.put(left=x + widest + BEHIND, baseline=y)

    def put_losses(self, ends: Sequence[NDArray[np.float64]], pitch: float) -> None:
        """Put losses beside the ends (3,) of their curves, so far apart at least."""
        inner = self.plot.inner
        wanted = [end[1] - 0.1 for end in ends]
        heights = spread(wanted, pitch, inner.bottom + pitch / 2, inner.top - pitch / 2)
        for loss, end, height in zip(self.losses, ends, heights, strict=True):
            loss.put((end[0] + END, height, 0.0))


def named(role: str, run: Trajectory, between: str, words: Words, theme: Theme) -> Text:
    """The name of a run and its rate."""
    body, shows = called(role, run, between, words)
    return Text(body, theme, role=role, shows=shows)


def called(role: str, run: Trajectory, between: str, words: Words) -> tuple[str, tuple[float, ...]]:
    """The same in Typst markup, and the numbers in it."""
    rate = origin_of(run)[-1]
    return f"{words[role]}{between}$eta = {plain(rate)}$", (rate,)


def key_over(box: Box, runs: Mapping[str, Trajectory], words: Words, theme: Theme) -> VGroup:
    """A row for each run in the top of a box: its marker, its name and its rate."""
    for size in (LABEL, SMALLEST):
        rows = VGroup()
        for row, (role, run) in enumerate(runs.items()):
            body, shows = called(role, run, " ", words)
            left, line = box.left + 0.15, box.top - 0.3 - ROW * row
            at = partial(legend_row, left=left, baseline=line, gap=MARKER, size=size)
            rows.add(at(body, theme, role, shows=shows))
        if rows.get_right()[0] < box.right:
            break
    return rows
