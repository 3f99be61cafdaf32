"""How far losses are above the least one: against gradients evaluated, and against steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

WIDTHS = {"batch": 4.0, "stochastic": 2.0, "mini_batch": 3.0}  # stroke widths
FLOOR, UNDER = 0.002, 1.5  # least loss above the least that is shown; room under the lowest, times
NAME = "$L - L_min$"


def panel(box: Box, noisy: NoisyRuns, longest: float, name: str, theme: Theme) -> Plane:
    """Loss above its least on a log axis, against so many steps or evaluations."""
    shown = np.concatenate([noisy.excess(role)[noisy.sampled(role)] for role in noisy.runs])
    up = Axis(max(FLOOR, float(shown.min()) / UNDER), 2 * float(shown.max()), NAME, log=True)
    return Plane(box, Axis(0, longest, name), up, theme)


def against_evaluations(plane: Plane, noisy: NoisyRuns, spent: Callable[[], float]) -> VGroup:
    """The runs' losses as often as they are looked up, on a clock of evaluations."""
    records, playheads = {}, {}
    for role, run in noisy.runs.items():
        looked = noisy.sampled(role)
        evaluations = run.evaluations[looked].astype(float)
        records[role] = np.stack([evaluations, noisy.excess(role)[looked]], axis=1)
        playheads[role] = Playhead(len(looked) - 1, staged=0).follow(paid(evaluations, spent))
    return _traces(plane, records, playheads)


def against_steps(plane: Plane, noisy: NoisyRuns, done: Callable[[], float]) -> VGroup:
    """The runs' losses in as many steps as the batch takes, on a clock of steps."""
    count = noisy.passes
    steps = np.arange(count + 1.0)
    records = {
        role: np.stack([steps, noisy.excess(role)[: count + 1]], axis=1) for role in noisy.runs
    }
    playhead = Playhead(count, staged=0).follow(done).landed()
    return _traces(plane, records, dict.fromkeys(records, playhead))


def paid(evaluations: NDArray[np.float64], spent: Callable[[], float]) -> Callable[[], float]:
    """The last of some rising evaluations that is spent."""
    return lambda: float(np.searchsorted(evaluations, spent() + 1e-9, side="right") - 1)


def _traces(
    plane: Plane, records: Mapping[str, NDArray[np.float64]], playheads: Mapping[str, Playhead]
) -> VGroup:
    """A trace for each role, the busiest one thin and underneath."""
    order = sorted(records, key=lambda role: WIDTHS[role])
    return VGroup(
        *(
            Trace(plane, records[role], playheads[role], role=role, width=WIDTHS[role])
            for role in order
        )
    )
