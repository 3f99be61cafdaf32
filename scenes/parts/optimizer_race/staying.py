"""Runs that go on near the goal, side by side: one that leaves it and those that stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import Animation, Mobject, ValueTracker, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.cast import Settings
from scenes.kit.ink.layout import Box
from scenes.kit.lesson.frame import counter
from scenes.kit.time.growing import last_in
from scenes.kit.time.pace import even_growth
from scenes.kit.time.playhead import Advance
from scenes.parts.optimizer_race.changes import going_to
from scenes.parts.optimizer_race.focus import compared, leaver, picked
from scenes.parts.optimizer_race.goal import goal_of
from scenes.parts.optimizer_race.going_on import GoingOn, NearMap
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.spent import Way
from scenes.parts.optimizer_race.strips import RateStrip
from scenes.parts.optimizer_race.trials import ROUNDS, Trials

BETWEEN = 0.5  # of maps beside one another
BEFORE, AFTER = 3, 20  # steps round the first one above the target, that are slow
REST, SLOW, MORE = 1.2, 0.14, 1.6  # seconds until then, of each of those, and for all the others
FALLING, SOON = 5.0, 30  # seconds of a run at a falling rate; its first steps, at one pace


class Staying:
    """Those who are compared, each with a map of the goal: at constant rates, and at falling ones.

    Whoever leaves with the most rates shows the median of those with which it leaves; the others
    that of those with which they stay.

    Parameters
    ----------
    heat
        Where rates were tried, and who ran there at constant ones.
    falling
        How falling ones come out, in the order of the entries.
    settings
        Of the optimizers.
    body
        All of it.

    Attributes
    ----------
    who, picks
        By number, who is compared, and with which of the rates each of them is shown.
    maps
        What is near the goal, for each of them.
    constant, falling
        Their runs there.
    counters
        Of the steps of both.
    asked
        Scene point (3,) of the question how many stay at falling rates: over who leaves.
    """

    def __init__(
        self, heat: Heat, falling: tuple[Trials, ...], look: Look, settings: Settings, body: Box
    ) -> None:
        words, theme, frame = look
        self.course, constant = heat.course, tuple(entry.trials for entry in heat.entries)
        self.who, leaving = compared(constant, falling), leaver(constant)
        self.picks = [picked(constant[i], leaves=i == leaving) for i in self.who]
        first = constant[self.who[0]]
        goal = goal_of(self.course, first.ends[0, self.picks[0]])
        self.maps = [
            NearMap(self.course, goal, box, words.called(constant[i].role), constant[i].role, theme)
            for i, box in zip(self.who, body.columns([1] * len(self.who), BETWEEN), strict=True)
        ]
        calm = next((row for row, i in enumerate(self.who) if i != leaving), 0)
        self.named = self.maps[calm].target  # once, where no marker comes by
        self.clocks = ValueTracker(self.course.steps), ValueTracker(0)
        most = max(int(constant[i].getting[0]) for i in self.who) or 1
        self.constant, self.falling = (
            [
                GoingOn(near, Way(self.course, settings, found[i], falls), pick, clock, most, words)
                for i, pick, near in zip(self.who, self.picks, self.maps, strict=True)
            ]
            for found, clock, falls in zip(
                (constant, falling), self.clocks, (False, True), strict=True
            )
        )
        asked = next((row for row, i in enumerate(self.who) if i == leaving), 0)
        self.asked = self.maps[asked].plane.inner.center
        digits = len(str(ROUNDS * self.course.steps))
        self.counters = [
            counter(words["step"], _steps_on(clock), theme, digits, frame) for clock in self.clocks
        ]

    @property
    def names(self) -> dict[str, VGroup]:
        """Those over the maps, by role."""
        return {
            going.path.role: near.name for going, near in zip(self.constant, self.maps, strict=True)
        }

    def gathered(self, strips: Sequence[RateStrip]) -> list[Animation]:
        """Columns in strips of all who ran go to the rows under the maps; then counts appear."""
        moves: list[Animation] = []
        for index, going in zip(self.who, self.constant, strict=True):
            lit, strip = strips[index].columns.copy(), strips[index].columns
            strip.set_fill(opacity=0)
            moves += [going_to(lit, going.row.part), last_in(going.counts)]
        return moves

    def run_on(self) -> Advance:
        """Let the runs go on for ten budgets: slowly where the first one leaves the goal."""
        first, last = self.course.steps, ROUNDS * self.course.steps
        out = [going.leaves(self.course.target, first) for going in self.constant]
        left = min([step for step in out if step is not None], default=None)
        if left is None:
            return Advance(self.clocks[0], np.linspace(0, REST + MORE, last - first + 1))
        return Advance(self.clocks[0], slowed(first, left, last))

    def exchanged(self) -> tuple[list[Mobject], list[Mobject]]:
        """What goes when the rates fall, and what comes; how many stay is not told yet."""
        gone = [part for going in self.constant for part in (*going.shown, going.counts)]
        come = [part for going in self.falling for part in (*going.shown, going.row)]
        return [*gone, self.counters[0]], [*come, self.counters[1]]

    def let_fall(self) -> Advance:
        """Let the runs go at falling rates, from the start, for ten budgets."""
        steps = ROUNDS * self.course.steps
        return Advance(self.clocks[1], even_growth(steps, FALLING, done=SOON, slow=0))


def slowed(first: int, left: int, last: int) -> NDArray[np.float64]:
    """Times at which the steps after the first are done, those round one of them slowly."""
    slow = np.arange(max(first, left - BEFORE), min(last, left + AFTER) + 1)
    durations = np.full(last - first, SLOW)
    before, after = slow[0] - first, slow[-1] - first
    durations[:before] = REST / max(before, 1)
    durations[after:] = MORE / max(last - slow[-1], 1)
    return np.concatenate([[0.0], np.cumsum(durations)])


def _steps_on(clock: ValueTracker) -> Callable[[], float]:
    """Reads the whole steps on a clock."""
    return lambda: float(int(clock.get_value() + 1e-9))
