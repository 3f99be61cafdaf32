"""How many rates of the list get there, and how many stay: two bars in an optimizer's row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live
from scenes.parts.optimizer_race.race_rows import LAST, RaceTable
from scenes.parts.optimizer_race.strips import HOLLOW, Progress
from scenes.parts.optimizer_race.trials import Trials

TALL, UPPER, LOWER = 0.2, 0.13, -0.17  # of a bar; of their feet over the row's baseline
CAP, RANGE = 0.05, 2.0  # half the cap of the line over the other starts, and its stroke width
BESIDE = 0.12  # from the end of a bar, or of its line, to its number
ROOM = 0.95  # for numbers behind the longest bar
WIDEST = 37  # the count for which there is room: more than any comes to but in rare cases
KEY, KEY_FULL = 0.22, 1.55  # width of a bar in the key; from the first to the second


class Counts:
    """The bars of all optimizers, and a key over each kind.

    Parameters
    ----------
    table
        The bars are in its rows.
    trials
        Of every optimizer.
    lines
        Baselines of their rows.
    progress
        Read every frame.
    """

    def __init__(
        self,
        table: RaceTable,
        trials: Sequence[Trials],
        lines: Sequence[float],
        progress: Progress,
    ) -> None:
        left = table.box.left + table.bars
        unit = (table.box.right - left - ROOM) / WIDEST
        self.getting, self.staying = (
            VGroup(
                *(
                    CountBar(found, left, line, unit, progress, table.theme, staying=staying)
                    for found, line in zip(trials, lines, strict=True)
                )
            )
            for staying in (False, True)
        )

    def before(self, table: RaceTable) -> VGroup:
        """The counts in the end, small and at the side: what others are to be compared with."""
        look: dict[str, Any] = {"write": fixed(0), "role": "muted", "size": SMALLEST}
        numbers = VGroup()
        for bar in (*self.getting, *self.staying):
            counts = bar.trials.staying if bar.staying else bar.trials.getting
            number = Number(float(counts[0]), table.theme, align="right", **look)
            numbers.add(number.put((table.box.right - LAST, bar.foot + 0.02, 0)))
        return numbers


def key(word: str, table: RaceTable, *, full: bool) -> VGroup:
    """What a kind of bar counts: a small one of it and a word, over the bars."""
    theme, low = table.theme, table.head
    start = table.box.left + table.bars + KEY_FULL * full
    corners = [(start, low), (start + KEY, low), (start + KEY, low + TALL), (start, low + TALL)]
    bar = VMobject(stroke_color=theme.muted, stroke_width=HOLLOW, fill_color=theme.muted)
    bar.set_fill(opacity=float(full)).set_points(polygon(np.array([(*c, 0.0) for c in corners])))
    mean(bar, Meaning("landscape", "muted", name="key"))
    text = Text(word, theme, role="muted", size=SMALLEST)
    return VGroup(bar, text.put(left=start + KEY + 0.1, baseline=low))


class CountBar(Live, VGroup):
    """With how many rates an optimizer gets there, or with how many of them it stays.

    A thin line spans what comes out from the other starts, once all rates are tried.

    Parameters
    ----------
    trials
        Those of one optimizer.
    left, line
        Where the bar begins, and the row's baseline.
    unit
        Scene units for one rate.
    progress
        Read every frame.
    staying
        Whether those that stay are counted; then the bar is full, and stands lower.
    """

    def __init__(
        self,
        trials: Trials,
        left: float,
        line: float,
        unit: float,
        progress: Progress,
        theme: Theme,
        *,
        staying: bool,
    ) -> None:
        super().__init__()
        self.trials, self.progress, self.staying = trials, progress, staying
        self.start, self.foot, self.unit = left, line + (LOWER if staying else UPPER), unit
        color = theme.roles()[trials.role]
        self.bar = VMobject(stroke_color=color, stroke_width=HOLLOW, fill_color=color)
        self.bar.set_fill(opacity=float(staying))
        mean(self.bar, Meaning("landscape", trials.role, name="count"))
        self.range = VMobject(stroke_color=theme.text, stroke_width=RANGE)
        mean(self.range, Meaning("landscape", "text", name="range"))
        self.number = Number(0, theme, write=fixed(0), role=trials.role, size=SMALLEST)
        self.add(self.bar, self.range, self.number)
        self.go_live()

    def state(self) -> object:
        return self.progress.tries, self.progress.budgets

    def depict(self) -> None:
        """Count those that have been tried, as they are now."""
        tried = self.progress.tries
        counted = self.trials.stays[self.progress.budgets - 1] if self.staying else self.trials.got
        counts = counted[:, :tried].sum(axis=1)
        over = tried == len(self.trials.rates)
        low, high = self.foot, self.foot + TALL
        ends = self.start + self.unit * counts
        corners = [(self.start, low), (ends[0], low), (ends[0], high), (self.start, high)]
        self.bar.set_points(polygon(np.array([(*corner, 0.0) for corner in corners])))
        far = float(ends.max() if over else ends[0])
        self.range.set_points(_range(float(ends.min()) if over else far, far, low + TALL / 2))
        self.number.put((far + BESIDE, low + 0.02, 0)).show_value(float(counts[0]))

    def claims(self) -> list[Claim]:
        """That number and bar count the columns, and that the line spans all starts."""
        last = self.progress.budgets - 1
        counted = self.trials.stays[last] if self.staying else self.trials.hit >= 0
        counts = [float(np.count_nonzero(row[: self.progress.tries])) for row in counted]
        ends = self._at([0, 0], [counts[0], 1])
        told = [*reads(self.number, counts[0]), placed("bar", _span(self.bar), ends)]
        if len(self.range.points):
            spanned = self._at([min(counts), 0.5], [max(counts), 0.5])
            told.append(placed("range", self.range.points[[0, 3]], spanned))
        return told

    def _at(self, *places: Sequence[float]) -> NDArray[np.float64]:
        """Scene points (n, 3) of counts along the bar and parts of its height."""
        across, up = np.array(places, dtype=float).T
        return np.stack(
            [self.start + self.unit * across, self.foot + TALL * up, np.zeros(len(places))], axis=1
        )


def _span(bar: VMobject) -> NDArray[np.float64]:
    """The lower left and the upper right corner of a bar, read off its ink."""
    return np.stack([bar.points.min(axis=0), bar.points.max(axis=0)])


def _range(low: float, high: float, y: float) -> NDArray[np.float64]:
    """A line with caps at both ends; nothing if they are one."""
    if high - low < 1e-6:
        return np.zeros((0, 3))
    cap = np.array([0, CAP, 0])
    ends = np.array([[low, y, 0], [high, y, 0]])
    starts = np.array([ends[0], ends[0] - cap, ends[1] - cap])
    return from_segments(starts, np.array([ends[1], ends[0] + cap, ends[1] + cap]))
