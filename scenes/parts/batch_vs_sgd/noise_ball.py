"""Where the runs on scattered points come to, and what it costs: in gradients and in steps."""

from __future__ import annotations

from collections.abc import Callable

from manim import Mobject, ValueTracker, VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.above_least import against_evaluations, against_steps, panel
from scenes.parts.batch_vs_sgd.clouds import Landings, bars, expected, ring
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

UNDER_BAR = 0.36  # of its row: the number stands beside the bar
Racing = Callable[[Trajectory, Callable[[], float]], Playhead]


class NoiseBall:
    """All parts of two beats: the runs on one clock of evaluations, then on one of steps.

    Beside the map is one panel at a time, in a box.

    Attributes
    ----------
    spent, done
        The clocks: gradients that each run has evaluated, and steps that each has taken.
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
        self.noisy, self.theme = noisy, theme
        self.spent, self.done = ValueTracker(0.0), ValueTracker(0.0)
        self.race(plane, box, racing, words)
        self.count(box, words)
        radii = {role: noisy.radius(role) for role in noisy.sizes}
        self.rings = [ring(plane, noisy.star, radius) for radius in radii.values()]
        called = {role: words[role] for role in radii}
        self.radius_panel, self.bars = bars(box, radii, called, words["radius"], theme)
        self.expected = expected(self.radius_panel, radii["stochastic"], noisy.size, top=UNDER_BAR)

    @property
    def measured(self) -> tuple[Mobject, ...]:
        """The radii as bars, on their panel."""
        return self.radius_panel, *self.bars.values(), self.expected

    def race(self, plane: Plane, box: Box, racing: Racing, words: Words) -> None:
        """Clouds and the path of the batch on the map, and losses against evaluations."""
        noisy, runs = self.noisy, self.noisy.runs
        playheads = {role: racing(run, self.spent.get_value) for role, run in runs.items()}
        self.clouds = VGroup(
            *(
                Landings(plane, runs[role], noisy.kept(role), playheads[role], role)
                for role in noisy.sizes
            )
        )
        self.path = Trace(plane, runs["batch"].thetas, playheads["batch"])
        self.panel = panel(box, noisy, float(noisy.budget), words["evaluations"], self.theme)
        self.losses = against_evaluations(self.panel, noisy, self.spent.get_value)

    def count(self, box: Box, words: Words) -> None:
        """Losses against steps."""
        passes = float(self.noisy.passes)
        self.step_panel = panel(box, self.noisy, passes, words["step"], self.theme)
        self.step_losses = against_steps(self.step_panel, self.noisy, self.done.get_value)
