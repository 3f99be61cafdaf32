"""A few optimizers large: under each one's name its strip of rates, and beside it its counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.parts.optimizer_race.kept import Kept
from scenes.parts.optimizer_race.race_rows import RaceTable
from scenes.parts.optimizer_race.strips import DEEP, Progress
from scenes.parts.optimizer_race.trials import Trials
from scenes.parts.optimizer_race.tries import Tries, rates_plane

TALLEST, NAMED = 1.0, 0.95  # of a strip at most; of what a lane has, for its name
MANY = 3  # lanes, that there would be too many words in
OVER, IN = 0.24, 0.3  # from a strip up to the baseline of its name; from the left to the marker


class Lanes(NamedTuple):
    """Who has one, as numbers of the table's rows; the axis of rates; feet and height of strips."""

    who: tuple[int, ...]
    plane: Plane
    lines: list[float]
    tall: float

    @classmethod
    def across(cls, table: RaceTable, who: Sequence[int], rates: str) -> Lanes:
        """Lanes one under another in the room of a table."""
        box = table.box
        plane = rates_plane(Box(box.left, box.right, box.bottom, table.head), rates, table.theme)
        each = plane.inner.height / len(who)
        lines = [plane.inner.top - each * (row + 1) + DEEP for row in range(len(who))]
        return cls(tuple(who), plane, lines, min(TALLEST, each - NAMED))

    @property
    def names(self) -> list[float]:
        """Baselines of the names."""
        return [line - DEEP + self.tall + OVER for line in self.lines]

    def moves(self, table: RaceTable) -> list[tuple[int, NDArray[np.float64]]]:
        """Where the middle (3,) of each one's row in the table is to go, by its number."""
        left = self.plane.inner.left + IN
        lanes = zip(self.who, self.names, strict=True)
        return [(index, table.at(index, left, line)) for index, line in lanes]

    def tries(self, ground: Plane, trials: Sequence[Trials], progress: Progress) -> Tries:
        """The strips of all optimizers' trials in their lanes."""
        mine = [trials[index] for index in self.who]
        return Tries(ground, self.plane, mine, self.lines, progress, tall=self.tall)

    def counts(self, tries: Tries, words: Words) -> VGroup:
        """With how many rates each one stays, of those with which it gets there."""
        right, theme = self.plane.inner.right, self.plane.theme
        of, stay = words["of"] if len(self.who) < MANY else "\\/", words["stay"]
        rows = zip(tries.trials, self.names, strict=True)
        return VGroup(
            *(
                Kept(row, tries.progress, right, line, theme, between=of, after=stay)
                for row, line in rows
            )
        )
