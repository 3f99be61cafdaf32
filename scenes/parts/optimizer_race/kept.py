"""With how many rates an optimizer gets there, and with how many of them it stays: in numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live
from scenes.parts.optimizer_race.strips import Progress
from scenes.parts.optimizer_race.trials import Trials

TALL, HOLLOW = 0.46, 3.0  # of a bar; stroke width of one that is empty
GAP, DIGIT = 0.12, 0.3  # between a number and a word; width of a digit at size 48


def getting(
    trials: Trials, progress: Progress, theme: Theme, *, size: float = LOUD, role: str = "text"
) -> Number:
    """With how many of the rates tried so far one gets there, at the right end of its anchor."""
    look: dict[str, Any] = {"size": size, "align": "right", "role": role}
    number = Number(0, theme, write=fixed(0), **look)

    def counted() -> float:
        return float(trials.got[0, : progress.tries].sum())

    def anew() -> float:
        return float(np.count_nonzero(trials.hit[0, : progress.tries] >= 0))

    return number.read(counted, anew)


def staying(trials: Trials, progress: Progress, theme: Theme, *, size: float = LOUD) -> Number:
    """With how many of them it has stayed so far: the share of later steps above is 0."""
    number = Number(0, theme, write=fixed(0), size=size, align="right")

    def counted() -> float:
        return float(progress.keeps(trials)[: progress.tries].sum())

    def anew() -> float:
        return float(np.count_nonzero(progress.keeps_anew(trials)[: progress.tries]))

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
        size: float = LOUD,
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
        self.widest = float(stay.get_right()[0] - of.get_left()[0]) + GAP + room


class KeptBar(Live, VGroup):
    """A hollow bar as long as the rates that get there are many, filled as far as they stay so far.

    Parameters
    ----------
    trials, progress
        Of one optimizer; read every frame.
    left, line
        Where it begins, and the baseline that it stands on.
    unit
        Scene units for one rate.
    """

    def __init__(
        self,
        trials: Trials,
        progress: Progress,
        left: float,
        line: float,
        unit: float,
        theme: Theme,
        tall: float = TALL,
    ) -> None:
        self.trials, self.progress, self.tall = trials, progress, tall
        self.corner, self.unit = np.array([left, line, 0.0]), unit
        color = theme.roles()[trials.role]
        self.whole = VMobject(stroke_color=color, stroke_width=HOLLOW)
        self.part = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        super().__init__(self.whole, self.part)
        for bar in (self.whole, self.part):
            mean(bar, Meaning("landscape", trials.role, name="count"))
        self.go_live()

    def state(self) -> object:
        return self.progress.keeps(self.trials).sum()

    def depict(self) -> None:
        """Be as long as those are many that get there, and that stay so far."""
        counts = self.trials.getting[0], self.progress.keeps(self.trials).sum()
        for bar, count in zip((self.whole, self.part), counts, strict=True):
            bar.set_points(polygon(self._corners(int(count))))

    def claims(self) -> list[Claim]:
        """That both are as long as what is counted anew in the tries."""
        stay = self.progress.keeps_anew(self.trials)
        counts = np.count_nonzero(self.trials.hit[0] >= 0), np.count_nonzero(stay)
        bars = zip((self.whole, self.part), counts, strict=True)
        return [placed("bar", bar.points[::4], self._corners(int(count))) for bar, count in bars]

    def _corners(self, count: int) -> NDArray[np.float64]:
        """Scene points (4, 3) of a bar for so many."""
        ends = np.array([[0, 0], [count, 0], [count, 1], [0, 1]]) * (self.unit, self.tall)
        return np.asarray(self.corner + np.pad(ends, ((0, 0), (0, 1))))
