"""A run at its learning rate, in all views, and what stands over them while it is played."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import end_labels
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.hopping import hopping
from scenes.kit.runs.traces import Dash, Trace
from scenes.kit.time.hops import HopPlayhead
from scenes.parts.divergence.factor_plot import RATE, Rated

SLOW = 1.0  # seconds of each of the first steps
LOWEST, HIGHEST = 1e-6, 1e9  # ends of the loss axis at most
STROKE, MARKER = 6.0, 0.15  # of a path; radius of the marker at its end
ASIDE, BESIDE = 0.45, 0.16  # from the name of its axis to a word there; from that to its number


class RunViews(VGroup):
    """A run on its map and in its losses, in a colour of its own.

    Attributes
    ----------
    path, loss
        The two traces.
    """

    def __init__(
        self,
        plane: Plane,
        losses: Plane,
        record: Trajectory,
        playhead: HopPlayhead,
        color: str,
        dash: Dash | None,
    ) -> None:
        self.trajectory = record
        history = np.stack([np.arange(len(record.values)), record.values], axis=1)
        trace = partial(Trace, playhead=playhead, color=color, width=STROKE, radius=MARKER)
        self.path = trace(plane, record.thetas, dots=True, arrow=True, flies=True)
        self.loss = trace(losses, history, dash=dash)
        edges = (
            EdgeArrow(self.path, record.values, numbered=False),
            EdgeArrow(self.loss, record.values),
        )
        super().__init__(self.path, self.loss, *edges)


@dataclass(frozen=True)
class RatedRun:
    """A run in all views.

    Attributes
    ----------
    times
        At which each step is done (T+1,).
    heading
        Its rate, over the map.
    """

    playhead: HopPlayhead
    times: NDArray[np.float64]
    views: RunViews
    heading: Text


def rated_run(
    plane: Plane,
    losses: Plane,
    record: Trajectory,
    look: Rated,
    *,
    seconds: float,
    dash: Dash | None,
    heading: str,
    shows: Sequence[float],
) -> RatedRun:
    """A run that hops over its map and through its losses, in about so many seconds.

    Parameters
    ----------
    heading, shows
        Typst markup of what stands over the map, with a blank for the rate; the numbers in it.
    """
    playhead = hopping(plane, record.thetas)
    views = RunViews(plane, losses, record, playhead, look.color, dash)
    body = heading.format(rate=f"{look.rate:.4g}")
    over = Text(body, plane.theme, size=LOUD, color=look.color, shows=shows)
    over.put(right=plane.inner.right, baseline=plane.inner.top + 0.18)
    return RatedRun(playhead, playhead.times(seconds, slow_seconds=SLOW), views, over)


def loss_now(plane: Plane, run: RatedRun, word: str) -> VGroup:
    """The present loss of a run, in words, over its map on the left."""
    line = plane.inner.top + 0.18
    name = Text(word, plane.theme, size=LOUD).put(left=plane.inner.left + ASIDE, baseline=line)
    read = run.playhead.reading(run.views.trajectory.values)
    number = Number(read(), plane.theme, write=significant(3), size=LOUD)
    number.put((name.get_right()[0] + BESIDE, line, 0))
    return VGroup(name, number.read(read, read.anew))


def loss_panel(box: Box, runs: Iterable[Trajectory], names: tuple[str, str], theme: Theme) -> Plane:
    """Loss against step on a log axis for all runs, with room for their rates."""
    values = np.array([run.values for run in runs])
    count = values.shape[1] - 1
    low, high = max(values.min() / 2, LOWEST), min(values.max() * 5, HIGHEST)
    steps = Axis(0, 1.35 * count, names[0], ticks=tuple(np.arange(0, count + 1, 10.0)))
    return Plane(box, steps, Axis(low, high, names[1], log=True), theme)


def rate_labels(plane: Plane, runs: list[tuple[Rated, Trajectory]]) -> VGroup:
    """The rate of each run beside the end of its loss curve."""
    ends = plane.at(runs[0][1].steps, [record.values[-1] for _, record in runs])
    labels = [Number(look.rate, plane.theme, write=RATE, color=look.color) for look, _ in runs]
    return end_labels(plane, ends, [haloed(label, plane.theme) for label in labels], spare=0.2)
