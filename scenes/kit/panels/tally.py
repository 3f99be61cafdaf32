"""How many steps a run takes to a stated loss, counted as it goes."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import steps_to_settle
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.playhead import Playhead

ROUNDING = 1e-9  # of a step, by which it may be short of done
BESIDE = 0.14  # between the word and its number


def settled(values: NDArray[np.float64], target: float) -> int | None:
    """The step from which on values (T+1,) stay at or under a target; None if none does.

    >>> settled(np.array([9.0, 0.5, 2.0, 0.7, 0.1]), 1.0)
    3
    """
    step = int(steps_to_settle(values, target))
    return None if step < 0 else step


class Tally(VGroup):
    """Steps that a run has taken, until it has settled: then the number stays.

    A run that is shown for fewer steps than it needs ends on their number and a plus.

    Parameters
    ----------
    count
        Steps to the target, None if it is not reached.
    playhead
        Counts the steps that are done.
    word
        What is counted, before the number.

    ``widest`` is the width that it may come to take.
    """

    def __init__(
        self,
        count: int | None,
        playhead: Playhead,
        word: str,
        theme: Theme,
        *,
        role: str,
        size: float = LABEL,
        digits: int = 3,
    ) -> None:
        super().__init__()
        self.count = count if count is not None and count <= playhead.steps else None
        self.last, self.playhead = playhead.steps, playhead
        self.word = Text(word, theme, size=size, role=role).stand_on(0)
        self.word.shift((-self.word.get_left()[0], 0, 0))
        self.number = Number(0, theme, write=self._write, role=role, size=size)
        self.number.put((self.word.width + BESIDE, 0, 0))
        room = Number(0, theme, write=lambda _: "0" * digits, size=size).width
        self.widest = float(self.word.width) + BESIDE + room
        self.add(self.word, self.number)

    def put(self, left: float, baseline: float) -> Tally:
        """Stand on a baseline, right of a scene x; then count."""
        self.word.shift((left, baseline, 0))
        self.number.put(self.number.anchor + np.array([left, baseline, 0]))
        self.number.read(self.reading, self._anew)
        return self

    def reading(self) -> float:
        """The number shown now."""
        done = self.playhead.arrived
        return float(done if self.count is None else min(done, self.count))

    def _anew(self) -> float:
        """The number again, for checks: whole steps up to now, and no more than it takes."""
        most = self.last if self.count is None else self.count
        return float(min((self.playhead.now + ROUNDING) // 1, most))

    def _write(self, value: float) -> str:
        short = self.count is None and value >= self.last
        return fixed(0)(value) + ("+" if short else "")
