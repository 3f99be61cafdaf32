"""Runs whose long steps hop: nothing is shown between two iterates but a point in the air."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import smooth
from numpy.typing import NDArray

from scenes.kit.time.playhead import AIMED, STAGED, Playhead, step_times

LONG = 0.1  # of a panel's width or height, over which a step is a long one
FEW = 6  # long steps that are played, of many
AIR = 0.5  # seconds of a hop at least: no more than two a second
LEAST = 1.5  # seconds at least for the steps that are not played one by one


class Leg(NamedTuple):
    """The way from one iterate to another that is not slid along, and how much of it is done."""

    start: int
    end: int
    part: float


class HopPlayhead(Playhead):
    """A playhead whose long steps hop.

    While a long step is under way all stays as it was at the last iterate, and changes on landing;
    only the point itself is in the air. The first few long steps are played; the others are
    passed quickly and leave but a mark, in a stretch through which no point is shown. Short steps
    flow as with any playhead.

    Parameters
    ----------
    long
        Which steps (T,) are long, as of `long_steps`.
    few
        How many of them are played.
    staged
        How many steps are shown in stages.
    """

    def __init__(self, long: NDArray[np.bool_], *, few: int = FEW, staged: int = STAGED) -> None:
        super().__init__(len(long), staged)
        self.long = long
        self.played = long & (np.cumsum(long) <= few)
        self.marked = long & ~self.played

    @property
    def position(self) -> float:
        return float(self.arrived) if self._under_way(self.long) else super().position

    @property
    def flight(self) -> float:
        if not self._under_way(self.played):
            return 0.0
        part = (self.now - self.arrived - AIMED) / (1 - AIMED)
        return float(smooth(np.clip(part, 0, 1)))

    @property
    def passing(self) -> bool:
        return self._under_way(self.marked)

    @property
    def leg(self) -> Leg:
        """The hop under way, or the stretch of marks; nowhere to go while a step flows."""
        done = self.arrived
        if not self.passing:
            return Leg(done, min(done + 1, self.steps), self.flight)
        short = np.flatnonzero(~self.marked)
        start = int(short[short < done].max(initial=-1)) + 1
        end = int(short[short > done].min(initial=self.steps))
        return Leg(start, end, float(smooth((self.now - start) / (end - start))))

    @property
    def passed_by(self) -> tuple[int, int] | None:
        """Numbers of the first and the last step that leave but a mark; None if there are none."""
        marked = np.flatnonzero(self.marked)
        return (int(marked[0]) + 1, int(marked[-1]) + 1) if len(marked) else None

    @property
    def singly(self) -> int:
        """Steps before the first that leaves but a mark; all if none does."""
        passed = self.passed_by
        return passed[0] - 1 if passed else self.steps

    def times(self, seconds: float, *, slow_seconds: float = 1.0) -> NDArray[np.float64]:
        """Times (steps+1,) at which each step is done, as of `step_times`; a hop has its time."""
        singly = self.played.copy()
        singly[: self.staged] = True
        durations = np.where(np.arange(self.steps) < self.staged, slow_seconds, AIR)
        rest = int((~singly).sum())
        room = max(seconds - float(durations[singly].sum()), LEAST)
        durations[~singly] = np.diff(step_times(rest, room, slow=0, slow_seconds=AIR))
        return np.concatenate([[0.0], np.cumsum(durations)])

    def _under_way(self, which: NDArray[np.bool_]) -> bool:
        """Whether the step under way is one of some (T,)."""
        return self.arrived < self.steps and bool(which[self.arrived])


def long_steps(paths: NDArray[np.float64], width: float, height: float) -> NDArray[np.bool_]:
    """Which steps (T,) move a point, or one of several, by over a tenth of its panel.

    Parameters
    ----------
    paths
        Scene points (T+1, 3), or (T+1, n, 3) of several.
    width, height
        Of the panel.
    """
    moves = np.abs(np.diff(paths, axis=0))[..., :2] / (width, height)
    return np.asarray(moves.reshape(len(moves), -1).max(axis=1) > LONG)
