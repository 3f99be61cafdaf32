"""The table of those who run: a row each, and what stands in it during a race."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from manim import VGroup

from scenes.kit.ink.glyphs import decoded
from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.marks import RADIUS
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.tally import settled
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done
from scenes.parts.optimizer_race.race import Entry, places

PLACE, MARK, NAME = 0.55, 0.88, 1.3  # from the left: a place ends there, a name begins there
NAMED, COUNTED = LABEL + 8, LOUD + 12  # sizes of names, and of the steps of who is looked at
MARKER = 1.5 * RADIUS
BETWEEN, WIDTH, LEAST = 0.3, 4.8, 4.55  # of table and ground; of the table, in a narrow frame
RULED, UNDER = 0.55, 0.3  # room over the table for its rule; under it for an axis
LINED = 0.32  # room for a second line of the stamp
APART, CAP = 1.0, 0.27  # of the rows at most; from a baseline to the top of its letters
PALE = 0.35  # opacity of the marker of one who is not looked at


class Panels(NamedTuple):
    """The table, the ground beside it, and all of both."""

    table: Box
    stage: Box
    whole: Box


def cut(body: Box) -> Panels:
    """The panels in a body; a frame that is too narrow for its stamp leaves that a second line."""
    body = body if body.wide or body.tall else body.inset(bottom=LINED)
    width = WIDTH if body.wide else LEAST
    table, stage = body.columns([width, body.width - BETWEEN - width], BETWEEN)
    return Panels(table.inset(bottom=UNDER, top=RULED), stage, body)


class RaceTable:
    """A row with marker and name for each optimizer, in one order from the first beat on.

    Parameters
    ----------
    box
        Of the table.
    names
        What each role is called, in the order of the rows.

    Attributes
    ----------
    pitch, lines
        From one row to the next, and the baseline of each.
    """

    def __init__(self, box: Box, names: Mapping[str, str], theme: Theme) -> None:
        self.box, self.names, self.theme = box, names, theme
        self.pitch = min(box.height / len(names), APART)
        first = box.top - (self.pitch + CAP) / 2
        self.lines = [first - self.pitch * row for row in range(len(names))]
        self.rows = self.named_rows()

    def beside_names(self, whole: Box) -> Box:
        """What is right of the names in a box, while nothing is counted beside them."""
        return whole.inset(left=float(self.rows.get_right()[0]) + BETWEEN - whole.left)

    def named_rows(self, seen: Collection[str] = ()) -> VGroup:
        """The rows; if some roles are to be seen, those of all others are pale."""
        rows = VGroup()
        for (role, name), line in zip(self.names.items(), self.lines, strict=True):
            look: dict[str, Any] = {"left": self.box.left + MARK, "baseline": line}
            look |= {"gap": NAME - MARK, "size": NAMED, "radius": MARKER}
            rows.add(legend_row(name, self.theme, role, **look))
            if seen and role not in seen:
                _recede(rows[-1], self.theme)
        return rows


class RaceColumns:
    """Rows of a table, with the steps and the places of those who run.

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
    named
        Roles that are looked at; all, if there are none.

    Attributes
    ----------
    led
        Of each row, whether it stands out among others.
    """

    def __init__(
        self,
        table: RaceTable,
        entries: tuple[Entry, ...],
        playheads: Sequence[Playhead],
        leaves: str,
        named: Collection[str] = (),
    ) -> None:
        left, right, theme = table.box.left, table.box.right, table.theme
        self.rows = table.named_rows(named)
        self.led = [entry.role in named for entry in entries]
        self.counts, self.places, self.notes = VGroup(), VGroup(), VGroup()
        rows = zip(entries, playheads, places(entries), table.lines, strict=True)
        for entry, playhead, place, line in rows:
            seen = not named or entry.role in named
            size, ink = (COUNTED, entry.role) if seen else (LABEL, "muted")
            count = Finish(entry, playhead, theme, size=size, ink=ink)
            count.put((right, line, 0))
            look: dict[str, Any] = {"align": "right", "size": size if seen else LABEL}
            look |= {"role": "text" if seen else "muted"}
            won = Number(0, theme, write=_once(f"{place}." if place else ""), **look)
            won.put((left + PLACE, line, 0)).read(count.over)
            self.counts.add(count), self.places.add(won)
            if entry.finish is not None and not entry.stays:
                note = Text(leaves, theme, role=ink)
                self.notes.add(note.put(right=right, baseline=line))

    @property
    def baselines(self) -> list[float]:
        """Of the names, where rows are now."""
        return [part.baseline for row in self.rows for part in row if isinstance(part, Text)]

    def live(self) -> tuple[VGroup, ...]:
        """What is to change while the runs go on."""
        return self.counts, self.places


class Finish(Number):
    """The steps after which a run stays at its target, once they are done.

    One that gets there and leaves again has none; a plus says that it was not there when the race
    was called off. ``ink`` is the role of its colour.
    """

    def __init__(
        self, entry: Entry, playhead: Playhead, theme: Theme, *, size: float = LOUD, ink: str = ""
    ) -> None:
        steps = f"{entry.run.steps}"
        if entry.finish is None:
            steps += "+"
        elif not entry.stays:
            steps = ""
        look: dict[str, Any] = {"role": ink or entry.role, "align": "right", "size": size}
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


def _recede(row: Any, theme: Theme) -> None:
    """Make a row one that is not looked at."""
    marker, name = row
    mean(marker.set_fill(opacity=PALE).set_stroke(opacity=0, background=True), Meaning("landscape"))
    name.set_fill(theme.muted)
    vars(name)["meaning"] = Meaning("text", "muted", size=name.meaning.size, words=name.body)


def _once(text: str) -> Callable[[float], str]:
    """Writes a text when the value is 1, and nothing before."""
    return lambda value: text if value else ""
