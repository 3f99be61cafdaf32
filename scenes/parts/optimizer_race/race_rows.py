"""The table of those who run: a row each, and what stands in it during a race."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import Rectangle, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.glyphs import decoded
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.marks import ABOVE_STARS
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.tally import settled
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done
from scenes.parts.optimizer_race.race import Entry, places

PLACE, MARK, NAME, RATE, STEPS = 0.3, 0.65, 0.95, 4.0, 5.55  # from the left; numbers end there
DIM, HIGH = 0.7, 1.0  # of a veil over a row: its opacity, and of the rows' distance its height
APART = 0.85  # of the rows at most
HEAD, FOOT = 0.25, 0.7  # of the headings' line under the top; of the last row over the bottom


class RaceTable:
    """A row with marker and name for each optimizer, in one order from the first beat on.

    Parameters
    ----------
    box
        Of the table.
    names
        What each role is called, in the order of the rows.

    ``apart`` are the numbers of rows that stand elsewhere, without the others.
    """

    def __init__(self, box: Box, names: Mapping[str, str], theme: Theme) -> None:
        self.box, self.theme = box, theme
        self.head = box.top - HEAD
        self.pitch = min((self.head - box.bottom - FOOT) / len(names), APART)
        self.lines = [self.head - self.pitch * row for row in range(1, len(names) + 1)]
        self.rows = VGroup(
            *(
                legend_row(name, theme, role, left=box.left + MARK, baseline=line, gap=NAME - MARK)
                for (role, name), line in zip(names.items(), self.lines, strict=True)
            )
        )
        self.places = [row.get_center() for row in self.rows]
        self.apart: tuple[int, ...] = ()

    def heading(self, body: str, right: float) -> Text:
        """Over a column that ends so far from the left."""
        text = Text(body, self.theme, role="muted")
        return text.put(right=self.box.left + right, baseline=self.head)

    def at(self, index: int, left: float, line: float) -> NDArray[np.float64]:
        """Where the middle (3,) of a row is if its marker is at a scene x, its name on a line."""
        up = line - self.lines[index]
        return np.asarray(self.places[index] + (left - self.box.left - MARK, up, 0))

    @property
    def away(self) -> list[Any]:
        """The rows that are not there while some stand apart."""
        return [row for i, row in enumerate(self.rows) if self.apart and i not in self.apart]

    def part(self, places: Iterable[tuple[int, NDArray[np.float64]]]) -> list[Any]:
        """Move the middle of some rows, by number, to a place (3,) each; the others go."""
        rows = dict(places)
        self.apart = tuple(rows)
        return [self._move(index, place) for index, place in rows.items()]

    def home(self) -> list[Any]:
        """Move those that stand apart back to where they stood at first."""
        return [self._move(index, self.places[index]) for index in self.apart]

    def absent(self) -> list[Any]:
        """The rows of the others, which come in again."""
        away, self.apart = self.away, ()
        return away

    def _move(self, index: int, place: NDArray[np.float64]) -> Any:
        row = self.rows[index]
        return row.animate.shift(place - row.get_center())

    def veil(self, indices: Iterable[int]) -> VGroup:
        """What dims some rows, with all that is in them."""
        box, high = self.box, HIGH * self.pitch
        veils = VGroup()
        for index in indices:
            middle = self.lines[index] + 0.1
            row = Box(box.left - 0.05, box.right + 0.05, middle - high / 2, middle + high / 2)
            veils.add(veil_over(row, self.theme, DIM))
        return veils


def veil_over(box: Box, theme: Theme, opacity: float) -> Rectangle:
    """What dims all that is in a box."""
    veil = Rectangle(width=box.width, height=box.height, stroke_width=0).move_to(box.center)
    veil.set_fill(theme.background, opacity).set_z_index(ABOVE_STARS + 1)
    return mean(veil, Meaning("veil"))


class RaceColumns:
    """Rates, steps and places of those who run, in the rows of a table.

    Parameters
    ----------
    table
        Its rows stand where they stood at first.
    entries
        Who runs, in the order of the rows.
    playheads
        Where each one is.
    heads
        Over the rates and the steps.
    """

    def __init__(
        self,
        table: RaceTable,
        entries: tuple[Entry, ...],
        playheads: Sequence[Playhead],
        heads: tuple[str, str],
    ) -> None:
        self.table, self.entries = table, entries
        left, theme = table.box.left, table.theme
        self.headings = VGroup(*map(table.heading, heads, (RATE, STEPS)))
        self.rates, self.counts, self.places = VGroup(), VGroup(), VGroup()
        for entry, playhead, place, line in zip(
            entries, playheads, places(entries), table.lines, strict=True
        ):
            rate = Number(entry.rate, theme, write=significant(2), align="right")
            rate.checked(_rate_of(entry)).put((left + RATE, line, 0))
            count = Finish(entry, playhead, theme)
            count.put((left + STEPS, line, 0))
            won = Number(0, theme, align="right", write=_once(f"{place}." if place else ""))
            won.put((left + PLACE, line, 0)).read(count.over)
            self.rates.add(rate), self.counts.add(count), self.places.add(won)

    def parts(self) -> tuple[VGroup, ...]:
        """Everything that is shown beside the names."""
        return self.headings, self.rates, self.counts, self.places

    def live(self) -> tuple[VGroup, ...]:
        """What is to appear when runs arrive."""
        return self.counts, self.places


class Finish(Number):
    """The steps after which a run stays at its target, once they are done.

    In brackets are those of one that gets there and leaves again; a plus says that it was not there
    when the race was called off.
    """

    def __init__(self, entry: Entry, playhead: Playhead, theme: Theme) -> None:
        steps = f"{entry.run.steps}"
        if entry.finish is None:
            steps += "+"
        elif not entry.stays:
            steps = f"({steps})"
        super().__init__(0, theme, role=entry.role, align="right", write=_once(steps))
        self.entry, self.playhead = entry, playhead
        self.read(self.over)

    def over(self) -> float:
        """1 once the run's last step is done."""
        return float(self.playhead.arrived >= self.entry.run.steps)

    def claims(self) -> list[Claim]:
        """That its ink is the step at which the record comes to the target, and for how long."""
        run, taken = self.entry.run, settled(self.entry.run.values, self.entry.target)
        true = f"{run.steps}+" if taken is None else f"{taken}"
        if taken is not None and not self.entry.trials.stays[-1, 0].any():
            true = f"({true})"
        ink = decoded(self.points, self.font, self.files) if len(self.points) else ""
        return [
            Claim(
                "steps",
                self.number_format.read(ink),
                true if done(self.playhead) >= len(run.values) - 1 else "",
            )
        ]


def _rate_of(entry: Entry) -> Callable[[], float]:
    return lambda: float(np.ravel(entry.run.learning_rates)[0])


def _once(text: str) -> Callable[[float], str]:
    """Writes a text when the value is 1, and nothing before."""
    return lambda value: text if value else ""
