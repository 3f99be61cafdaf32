"""All tries over one landscape: a strip of rates for each optimizer, and its two counts."""

from __future__ import annotations

from typing import Any

from manim import VGroup, VMobject

from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.panels.axes import Axis, Plane
from scenes.parts.optimizer_race.count_bars import Counts
from scenes.parts.optimizer_race.race_rows import RaceTable
from scenes.parts.optimizer_race.strips import Progress, RateStrip, StayStrip, columns_at
from scenes.parts.optimizer_race.trials import RATES, ROUNDS, Trials

SIDE, FAINT = 0.25, 1.0  # room left of the rates; stroke width of remembered columns


class Tries:
    """Strips beside the rows of a table, and bars in them.

    Parameters
    ----------
    stage
        Of the strips.
    table
        Its rows stand where they stood at first.
    trials
        Of every optimizer, in the order of the rows.
    name
        Of the rates.
    rounds
        Budgets for which they have run at first.
    """

    def __init__(
        self,
        stage: Box,
        table: RaceTable,
        trials: tuple[Trials, ...],
        name: str,
        *,
        rounds: int = 1,
    ) -> None:
        self.progress = Progress(0, rounds)
        rates = Axis(RATES[0] / 1.12, RATES[-1] * 1.12, name, log=True)
        stage = stage.inset(top=stage.top - table.head)
        heights = Axis(stage.bottom + 0.45, stage.top - 0.15, ticks=())
        self.plane = Plane(stage, rates, heights, table.theme, left=SIDE)
        rows = zip(trials, table.lines, strict=True)
        self.rows = [RateStrip(self.plane, *row, self.progress) for row in rows]
        self.strips = VGroup(*self.rows)
        self.fills = VGroup(*(StayStrip(strip, table.theme) for strip in self.rows))
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
            outline = columns_at(strip.feet[strip.trials.got[0]])
            ghost = VMobject(stroke_color=strip.columns.get_stroke_color(), stroke_width=FAINT)
            faint.add(mean(ghost.set_points(outline), Meaning("landscape", name="tries before")))
        return faint.set_stroke(opacity=GHOST["opacity"])
