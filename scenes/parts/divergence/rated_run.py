"""A run at its learning rate, in all views, and what stands over them while it is played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import end_labels
from scenes.kit.runs.hopping import hopping, note_on
from scenes.kit.runs.traces import Dash
from scenes.kit.runs.views import LinkedRun, Views
from scenes.kit.time.hops import HopPlayhead
from scenes.parts.divergence.factor_plot import RATE, Rated

SLOW = 1.0  # seconds of each of the first steps


@dataclass(frozen=True)
class RatedRun:
    """A run in all views.

    Attributes
    ----------
    times
        At which each step is done (T+1,).
    heading
        Its rate, over the map.
    note
        Which steps are not played one by one, on the map; None if all are.
    """

    playhead: HopPlayhead
    times: NDArray[np.float64]
    views: LinkedRun
    heading: Text
    note: Text | None


def rated_run(
    views: Views,
    record: Trajectory,
    look: Rated,
    *,
    seconds: float,
    dash: Dash | None,
    heading: str,
    shows: Sequence[float],
    marks: str,
) -> RatedRun:
    """A run that hops through its views, in about so many seconds.

    Parameters
    ----------
    heading, shows
        Typst markup of what stands over the map, with a blank for the rate; the numbers in it.
    marks
        Of what is on the map, with blanks for the first and the last step that leave but a mark.
    """
    plane, theme = views.parameters, views.parameters.theme
    playhead = hopping(plane, record.thetas, views.data)
    linked = LinkedRun(views, record, playhead, role="batch", color=look.color, dash=dash)
    body = heading.format(rate=f"{look.rate:.4g}")
    over = Text(body, theme, size=32, color=look.color, shows=shows)
    over.put(right=plane.inner.right, baseline=plane.inner.top + 0.18)
    note = note_on(plane, record.thetas, playhead, marks)
    times = playhead.times(seconds, slow_seconds=SLOW)
    return RatedRun(playhead, times, linked, over, note)


def rate_labels(plane: Plane, runs: list[tuple[Rated, Trajectory]]) -> VGroup:
    """The rate of each run beside the end of its loss curve."""
    ends = plane.at(runs[0][1].steps, [record.values[-1] for _, record in runs])
    labels = [Number(look.rate, plane.theme, write=RATE, color=look.color) for look, _ in runs]
    return end_labels(plane, ends, labels, spare=0.2)
