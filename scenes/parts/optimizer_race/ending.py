"""The last picture: the maps side by side, and under each with how many rates two of them stay."""

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
from scenes.parts.optimizer_race.strips import Progress
from scenes.parts.optimizer_race.trials import ROUNDS

ROW, FOOT = 1.05, 0.02  # from one row to the next; from the bottom up to the last one's bar
OVER = 0.43  # from the foot of a bar up to the baseline of what stands over it
WIDEST, TALL = 6.5, 0.3  # width of a map; height of a bar
BETWEEN = 0.5  # of maps beside one another
TIGHT = 5.0  # width of a map under which names and counts are smaller
SMALL, LARGE = (LABEL, LOUD), (LABEL + 8, LOUD + 14)  # sizes of the names, and of the counts


class Ending:
    """Maps with the paths of all, and under each the rows of a few.

    Those are who gets there with the most rates, and who stays with the most of the others. Of
    the first speaks the sentence, if it is the same one everywhere: its row is larger.

    Parameters
    ----------
    heats
        In the order of the maps: those in which rates were tried, or all if none were.
    body
        All of it.
    """

    def __init__(self, heats: Sequence[Heat], body: Box, look: Look) -> None:
        tuned = [heat for heat in heats if heat.course.shared_rate is None]
        self.heats = tuned or list(heats)
        found = {i for heat in tuned for i in leading([e.trials for e in heat.entries])}
        self.who, self.look = sorted(found), look
        firsts = [most([e.trials for e in heat.entries]) for heat in tuned]
        self.said = firsts[0] if firsts and all(firsts[0] == first for first in firsts) else []
        self.most = max(
            [int(heat.entries[i].trials.getting[0]) for heat in tuned for i in self.who] + [1]
        )
        boxes = body.columns([1] * len(self.heats), BETWEEN)
        self.maps, self.rows = [], VGroup()
        for heat, box in zip(self.heats, boxes, strict=True):
            spare = max(0.0, (box.width - WIDEST) / 2)
            under = Box(box.left + spare, box.right - spare, box.bottom, box.top)
            over = under.inset(bottom=ROW * len(self.who) - 0.3 * bool(self.who))
            self.maps.append(SmallMap(heat, over, self.who))
            self.rows.add(*self._rows(heat, under.bottom))

    def _rows(self, heat: Heat, bottom: float) -> list[VGroup]:
        """Who they are, and with how many of the rates with which they get there they stay."""
        theme, inner, words = self.look.theme, self.maps[-1].inner, self.look.words
        rows = []
        for row, index in enumerate(sorted(self.who, key=lambda who: who not in self.said)):
            trials, foot = heat.entries[index].trials, bottom + FOOT + ROW * row
            done, line = Progress(len(trials.rates), ROUNDS), foot + OVER
            said = index in self.said and inner.width > TIGHT
            size, louder = LARGE if said else SMALL
            look: dict[str, Any] = {"left": inner.left + 0.15, "baseline": line, "size": size}
            name = words.called(trials.role) if said or len(self.maps) == 1 else ""  # once
            named = legend_row(name, theme, trials.role, **look)
            after = words["stay"] if said else ""
            kept = Kept(trials, done, inner.right, line, theme, after=after, size=louder)
            row_at = inner.left, foot, inner.width / self.most
            rows.append(VGroup(*named, KeptRow(trials, done, *row_at, theme, tall=TALL), kept))
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
        self.inner = ground.map.inner
        upwards = sorted(
            runners, key=lambda runner: (runner.role in bright, runner.role in heat.won)
        )
        super().__init__(*ground, *upwards)
