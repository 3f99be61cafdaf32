"""Where every rate of one optimizer has come to when its budget is spent, as dots on the map."""

from __future__ import annotations

import numpy as np

from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.rims import THIN_RIM
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.parts.optimizer_race.strips import Progress
from scenes.parts.optimizer_race.trials import Trials

DOT = 0.06  # radius


class Landed(Live, Marks):
    """A small marker for each rate tried, where it is after the budgets that are spent.

    After the first, only those that got there have run on.

    Parameters
    ----------
    plane
        The map; dots beyond it are not drawn.
    trials
        Those of the film's start.
    progress
        Read every frame.
    """

    def __init__(self, plane: Plane, trials: Trials, progress: Progress) -> None:
        super().__init__(np.zeros((0, 3)), plane.theme, trials.role, radius=DOT)
        self.set_stroke(width=THIN_RIM, background=True)
        self.plane, self.trials, self.progress = plane, trials, progress
        self.go_live()

    def state(self) -> object:
        return self.progress.tries, self.progress.budgets

    def depict(self) -> None:
        """Show where those that have been tried are."""
        ends = self.trials.ends[self.progress.budgets - 1, : self.progress.tries]
        places = self.plane.to_scene(ends)
        self.place(places[self.plane.inner.holds(places)])

    def claims(self) -> list[Claim]:
        """That the dots are read as the ends of those tried that are still running, in view."""
        ends, ruler = self.trials.ends[self.progress.budgets - 1], Ruler(self.plane)
        running = self.progress.budgets == 1 or self.trials.hit[0] >= 0
        tried = (np.arange(len(ends)) < self.progress.tries) & running
        return [ruler.marks("ends", self, ruler.laid(ends[tried]))]
