"""All tries over one landscape: where they land, a strip of rates each, and its two counts."""

from __future__ import annotations

from typing import Any

from manim import VGroup, VMobject

from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.panels.axes import Axis, Plane
from scenes.parts.optimizer_race.count_bars import Counts
from scenes.parts.optimizer_race.landed import Landed
from scenes.parts.optimizer_race.race_rows import RaceTable
from scenes.parts.optimizer_race.strips import Progress, RateStrip, StayStrip, columns_at
from scenes.parts.optimizer_race.trials import RATES, ROUNDS, Trials

NAMED, BEFORE = 2.5, 0.1  # from the left of a table to the strips; from them to the bars
SIDE, FAINT = 0.1, 1.0  # room left of the rates; stroke width of remembered columns


class Tries:
    """Dots on the map, strips in the rows of a table, and bars behind them.

    Parameters
    ----------
    ground
        The map.
    table
        Between its names and its bars is room for the strips.
    trials
        Of every optimizer, in the order of the rows.
    name
        Of the rates.
    rounds
        Budgets for which they have run at first.
    """

    def __init__(
        self,
        ground: Plane,
        table: RaceTable,
        trials: tuple[Trials, ...],
        name: str,
        *,
        rounds: int = 1,
    ) -> None:
        self.progress = Progress(0, rounds)
        rates = Axis(RATES[0] / 1.12, RATES[-1] * 1.12, name, log=True)
        right = table.box.left + table.bars - BEFORE
        stage = Box(table.box.left + NAMED, right, table.box.bottom, table.head)
        heights = Axis(stage.bottom + 0.45, stage.top - 0.15, ticks=())
        self.plane = Plane(stage, rates, heights, table.theme, left=SIDE)
        rows = zip(trials, table.lines, strict=True)
        self.rows = [RateStrip(self.plane, *row, self.progress) for row in rows]
        self.strips = VGroup(*self.rows)
        self.fills = VGroup(*(StayStrip(strip, table.theme) for strip in self.rows))
        self.landed = VGroup(*(Landed(ground, found, self.progress) for found in trials))
        self.counts = Counts(table, trials, table.lines, self.progress)

    def sweep(self) -> Any:
        """Try one rate after another, of all at once."""
        return self.progress.tried.animate.set_value(len(RATES))

    def run_on(self) -> Any:
        """Let all run for ten budgets."""
        return self.progress.rounds.animate.set_value(ROUNDS)

    def ghosts(self) -> VGroup:
        """The columns as they come out, faint, to be remembered by."""
        faint = VGroup()
        for strip in self.rows:
            outline = columns_at(strip.feet[strip.trials.got[0]], strip.column)
            ghost = VMobject(stroke_color=strip.columns.get_stroke_color(), stroke_width=FAINT)
            faint.add(mean(ghost.set_points(outline), Meaning("landscape", name="tries before")))
        return faint.set_stroke(opacity=GHOST["opacity"])
