"""Bars as long as the steps that a run has taken, side by side a race."""

from __future__ import annotations

import numpy as np
from manim import Rectangle, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done
from scenes.parts.optimizer_race.race import Entry

LINE, PALE = 2.5, 0.3  # stroke width of the outline; opacity of what a bar may become


def track(corner: NDArray[np.float64], width: float, tall: float, theme: Theme) -> Rectangle:
    """All that a bar may become, from its lower left corner (3,)."""
    ground = Rectangle(width=width, height=tall, stroke_width=0)
    ground.set_fill(theme.muted, opacity=PALE).move_to(corner + (width / 2, tall / 2, 0))
    return mean(ground, Meaning("landscape", name="track"))


class StepBar(Live, VMobject):
    """A bar that grows with every step, until its run has arrived.

    It is empty then if the run did not come to stay.

    Parameters
    ----------
    entry, playhead
        Who runs, and where it is.
    corner
        Scene point (3,) of its lower left.
    unit, tall
        Scene units for one step, and its height.
    """

    def __init__(
        self,
        entry: Entry,
        playhead: Playhead,
        corner: NDArray[np.float64],
        unit: float,
        tall: float,
        theme: Theme,
    ) -> None:
        color = theme.roles()[entry.role]
        super().__init__(fill_color=color, stroke_color=color, stroke_width=LINE)
        self.entry, self.playhead = entry, playhead
        self.corner, self.size = corner, np.array([unit, tall])
        mean(self, Meaning("landscape", entry.role, name="steps taken"))
        self.go_live()

    def state(self) -> object:
        return self.playhead.now

    def depict(self) -> None:
        """Be as long as the steps are many."""
        steps, all_of_them = self.playhead.position, self.entry.run.steps
        self.set_points(polygon(self._corners(steps)) if steps else np.zeros((0, 3)))
        self.set_fill(opacity=float(self.entry.stays or steps < all_of_them))

    def rise(self, way: NDArray[np.float64]) -> None:
        """Move it by a way (3,), with the corner from which it grows."""
        self.corner = self.corner + way
        self.depict()

    def claims(self) -> list[Claim]:
        """That it is as long as the whole steps done and the part of the one under way."""
        if not len(self.points):
            return []
        steps = done(self.playhead) + self.playhead.now % 1
        return [placed("bar", self.points[::4], self._corners(steps))]

    def _corners(self, steps: float) -> NDArray[np.float64]:
        """Scene points (4, 3) of a bar for so many."""
        ends = np.array([[0, 0], [steps, 0], [steps, 1], [0, 1]]) * self.size
        return np.asarray(self.corner + np.pad(ends, ((0, 0), (0, 1))))
