"""The panel of what steps gain over their angle from −g: all of it, and its top enlarged."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker

from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis
from scenes.kit.panels.zoom import ZoomPlane
from scenes.parts.steepest.ring import FINE
from scenes.parts.steepest.trials import COUNT, Trials

ABOVE = 1.12  # of the slope, up to which gains are shown
HALVED = 2.3  # times that both axes are halved, at most
DEEP = 1.5  # times as deep as the top of the first curve, that the top of the panel is then
TURN = 360 / COUNT  # degrees between ticks, or twice that and so on


class GainPanel(ZoomPlane):
    """Gains over angles, of steps of the first length and of the last.

    Attributes
    ----------
    away
        Doublings from its top as it is enlarged to what it shows now.
    """

    def __init__(self, box: Box, trials: Trials, names: tuple[str, str], theme: Theme) -> None:
        ends = [trials.gains(length, FINE) for length in (trials.length, trials.shrunk)]
        slope = float(np.linalg.norm(trials.problem.gradient(trials.place)))
        low = ABOVE * min(float(np.min(ends)), -slope)
        high = ABOVE * max(float(np.max(ends)), slope)
        top = DEEP * (high - float(ends[0].max()))
        doublings = float(np.clip(np.log2((high - low) / top), 0, HALVED))
        part = 2.0**-doublings
        across = Axis(-180 * part, 180 * part, names[0])
        up = Axis(high - part * (high - low), high, names[1])
        ticks = TURN, float(10.0 ** np.round(np.log10((high - low) / 8)))
        super().__init__(box, across, up, theme, pivot=(0.0, high), spacing=ticks)
        self.away = ValueTracker(doublings)
        self.zoom = lambda: float(self.away.get_value())
        self.refresh()
