"""The losses that the runs have come to, beside the ends of their curves, with the runs' names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np
from manim import Animation, FadeOut, ReplacementTransform, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import LABEL, LOUD, SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import LEFT, Plane
from scenes.kit.panels.curves import spread
from scenes.kit.runs.traces import Trace
from scenes.kit.runs.views import LinkedRun
from scenes.parts.batch_vs_sgd.depth import depth
from scenes.parts.batch_vs_sgd.linked import RADII, WIDTHS
from scenes.parts.batch_vs_sgd.losses import loss_panel

LOUDER = 64  # of a loss
END, BEHIND = 0.45, 0.35  # from the end of a curve to its loss; from there to the name
DOWN = 0.2  # of a loss's baseline under the end of its curve
ROW, FOOT = 0.7, 0.1  # between two losses, or rows of a key; from a panel's foot to the lowest
MARKER = 0.35  # from the middle of a key's marker to the name
PAST = 1.02  # times what is spent, that the ground reaches
ROOM = 0.6  # of the panel's width, that losses with names behind them take at most


class Names:
    """Losses at the ends of curves, and names behind them; a key over the panel if it is narrow.

    Parameters
    ----------
    box
        For panel, losses and names.
    losses
        The last loss of each run, by role, to be written with so many ``digits``.

    Attributes
    ----------
    losses, names
        Of the runs.
    box
        What is left for the panel.
    spare
        How many times as wide as its curves the panel is, for these to end before the losses.
    """

    def __init__(
        self,
        box: Box,
        losses: Mapping[str, float],
        words: Words,
        theme: Theme,
        *,
        digits: int = 3,
    ) -> None:
        of = partial(Number, theme=theme, write=significant(digits), size=LOUDER)
        self.losses = VGroup(*(of(loss, role=role) for role, loss in losses.items()))
        self.widest = float(max(loss.width for loss in self.losses))
        self.names = VGroup(*(Text(words[r], theme, role=r, size=LOUD) for r in losses))
        taken = END + self.widest + BEHIND + max(name.width for name in self.names)
        wide = box.width - LEFT
        self.behind = taken < ROOM * wide
        if not self.behind:
            self.names, taken = key_over(box, losses, words, theme), END + self.widest
            box = box.inset(top=ROW * len(losses))
        self.box, self.spare = box, wide / (wide - taken - 0.2)

    def put(self, plane: Plane, ends: Mapping[str, NDArray[np.float64]]) -> None:
        """Stand beside the ends (2,) of the curves on their panel, clear of one another."""
        inner, points = plane.inner, [plane.to_scene(end) for end in ends.values()]
        wanted = [point[1] - DOWN for point in points]
        heights = spread(wanted, ROW, inner.bottom + FOOT, inner.top - ROW / 2)
        for loss, point, height in zip(self.losses, points, heights, strict=True):
            loss.put((point[0] + END, height, 0.0))
        if self.behind:
            for name, loss in zip(self.names, self.losses, strict=True):
                left = points[0][0] + END + self.widest + BEHIND
                name.put(left=left, baseline=loss.get_bottom()[1])


class Ended(Names):
    """The racers' losses on a panel of their own, once all is spent.

    Attributes
    ----------
    plot, ground, curves
        The panel, the heights under it, and the loss of each run by role.
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
        losses = {role: float(run.values[-1]) for role, run in runs.items()}
        super().__init__(box, losses, words, theme)
        axes = words["evaluations"], words["loss"]
        self.plot = loss_panel(self.box, runs, epochs, axes, theme, self.spare)
        self.ground = depth(self.plot, PAST * float(next(iter(runs.values())).evaluations[-1]))
        self.curves = {
            role: Trace(
                self.plot,
                run.loss.record,
                run.playhead,
                role=role,
                radius=RADII[role],
                width=WIDTHS[role],
            )
            for role, run in racers.items()
        }
        self.put(self.plot, {role: racers[role].loss.record[-1] for role in runs})

    def growing(
        self, plot: Plane, ground: VGroup, racers: Mapping[str, LinkedRun], seconds: float
    ) -> list[Animation]:
        """Ground and curves of the race become those of this panel, while its axes go."""
        pairs: list[tuple[VMobject, VMobject]] = [(ground, self.ground)]
        pairs += [(racer.loss, self.curves[role].update()) for role, racer in racers.items()]
        first, *rest = [ReplacementTransform(*pair, run_time=seconds) for pair in pairs]
        return [first, FadeOut(plot, run_time=0.4), *rest]  # axes are under the curves


def key_over(box: Box, roles: Iterable[str], words: Words, theme: Theme) -> VGroup:
    """A row for each run in the top of a box: its marker and its name."""
    for size in (LOUD, LABEL, SMALLEST):
        rows = VGroup()
        for row, role in enumerate(roles):
            left, line = box.left + 0.2, box.top - 0.4 - ROW * row
            at = partial(legend_row, left=left, baseline=line, gap=MARKER, size=size)
            rows.add(at(words[role], theme, role, radius=RADII[role]))
        if rows.get_right()[0] < box.right:
            break
    return rows
