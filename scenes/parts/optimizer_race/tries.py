"""All tries over one landscape: where they land, and a strip of rates for each optimizer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.parts.optimizer_race.landed import Landed
from scenes.parts.optimizer_race.strips import TALL, Progress, RateStrip
from scenes.parts.optimizer_race.trials import RATES, Trials

SIDE = 0.1  # room left of the rates


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
    trials, feet
        Of each optimizer, and the height that its columns stand on.
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
        feet: Sequence[float],
        progress: Progress,
        *,
        tall: float = TALL,
    ) -> None:
        self.plane, self.trials, self.progress = plane, tuple(trials), progress
        rows = zip(trials, feet, strict=True)
        self.rows = [RateStrip(plane, *row, progress, tall) for row in rows]
        self.strips = VGroup(*self.rows)
        self.landed = VGroup(*(Landed(ground, found, progress) for found in trials))

    def sweep(self) -> Any:
        """Try one rate after another, of all at once."""
        return self.progress.tried.animate.set_value(len(RATES))
