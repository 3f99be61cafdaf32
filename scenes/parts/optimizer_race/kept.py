"""With how many rates an optimizer gets there, and with how many of them it stays: in numbers."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.parts.optimizer_race.strips import Progress
from scenes.parts.optimizer_race.trials import Trials

LARGE = 36  # size of the numbers
GAP, DIGIT = 0.12, 0.3  # between a number and a word; width of a digit at size 48


def getting(trials: Trials, progress: Progress, theme: Theme, *, size: float = LARGE) -> Number:
    """With how many of the rates tried so far one gets there, at the right end of its anchor."""
    number = Number(0, theme, write=fixed(0), size=size, align="right")

    def counted() -> float:
        return float(trials.got[0, : progress.tries].sum())

    def anew() -> float:
        return float(np.count_nonzero(trials.hit[0, : progress.tries] >= 0))

    return number.read(counted, anew)


def staying(trials: Trials, progress: Progress, theme: Theme, *, size: float = LARGE) -> Number:
    """With how many of them it has stayed so far: the share of later steps above is 0."""
    number = Number(0, theme, write=fixed(0), size=size, align="right")

    def counted() -> float:
        return float(trials.stays[progress.budgets - 1, 0, : progress.tries].sum())

    def anew() -> float:
        budgets = trials.stays[: progress.budgets, 0, : progress.tries]
        return float(np.count_nonzero(budgets.all(axis=0)))

    return number.read(counted, anew)


class Kept(VGroup):
    """ "7 of 27 stay": both counts, as they are now; or "7 / 27", where there is no room for words.

    Parameters
    ----------
    trials, progress
        Of one optimizer; read every frame.
    right, line
        Its right end, and its baseline.
    between, after
        What is written between the numbers, and after them.
    """

    def __init__(
        self,
        trials: Trials,
        progress: Progress,
        right: float,
        line: float,
        theme: Theme,
        *,
        between: str = "\\/",
        after: str = "",
        size: float = LARGE,
    ) -> None:
        stay, of = (Text(word, theme, size=size) for word in (after, between))
        self.gets, self.stays = (
            count(trials, progress, theme, size=size) for count in (getting, staying)
        )
        if after:
            right = stay.put(right=right, baseline=line).get_left()[0] - GAP
        self.gets.put((right, line, 0))
        room = size / 48 * DIGIT * len(str(len(trials.rates)))  # however many digits there are
        of.put(right=right - room - GAP, baseline=line)
        self.stays.put((of.get_left()[0] - GAP, line, 0))
        super().__init__(self.stays, of, self.gets, stay)
