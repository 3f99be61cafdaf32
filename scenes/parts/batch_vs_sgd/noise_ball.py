"""Where the runs on scattered points come to: clouds round the star, and their radii as bars."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Mobject, ValueTracker, VGroup
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.clouds import RING, Landings, bars, expected, ring
from scenes.parts.batch_vs_sgd.hovering import FOOT, Hovering
from scenes.parts.batch_vs_sgd.noisy_runs import LATE, NoisyRuns

WIDTH, MARKER = 8.0, 0.11  # stroke width of the batch's path; its marker, over which a star shows
Racing = Callable[[Trajectory, Callable[[], float]], Playhead]


class NoiseBall:
    """All parts of the beat: the runs on one clock of evaluations, and what they come to.

    Attributes
    ----------
    spent
        The clock: gradients that each run has evaluated.
    path, clouds
        On the map.
    rings
        There too: as far as single points are away, and dashed, where that by √size would be.
    panel, bars, expected
        The radii, on a panel beside it.
    """

    def __init__(
        self,
        noisy: NoisyRuns,
        plane: Plane,
        box: Box,
        racing: Racing,
        words: Words,
        theme: Theme,
    ) -> None:
        self.budget, self.spent = noisy.budget, ValueTracker(0.0)
        runs, sizes = noisy.runs, noisy.sizes
        playheads = {role: racing(run, self.spent.get_value) for role, run in runs.items()}
        self.clouds = VGroup(
            *(Landings(plane, runs[r], noisy.drawn(r), playheads[r], r) for r in sizes)
        )
        batch = runs["batch"].thetas, playheads["batch"]
        self.path = Trace(plane, *batch, width=WIDTH, radius=MARKER)
        self.path.marker.set_z_index(0)  # the star that it comes near is over it
        radii = {role: noisy.radius(role) for role in sizes}
        single = radii["stochastic"]
        inner = ring(plane, noisy.star, single / np.sqrt(noisy.size), RING)
        self.rings = [ring(plane, noisy.star, single, role="stochastic"), inner]
        called = {role: words[role] for role in radii}
        reads = {role: Hovering(noisy, role, playheads[role]) for role in sizes}
        self.panel, self.bars = bars(box, radii, called, words["radius"], theme, reads)
        self.expected = expected(self.panel, single, noisy.size, top=FOOT)

    def times(self, seconds: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """When each evaluation is spent, evenly: of those before the iterates are late, and after.

        Both begin at 0.
        """
        times, late = seconds * np.linspace(0, 1, self.budget + 1), int(LATE * self.budget)
        return times[: late + 1], times[late:] - times[late]

    @property
    def names(self) -> VGroup:
        """Those over the bars."""
        return VGroup(*(row[0] for row in self.bars.values()))

    @property
    def measured(self) -> tuple[Mobject, ...]:
        """The bars with their numbers."""
        return tuple(part for row in self.bars.values() for part in row[1:])
