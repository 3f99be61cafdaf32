"""Who runs: marker, name, winning rate and, on arrival, the steps of every optimizer, as rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.tally import settled
from scenes.kit.time.playhead import Playhead
from scenes.parts.optimizer_race.race import Entry, places

MARK, NAME, RATE, STEPS = 0.65, 0.95, 4.0, 5.65  # from the left edge; numbers end there
PLACE = 0.3
APART = 0.85  # of the rows at most


class RaceRow(VGroup):
    """One optimizer's line.

    Parameters
    ----------
    entry
        Who.
    name
        As it is called.
    place
        Shown on the left once it has arrived; None if it does not.
    """

    def __init__(
        self, entry: Entry, name: str, place: int | None, left: float, y: float, theme: Theme
    ) -> None:
        super().__init__()
        self.entry, self.left_edge, self.line, self.theme = entry, left, y, theme
        role = entry.role
        self.place_won = place
        self.mark = Marks(np.array([[left + MARK, y + 0.1, 0]]), theme, role)
        self.label = Text(name, theme, role=role).put(left=left + NAME, baseline=y)
        self.add(self.mark, self.label)

    def rate(self) -> Number:
        """The rate it runs at."""
        number = Number(
            self.entry.search.learning_rate, self.theme, write=significant(2), align="right"
        )
        number.checked(lambda: float(self.entry.run.learning_rates[0]))
        return number.put((self.left_edge + RATE, self.line, 0))

    def count(self, playhead: Playhead) -> VGroup:
        """Its steps and its place, once it has arrived or the race is called off."""
        count = Finish(self.entry, playhead, self.theme)
        count.put((self.left_edge + STEPS, self.line, 0))
        won = f"{self.place_won}." if self.place_won else ""
        place = Number(0, self.theme, align="right", write=_once(won))
        place.put((self.left_edge + PLACE, self.line, 0)).read(count.over)
        return VGroup(count, place)


class Finish(Number):
    """The steps that a run took to its target, or was given in vain, once they are done."""

    def __init__(self, entry: Entry, playhead: Playhead, theme: Theme) -> None:
        steps = f"{entry.run.steps}" + ("" if entry.finish is not None else "+")
        super().__init__(0, theme, role=entry.role, align="right", write=_once(steps))
        self.entry, self.playhead = entry, playhead
        self.read(self.over)

    def over(self) -> float:
        """1 once the run's last step is done."""
        return float(self.playhead.arrived >= self.entry.run.steps)

    def claims(self) -> list[Claim]:
        """That it is the step from which on the run's record stays at the target."""
        run, taken = self.entry.run, settled(self.entry.run.values, self.entry.search.target)
        true = f"{run.steps}+" if taken is None else f"{taken}"
        return [Claim("steps", self.shown, true if self.over() else "")]


def _once(text: str) -> Callable[[float], str]:
    """Writes a text when the value is 1, and nothing before."""
    return lambda value: text if value else ""


class RaceTable(VGroup):
    """All rows under one another, under the names of their columns."""

    def __init__(
        self,
        box: Box,
        entries: tuple[Entry, ...],
        names: Mapping[str, str],
        columns: tuple[str, str],
        theme: Theme,
    ) -> None:
        super().__init__()
        head = box.top - 0.25
        pitch = min((head - box.bottom - 0.35) / len(entries), APART)
        lines = head - pitch * np.arange(1, len(entries) + 1)
        self.rows = [
            RaceRow(entry, names[entry.role], place, box.left, float(y), theme)
            for entry, place, y in zip(entries, places(entries), lines, strict=True)
        ]
        self.add(*self.rows)
        self.headings = VGroup()
        for body, right in zip(columns, (RATE, STEPS), strict=True):
            text = Text(body, theme, role="muted")
            self.headings.add(text.put(right=box.left + right, baseline=head))

    def order(self) -> list[float]:
        """How far each row moves up so that the rows stand in the order of their places."""
        lines = [row.line for row in self.rows]
        won = [row.place_won or len(lines) + 1 for row in self.rows]
        ranked = np.argsort(won, kind="stable")
        moves = np.empty(len(lines))
        moves[ranked] = lines
        return [float(new - old) for new, old in zip(moves, lines, strict=True)]
