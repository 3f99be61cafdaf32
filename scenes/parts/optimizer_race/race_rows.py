"""The table of those who run: a row each, and what stands in it during a race."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import VGroup

from scenes.kit.ink.glyphs import decoded
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.tally import settled
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done
from scenes.parts.optimizer_race.race import Entry, places
from scenes.parts.optimizer_race.step_bars import StepBar, track

PLACE, MARK, NAME = 0.55, 0.92, 1.22  # from the left: a place ends there, a name begins there
BEFORE = 0.47  # from the left to a lane that is under the name
HIGH, UNDER = 0.22, 0.13  # of a lane; of its top under the names' baseline
APART, FOOT = 0.9, 0.55  # of the rows at most; room for an axis under the last lane
BETWEEN, SHARE, LEAST = 0.4, 0.42, 4.6  # of ground and table; the table's share, and width
RULED, LINED = 0.5, 0.32  # room over the table for its rule; for a second line of the stamp
CAP = 0.26  # from a baseline to the top of its letters


class Panels(NamedTuple):
    """The ground, the table beside it, and the last picture."""

    stage: Box
    table: Box
    ending: Box


def cut(body: Box) -> Panels:
    """The panels in a body; a frame that is too narrow for its stamp leaves that a second line."""
    body = body if body.wide or body.tall else body.inset(bottom=LINED)
    table = max(SHARE * body.width, LEAST)
    stage, beside = body.columns([body.width - BETWEEN - table, table], BETWEEN)
    return Panels(stage, beside.inset(top=RULED), body)


class RaceTable:
    """A row with marker and name for each optimizer, in one order from the first beat on.

    Each has a lane under its name, for its rates or its steps.

    Parameters
    ----------
    box
        Of the table.
    names
        What each role is called, in the order of the rows.

    Attributes
    ----------
    lines, feet
        Of each row, the baseline, and the lower edge of its lane.
    lanes, tracks
        Box from the first lane to the axis under the last; what is seen of them.
    """

    def __init__(self, box: Box, names: Mapping[str, str], theme: Theme) -> None:
        self.box, self.theme = box, theme
        self.tall, down = HIGH, UNDER + HIGH
        self.pitch = min((box.height - FOOT) / len(names), APART)
        first = box.top - (self.pitch + CAP - down) / 2
        self.lines = [first - self.pitch * row for row in range(len(names))]
        self.feet = [line - down for line in self.lines]
        self.lanes = box.inset(left=BEFORE)
        corners = [np.array([self.lanes.left, foot, 0.0]) for foot in self.feet]
        self.tracks = VGroup(*(track(c, self.lanes.width, HIGH, theme) for c in corners))
        self.rows = VGroup(
            *(
                legend_row(name, theme, role, left=box.left + MARK, baseline=line, gap=NAME - MARK)
                for (role, name), line in zip(names.items(), self.lines, strict=True)
            )
        )

    @property
    def baselines(self) -> list[float]:
        """Of the names, where rows are now."""
        return [part.baseline for row in self.rows for part in row if isinstance(part, Text)]

    @property
    def is_sorted(self) -> bool:
        """Whether a row is elsewhere than where it belongs."""
        return not np.allclose(self.baselines, self.lines)

    def home(self) -> None:
        """Put rows that were sorted where they belong."""
        for row, now, line in zip(self.rows, self.baselines, self.lines, strict=True):
            row.shift((0, line - now, 0))


class RaceColumns:
    """Steps and places of those who run, in the rows of a table, and bars as long as the steps.

    Parameters
    ----------
    table
        Of the rows.
    entries
        Who runs, in the order of the rows.
    playheads
        Where each one is.
    leaves
        What is noted of one that gets there, but does not stay.
    """

    def __init__(
        self,
        table: RaceTable,
        entries: tuple[Entry, ...],
        playheads: Sequence[Playhead],
        leaves: str,
    ) -> None:
        left, right, theme = table.box.left, table.box.right, table.theme
        self.counts, self.places, self.bars, self.notes = (VGroup() for _ in range(4))
        unit = table.lanes.width / max(entry.run.steps for entry in entries)
        rows = zip(entries, playheads, places(entries), table.lines, table.feet, strict=True)
        for entry, playhead, place, line, foot in rows:
            count = Finish(entry, playhead, theme)
            count.put((right, line, 0))
            look: dict[str, Any] = {"align": "right", "size": LOUD}
            won = Number(0, theme, write=_once(f"{place}." if place else ""), **look)
            won.put((left + PLACE, line, 0)).read(count.over)
            corner = np.array([table.lanes.left, foot, 0.0])
            self.bars.add(StepBar(entry, playhead, corner, unit, table.tall, theme))
            self.counts.add(count), self.places.add(won)
            if entry.finish is not None and not entry.stays:
                note = Text(leaves, theme, role=entry.role)
                self.notes.add(note.put(right=right, baseline=line))

    def live(self) -> tuple[VGroup, ...]:
        """What is to change while the runs go on."""
        return self.bars, self.counts, self.places


class Finish(Number):
    """The steps after which a run stays at its target, once they are done.

    One that gets there and leaves again has none; a plus says that it was not there when the race
    was called off.
    """

    def __init__(self, entry: Entry, playhead: Playhead, theme: Theme) -> None:
        steps = f"{entry.run.steps}"
        if entry.finish is None:
            steps += "+"
        elif not entry.stays:
            steps = ""
        look: dict[str, Any] = {"role": entry.role, "align": "right", "size": LOUD}
        super().__init__(0, theme, write=_once(steps), **look)
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
            true = ""
        ink = decoded(self.points, self.font, self.files) if len(self.points) else ""
        return [
            Claim(
                "steps",
                self.number_format.read(ink),
                true if done(self.playhead) >= len(run.values) - 1 else "",
            )
        ]


def _once(text: str) -> Callable[[float], str]:
    """Writes a text when the value is 1, and nothing before."""
    return lambda value: text if value else ""
