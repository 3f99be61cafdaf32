"""All tries over one landscape: where they land, and a strip of rates for each optimizer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import VGroup, VMobject

from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.parts.optimizer_race.landed import Landed
from scenes.parts.optimizer_race.strips import (
    TALL,
    Progress,
    RateStrip,
    StayStrip,
    columns_at,
)
from scenes.parts.optimizer_race.trials import RATES, ROUNDS, Trials

SIDE, FAINT = 0.1, 1.5  # room left of the rates; stroke width of remembered columns


def rates_plane(box: Box, name: str, theme: Theme) -> Plane:
    """A panel with the rates along x, so named, and heights of the scene along y."""
    rates = Axis(RATES[0] / 1.12, RATES[-1] * 1.12, name, log=True)
    heights = Axis(box.bottom + 0.45, box.top - 0.15, ticks=())
    return Plane(box, rates, heights, theme, left=SIDE)


class Tries:
    """Dots on the map, and strips over one axis of rates.

    Parameters
    ----------
    ground
        The map.
    plane
        Of the rates.
    trials, lines
        Of each optimizer that has a strip, and the baseline of that.
    progress
        Read every frame.
    tall
        Height of a strip.
    """

    def __init__(
        self,
        ground: Plane,
        plane: Plane,
        trials: Sequence[Trials],
        lines: Sequence[float],
        progress: Progress,
        *,
        tall: float = TALL,
    ) -> None:
        self.plane, self.trials, self.progress = plane, tuple(trials), progress
        rows = zip(trials, lines, strict=True)
        self.rows = [RateStrip(plane, *row, progress, tall) for row in rows]
        self.strips = VGroup(*self.rows)
        self.fills = VGroup(*(StayStrip(strip, plane.theme) for strip in self.rows))
        self.landed = VGroup(*(Landed(ground, found, progress) for found in trials))

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
            outline = columns_at(strip.feet[strip.trials.got[0]], strip.column, strip.tall)
            ghost = VMobject(stroke_color=strip.columns.get_stroke_color(), stroke_width=FAINT)
            faint.add(mean(ghost.set_points(outline), Meaning("landscape", name="tries before")))
        return faint.set_stroke(opacity=GHOST["opacity"])
