"""The one step index that every view of a run reads, and the pace at which it moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import Animation, ValueTracker, linear, smooth
from numpy.typing import NDArray

STAGED = 3  # steps shown stage by stage before the run flows
LEAST_ROOM = 1e-6  # seconds after the slow steps, for the others to take any time at all
CRUISE = 0.6  # of the time left to a run, spent at its final pace
AIMED, MOVED = 0.4, 0.9  # parts of a staged step at which the arrow is drawn and the move is done


class Playhead(ValueTracker):
    """Where a run is, as a real number from 0 to its number of steps.

    ``value = k + f`` means that ``k`` steps are done and ``f`` of the next is under way. A staged
    step first draws its arrow, then moves; later steps only move. Pictures are functions of this
    number alone, so that any frame can be drawn without the ones before it.

    Parameters
    ----------
    steps
        Of the run.
    staged
        How many steps are shown in stages.
    """

    def __init__(self, steps: int, staged: int = STAGED) -> None:
        super().__init__(0.0)
        self.steps, self.staged = steps, staged
        self.source: Callable[[], float] | None = None

    def follow(self, source: Callable[[], float]) -> Playhead:
        """Take the value from elsewhere from now on, such as a clock that several runs share."""
        self.source = source
        return self

    def free(self, value: float) -> Playhead:
        """Stop following, at a value."""
        self.source = None
        self.set_value(value)
        return self

    def landed(self) -> Playhead:
        """A playhead that stands on the steps that are done: what changes on landing reads it."""
        return Playhead(self.steps, staged=0).follow(lambda: float(self.arrived))

    @property
    def now(self) -> float:
        """The value, within the run."""
        value = self.source() if self.source else float(self.get_value())
        return min(max(value, 0.0), float(self.steps))

    @property
    def arrived(self) -> int:
        """Steps that are done."""
        return int(np.floor(self.now + 1e-9))

    def reading(self, values: NDArray[np.float64]) -> Reading:
        """Reads the value of a record (T+1,) at the last step that is done."""
        return Reading(self, values)

    @property
    def position(self) -> float:
        """Place along the iterates: ``k`` at iterate k, between them while a step moves."""
        done = self.arrived
        part = max(self.now - done, 0.0)
        if done >= self.staged:
            return done + part
        return done + smooth(np.clip((part - AIMED) / (MOVED - AIMED), 0, 1))

    @property
    def aim(self) -> float:
        """How much of the coming step's arrow is drawn, 0 to 1; only staged steps have one."""
        done = self.arrived
        if done >= self.staged or done >= self.steps:
            return 0.0
        return smooth(np.clip((self.now - done) / (0.75 * AIMED), 0, 1))

    @property
    def flight(self) -> float:
        """How far the hop under way has come, 0 to 1; steps that flow are never in the air."""
        return 0.0

    @property
    def passing(self) -> bool:
        """Whether the step under way is not played, and will leave but a mark."""
        return False


@dataclass(frozen=True)
class Reading:
    """The value of a record (T+1,) at the last step that a playhead has done."""

    playhead: Playhead
    values: NDArray[np.float64]

    def __call__(self) -> float:
        return float(self.values[self.playhead.arrived])

    def anew(self) -> float:
        """The same for checks: of all whole steps, the last that is not after now."""
        steps = np.arange(len(self.values)) <= self.playhead.now + 1e-9
        return float(self.values[np.flatnonzero(steps)[-1]])


def along(rows: NDArray[np.float64], position: float) -> NDArray[np.float64]:
    """Value between the rows of a record (T+1, ...) at a place along it."""
    low = min(int(position), len(rows) - 1)
    part = position - low
    if part <= 0 or low + 1 >= len(rows):
        return np.asarray(rows[low])
    return np.asarray(rows[low] + part * (rows[low + 1] - rows[low]))


def step_times(
    steps: int, seconds: float, *, slow: int = STAGED, slow_seconds: float = 1.0
) -> NDArray[np.float64]:
    """Times (steps+1,) at which each step is done: a few slow ones, then faster and faster.

    Durations after the slow steps fall evenly towards the pace that ends the run at ``seconds``;
    where there is time enough, they stay as long as the slow ones.
    """
    slow = min(slow, steps)
    rest = steps - slow
    room = seconds - slow * slow_seconds
    if not rest:
        return slow_seconds * np.arange(steps + 1, dtype=np.float64)
    if room < LEAST_ROOM:
        return np.linspace(0, seconds, steps + 1)
    pace = CRUISE * room / rest
    if pace >= CRUISE * slow_seconds:
        return slow_seconds * np.arange(steps + 1, dtype=np.float64)
    ratio = _ratio(rest, (1 - CRUISE) * room / (slow_seconds - pace))
    durations = pace + (slow_seconds - pace) * ratio ** np.arange(1, rest + 1)
    return np.concatenate([[0.0], np.cumsum([*[slow_seconds] * slow, *durations])])


def _ratio(count: int, total: float) -> float:
    """The ratio q in (0, 1] with q + q² + … + q^count = total, by bisection."""
    low, high = 0.0, 1.0
    if total >= count:
        return 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if (middle ** np.arange(1, count + 1)).sum() < total:
            low = middle
        else:
            high = middle
    return high


class Advance(Animation):
    """Move a playhead through its steps at given times.

    Parameters
    ----------
    playhead
        The one to move; it ends on a whole step.
    times
        Seconds (n+1,) at which each of the next n steps is done, from 0, as of `step_times`.
    """

    def __init__(self, playhead: ValueTracker, times: NDArray[np.float64], **options: Any) -> None:
        self.start = float(playhead.get_value())
        self.playhead, self.times = playhead, times
        options.setdefault("rate_func", linear)
        super().__init__(playhead, run_time=float(times[-1]), **options)

    def interpolate_mobject(self, alpha: float) -> None:
        steps = np.arange(len(self.times))
        value = np.interp(alpha * self.times[-1], self.times, steps)
        self.playhead.set_value(self.start + float(value))
