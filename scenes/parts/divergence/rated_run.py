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
from scenes.kit.ink.text import LABEL, LOUD, Text
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
ABOVE, ASIDE = 0.18, 0.4  # from a panel up to what stands over it; from that to its name


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
    for size in (LOUD, LABEL):
        over = Text(body, plane.theme, size=size, color=look.color, shows=shows)
        if over.width < plane.inner.width - ASIDE:
            break
    over.put(right=plane.inner.right, baseline=plane.inner.top + ABOVE)
    return RatedRun(playhead, playhead.times(seconds, slow_seconds=SLOW), views, over)


def loss_now(losses: Plane, run: RatedRun) -> Number:
    """The present loss of a run, over its losses on the right of their name."""
    read = run.playhead.reading(run.views.trajectory.values)
    inner, room = losses.inner, losses.inner.right - losses.y_name.get_right()[0] - ASIDE
    largest = run.views.trajectory.values.max()
    for size in (LOUD, LABEL):
        number = Number(largest, losses.theme, write=significant(3), size=size, align="right")
        if number.width < room:
            break
    number.put((inner.right, inner.top + ABOVE, 0))
    return number.read(read, read.anew)


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
