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
from scenes.parts.optimizer_race.strips import Progress, columns_at
from scenes.parts.optimizer_race.trials import Trials

TALL, WIDE, HOLLOW = 0.44, 0.72, 2.5  # of a column; in parts of their distance; its outline
POINTER = 0.17, 0.2  # width and height of the mark over a column
POINTING = (0, 0, 0), (0.5, 1, 0), (-0.5, 1, 0)  # its corners, in those
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


class KeptRow(Live, VGroup):
    """A column for each rate that gets there, low ones first: full while it stays, then hollow.

    Parameters
    ----------
    trials, progress
        Of one optimizer; read every frame.
    left, line
        Where it begins, and the height that it stands on.
    pitch
        From one column to the next.
    tall
        Height of a column.
    told
        Number, among the rates, of the one whose run is shown: its column has a mark over it.
    """

    def __init__(
        self,
        trials: Trials,
        progress: Progress,
        left: float,
        line: float,
        pitch: float,
        theme: Theme,
        *,
        tall: float = TALL,
        told: int | None = None,
    ) -> None:
        self.trials, self.progress, self.tall, self.pitch = trials, progress, tall, pitch
        self.first, self.wide = np.array([left + pitch / 2, line, 0.0]), WIDE * pitch
        color = theme.roles()[trials.role]
        self.whole = VMobject(stroke_color=color, stroke_width=HOLLOW)
        self.part = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        self.pointer = VMobject(fill_color=theme.text, fill_opacity=1, stroke_width=0)
        super().__init__(self.whole, self.part, self.pointer)
        for columns in (self.whole, self.part):
            mean(columns, Meaning("landscape", trials.role, name="count"))
        mean(self.pointer, Meaning("landscape", name="the rate that is shown"))
        slots = np.cumsum(trials.got[0]) - 1
        self.whole.set_points(self._columns(slots[trials.got[0]]))
        self.told = [told] if told is not None and trials.got[0, told] else []
        for foot in self._feet(slots[self.told]):
            tip = foot + (0, tall + POINTER[1] / 3, 0)
            self.pointer.set_points(polygon(tip + np.array(POINTING) * (*POINTER, 0)))
        self.go_live()

    def state(self) -> object:
        return self.progress.keeps(self.trials).tobytes()

    def depict(self) -> None:
        """Fill the columns of those that stay so far."""
        slots = np.cumsum(self.trials.got[0]) - 1
        self.part.set_points(self._columns(slots[self.progress.keeps(self.trials)]))

    def claims(self) -> list[Claim]:
        """That each rate counted anew in the tries has its column, and which is told."""
        hits = np.flatnonzero(self.trials.hit[0] >= 0)
        stay = np.searchsorted(hits, np.flatnonzero(self.progress.keeps_anew(self.trials)))
        over = self.first[0] + self.pitch * np.searchsorted(hits, self.told)
        return [
            placed("gets there", self.whole.points[::4], self._columns(np.arange(len(hits)))[::4]),
            placed("stays", self.part.points[::4], self._columns(stay)[::4]),
            Claim("told", self.pointer.points[:1, 0], over),
        ]

    def _columns(self, slots: NDArray[np.intp]) -> NDArray[np.float64]:
        """Outlines of the columns in some places (m,) of the row."""
        return columns_at(self._feet(slots), self.wide, self.tall)

    def _feet(self, slots: NDArray[np.intp]) -> NDArray[np.float64]:
        """Scene points (m, 3) on which they stand."""
        return np.asarray(self.first + np.outer(slots, [self.pitch, 0.0, 0.0]))
