"""The last picture: for each landscape with how many rates two arrive and stay, beside its map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.text import LABEL, LOUD
from scenes.kit.time.playhead import Playhead
from scenes.parts.optimizer_race.focus import leading, most
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.kept import Kept, KeptRow
from scenes.parts.optimizer_race.race_ground import MARKER
from scenes.parts.optimizer_race.strips import Progress
from scenes.parts.optimizer_race.trials import RATES, ROUNDS

BETWEEN, APART = 0.5, 0.35  # of maps or of map and rows side by side; of landscapes over another
SHARE, ASPECT = 0.3, 1.4  # of the width for a map at most; its width over its height at most
FOOT, TALL, OVER = 0.1, 0.34, 0.16  # of a row's height: under its bar, the bar, and over that
TIGHT = 6.0  # width of rows under which names and counts are smaller
SMALL, LARGE = (LABEL, LOUD), (LABEL + 10, LOUD + 16)  # sizes of the names, and of the counts


class Ending:
    """A band for each landscape: its map with the paths of all, and the rows of a few.

    Those are who gets there with the most rates, and who stays with the most of the others. Of
    the first speaks the sentence, if it is the same one everywhere: its numbers are larger. If no
    rates were tried there are maps alone.

    Parameters
    ----------
    heats
        In the order of the maps: those in which rates were tried, or all if none were.
    body
        All of it.
    """

    def __init__(self, heats: Sequence[Heat], body: Box, look: Look) -> None:
        tuned = [heat for heat in heats if heat.course.shared_rate is None]
        self.heats, self.done = tuned or list(heats), Progress(len(RATES))
        found = {i for heat in tuned for i in leading([e.trials for e in heat.entries])}
        self.who, self.look = sorted(found), look
        firsts = [most([e.trials for e in heat.entries]) for heat in tuned]
        self.said = firsts[0] if firsts and all(firsts[0] == first for first in firsts) else []
        self.most = max(
            [int(heat.entries[i].trials.getting[0]) for heat in tuned for i in self.who] + [1]
        )
        one_each = [1] * len(self.heats)
        boxes = body.rows(one_each, APART) if tuned else body.columns(one_each, BETWEEN)
        self.maps, self.rows = [], VGroup()
        for heat, box in zip(self.heats, boxes, strict=True):
            wide = min(SHARE * box.width, ASPECT * box.height) if tuned else box.width
            over = box.inset(right=box.width - wide)
            self.maps.append(SmallMap(heat, over, self.who))
            self.rows.add(*self._rows(heat, box.inset(left=wide + BETWEEN)))

    def stay(self) -> Any:
        """Let all go on for ten budgets: who leaves until then is no longer counted."""
        return self.done.rounds.animate.set_value(ROUNDS)

    def _rows(self, heat: Heat, box: Box) -> list[VGroup]:
        """Who they are, and with how many of the rates with which they get there they stay."""
        theme, words, rows = self.look.theme, self.look.words, []
        for index, row in zip(self.who, box.rows([1] * len(self.who)), strict=True):
            trials, foot = heat.entries[index].trials, row.bottom + FOOT * row.height
            tall = TALL * row.height
            line = foot + tall + OVER * row.height
            loud = index in self.said and box.width > TIGHT
            size, louder = LARGE if loud else SMALL
            look: dict[str, Any] = {"left": box.left + 0.15, "baseline": line, "size": size}
            name = words.called(trials.role)
            named = legend_row(name, theme, trials.role, gap=0.38, radius=MARKER, **look)
            after = words["stay"] if loud and not len(self.rows) else ""  # once is enough
            kept = Kept(trials, self.done, box.right, line, theme, after=after, size=louder)
            row_at = box.left, foot, box.width / self.most
            rows.append(VGroup(*named, KeptRow(trials, self.done, *row_at, theme, tall=tall), kept))
        return rows


class SmallMap(VGroup):
    """The landscape of a heat from above, with all that ran there; a few of them stand out."""

    def __init__(self, heat: Heat, box: Box, who: Sequence[int]) -> None:
        ground = heat.ground_in(box, small=True)
        ends = [Playhead(entry.run.steps, staged=0) for entry in heat.entries]
        for end in ends:
            end.set_value(end.steps)
        bright = {heat.entries[index].role for index in who}
        runners = [
            ground.runner(*pair, loud="quiet" if bright and pair[0].role not in bright else "over")
            for pair in zip(heat.entries, ends, strict=True)
        ]
        upwards = sorted(
            runners, key=lambda runner: (runner.role in bright, runner.role in heat.won)
        )
        super().__init__(*ground, *upwards)
