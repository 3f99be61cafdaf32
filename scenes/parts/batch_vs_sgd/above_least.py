"""How far losses are above the least one, against steps."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import LEFT, Axis, Plane, round_ticks
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.depth import depth
from scenes.parts.batch_vs_sgd.linked import RADII
from scenes.parts.batch_vs_sgd.names import PAST, Names
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

WIDTHS = {"stochastic": 4.5, "mini_batch": 6.0, "batch": 9.0}  # strokes, the busiest underneath
FLOOR, UNDER = 0.0005, 4.0  # least loss above the least that is shown; room under the lowest, times
NAME = "$L - L_min$"


class StepLosses(Names):
    """The runs on one clock of steps: as many as the batch takes.

    Attributes
    ----------
    done
        The clock: steps that each has taken.
    plot, ground, curves
        The panel, the heights under it, and the runs' losses on it.
    """

    def __init__(self, box: Box, noisy: NoisyRuns, words: Words, theme: Theme) -> None:
        self.done = ValueTracker(0.0)
        records = recorded(noisy)
        lasts = {role: float(record[-1, 1]) for role, record in records.items()}
        super().__init__(box, lasts, words, theme, digits=2)
        low = min(float(record[:, 1].min()) for record in records.values())
        high = max(float(record[:, 1].max()) for record in records.values())
        up = Axis(max(FLOOR, low / UNDER), 2 * high, NAME, log=True)
        steps = noisy.passes
        across = Axis(0, PAST * steps, words["step"], ticks=round_ticks(0, steps, 4))
        spare = (self.box.width - LEFT) * (1 - PAST / self.spare)
        self.plot = Plane(self.box.inset(right=spare), across, up, theme)
        self.ground = depth(self.plot, PAST * steps)
        playhead = Playhead(steps, staged=0).follow(self.done.get_value).landed()
        self.curves = VGroup(
            *(
                Trace(self.plot, records[r], playhead, role=r, width=width, radius=RADII[r])
                for r, width in WIDTHS.items()
            )
        )
        self.put(self.plot, {role: record[-1] for role, record in records.items()})


def recorded(noisy: NoisyRuns) -> dict[str, NDArray[np.float64]]:
    """Step number and loss above the least (T+1, 2) of each run, by role."""
    count = noisy.passes + 1
    steps = np.arange(float(count))
    return {role: np.stack([steps, noisy.excess(role)[:count]], axis=1) for role in noisy.runs}
