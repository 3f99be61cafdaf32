"""All that the beat shows in which rates are tried: who gets there with which, and how many."""

from __future__ import annotations

from typing import Any

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.parts.optimizer_race.focus import most
from scenes.parts.optimizer_race.heat import Heat, Look
from scenes.parts.optimizer_race.kept import getting
from scenes.parts.optimizer_race.race_rows import COUNTED, RaceTable
from scenes.parts.optimizer_race.strips import Progress, RateStrip
from scenes.parts.optimizer_race.trials import RATES

BEATS = ("tune", "run_on", "let_fall")
NAMES, COUNTS = 3.55, 1.2  # room for names left of the strips, and for counts right of them
TALL, LOW = 0.76, 0.25  # of a column; its foot under the baseline of the name
PALE = 0.3  # opacity of the strips of those who do not get there with the most
ASKED = 38  # number of the rate over which the question stands
SIDE, UNDER, OVER = 0.1, 0.45, 0.15  # room left of the rates, under the strips, and over them


class Tuning:
    """A strip of rates for each optimizer over the whole frame, beside the names of a table.

    Attributes
    ----------
    strips, counts
        How the rates of each do, and with how many it gets there.
    half, asked
        Rates after which the question is asked, and where: among those that are to come.
    """

    def __init__(self, heat: Heat, table: RaceTable, body: Box, look: Look) -> None:
        words, theme, _ = look
        found, self.progress = [entry.trials for entry in heat.entries], Progress()
        low = table.lines[-1] - LOW - UNDER
        box = Box(body.left + NAMES, body.right - COUNTS, low, table.box.top)
        self.plane = rates_plane(box, words["rates"], theme)
        rows = list(zip(found, table.lines, strict=True))
        tall = min(TALL, 0.78 * table.pitch)
        self.rows = [
            RateStrip(self.plane, trials, line - LOW, self.progress, tall) for trials, line in rows
        ]
        self.strips, self.counts = VGroup(*(row.unlit() for row in self.rows), *self.rows), VGroup()
        for trials, line in rows:
            number = getting(trials, self.progress, theme, size=COUNTED, role=trials.role)
            self.counts.add(number.put((body.right, line, 0)))
        self.half, self.lead = len(RATES) // 2, {*most(found)}
        middle = self.plane.inner.center[1]
        self.asked = self.plane.at(RATES[ASKED], middle)
        shows = heat.course.target, heat.course.steps
        facts = {"target": plain(heat.course.target), "budget": heat.course.steps}
        self.rule = look.rule("rule_tune", table, shows=shows, **facts)

    def sweep(self, rates: int) -> Any:
        """Try one rate after another, of all at once, until so many are tried."""
        return self.progress.tried.animate.set_value(rates)

    def behind(self) -> list[Any]:
        """Let the strips of those recede who do not get there with the most."""
        losers = [row.columns for index, row in enumerate(self.rows) if index not in self.lead]
        return [columns.animate.set_fill(opacity=PALE) for columns in losers]


def rates_plane(box: Box, name: str, theme: Theme) -> Plane:
    """A panel with the rates along x, so named, and heights of the scene along y."""
    rates = Axis(RATES[0] / 1.12, RATES[-1] * 1.12, name, log=True)
    heights = Axis(box.bottom + UNDER, box.top - OVER, ticks=())
    return Plane(box, rates, heights, theme, left=SIDE)
