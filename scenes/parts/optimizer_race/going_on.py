"""One optimizer near the goal: a run that goes on there, its rate, and how many of all stay."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.marks import RADIUS
from scenes.kit.ink.numbers import Number, plain, significant
from scenes.kit.ink.text import LOUD, TITLE, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import BOTTOM, RIGHT
from scenes.kit.problems.valley import landscape, one_scale
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.optimizer_race.goal import Goal, GoalRing
from scenes.parts.optimizer_race.kept import Kept, KeptRow
from scenes.parts.optimizer_race.spent import Spent, Way, rerun
from scenes.parts.optimizer_race.trials import Course

NAMES, COUNTS = 0.72, 1.5  # heights of the rows over and under the map
TIGHT = 5.0  # width under which the rate has a row of its own
WIDER = 2.9  # the map, times the goal
PATH, SEEN = 6.5, 0.02  # stroke width of a path; scene units of a way that is seen
MARKER = 1.6 * RADIUS
FOOT = 0.16  # from the bottom up to the baseline of the counts
FREE = 0.12  # over a panel's map, where it has no name
GAP = 0.2  # between an equals sign and a rate
LOUDER = LOUD + 10  # size of the counts
ROW, PITCH = 0.8, 0.24  # from the bottom up to the columns; of those at most
WRITTEN = significant(2)


class NearMap:
    """The landscape round the goal, and the name of the one who runs there, over it.

    Attributes
    ----------
    ground, parts
        The map, and all of it, in the order in which it is drawn.
    under
        Box of the counts.
    """

    def __init__(
        self, course: Course, goal: Goal, box: Box, name: str, role: str, theme: Theme
    ) -> None:
        self.theme, tight = theme, box.width < TIGHT
        self.under = Box(box.left, box.right, box.bottom, box.bottom + COUNTS)
        over = box.inset(0, -RIGHT, COUNTS - BOTTOM, NAMES * (1 + tight) - FREE)
        corners = goal.corners(WIDER)
        self.plane = one_scale(over, corners, theme, numbers=(False, False), left=0)
        ground = landscape(self.plane, course.problem, lines=11)
        self.ring = GoalRing(self.plane, course.problem, course.target)
        self.target = self._named_ring(plain(course.target), course.target)
        self.line = box.top - 0.36
        self.rate_at = box.right, self.line - NAMES * tight
        look: dict[str, Any] = {"size": TITLE, "gap": 0.38, "radius": MARKER}
        self.name = legend_row(name, theme, role, left=box.left + 0.15, baseline=self.line, **look)
        self.ground = self.plane, ground.contours, self.ring, ground.star
        self.parts = *self.ground, self.name

    def _named_ring(self, written: str, target: float) -> Text:
        """What the ring stands for, beside its right end."""
        text = Text(f"$L <= {written}$", self.theme, halo=True, shows=(target,))
        right = float(self.ring.get_right()[0]) + 1.5 * GAP
        left = min(right, self.plane.inner.right - text.width - GAP / 2)
        return text.put(left=left, baseline=float(self.ring.get_center()[1]) - 0.12)


class GoingOn:
    """A run near the goal, on a clock.

    Parameters
    ----------
    near
        Where it is seen.
    way
        How its optimizer tries its rates.
    index
        Number of its rate among them.
    clock
        Steps that are done; it is shown from those on.
    most
        Columns for which there is room.

    Attributes
    ----------
    shown
        Its path, and its rate now if that falls.
    counts, number, row
        With how many rates its optimizer gets there, and with how many of them it stays: in
        numbers, and as a row that shows which.
    """

    def __init__(
        self,
        near: NearMap,
        way: Way,
        index: int,
        clock: ValueTracker,
        most: int,
        words: Words,
    ) -> None:
        self.run, theme, trials = rerun(way, index), near.theme, way.trials
        seen = self.kept = distinct(near.plane.to_scene(self.run.thetas), int(clock.get_value()))
        self.clock = clock
        playhead = Playhead(len(seen) - 1, staged=0).follow(self._place)
        record, role = self.run.thetas[seen], trials.role
        self.path = Trace(near.plane, record, playhead, role=role, width=PATH, radius=MARKER)
        self.rate = self._rate_over(near) if way.falls else VGroup()
        self.shown = (self.path, *self.rate)
        spent, under = Spent(way, clock), near.under
        look: dict[str, Any] = {"between": words["of"], "after": words["stay"], "size": LOUDER}
        self.number = Kept(trials, spent, under.right, under.bottom + FOOT, theme, **look)
        row = under.left, under.bottom + ROW, min(under.width / most, PITCH)
        self.row = KeptRow(trials, spent, *row, theme, told=None if way.falls else index)
        self.counts = VGroup(self.number, self.row)

    def leaves(self, target: float, first: int) -> int | None:
        """The first step after some at which it is above the target; None if there is none."""
        above = np.flatnonzero(self.run.values[first + 1 :] > target)
        return first + 1 + int(above[0]) if len(above) else None

    def _rate_over(self, near: NearMap) -> VGroup:
        """Its rate over the map."""
        theme, (right, line) = near.theme, near.rate_at
        ends = self.run.learning_rates[[int(self.clock.get_value()), -1]]
        left = right - max(Number(end, theme, write=WRITTEN, size=LOUD).width for end in ends)
        number = Number(0, theme, write=WRITTEN, size=LOUD).put((left, line, 0))
        said = Text("$eta =$", theme, size=LOUD).put(right=left - GAP, baseline=line)
        return VGroup(said, number.read(self._rate, self._rate_anew))

    def _place(self) -> float:
        """How far along the steps that are shown the clock is."""
        return float(np.interp(self.clock.get_value(), self.kept, np.arange(len(self.kept))))

    def _rate(self) -> float:
        """The rate of the last step that is done."""
        return float(self.run.learning_rates[self._step()])

    def _rate_anew(self) -> float:
        """The same as the optimizer has it."""
        return float(np.asarray(self.run.optimizer.rate(self._step())))

    def _step(self) -> int:
        """The last step that is done, or the first."""
        return int(np.clip(int(self.clock.get_value() + 1e-9) - 1, 0, self.run.steps - 1))


def distinct(path: NDArray[np.float64], first: int) -> NDArray[np.intp]:
    """Steps of a path (T+1, 3) from the first on, each seen to be elsewhere than the one before."""
    kept = [first]
    for step in range(first + 1, len(path)):
        if np.abs(path[step] - path[kept[-1]]).max() > SEEN:
            kept.append(step)
    return np.array([*kept, len(path) - 1] if kept[-1] < len(path) - 1 else kept)
