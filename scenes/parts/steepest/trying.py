"""Trying all directions: the ring of steps on a map, what they gain, and how long they are."""

from __future__ import annotations

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import fixed
from scenes.kit.ink.text import LOUD
from scenes.kit.lesson.words import Words
from scenes.kit.panels.curves import guide
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.panels.zoom import ZoomPlane
from scenes.parts.steepest.gain_panel import GainPanel
from scenes.parts.steepest.off import Off
from scenes.parts.steepest.outlined import circle, frame
from scenes.parts.steepest.ring import Gains, Ring
from scenes.parts.steepest.trials import Trials, Turning


class Trying:
    """Steps of one length in all directions, which then shrink.

    Attributes
    ----------
    turning
        How far the trying has come.
    ring
        The steps on the map.
    off
        The angle from −g to the best of them.
    panel, level, gains
        What they gain over their angle from −g; where that is nothing.
    first, close
        How far steps reached at first; what the map shows when it is as close as it can be.
    length
        Of a step now, over the map.
    """

    def __init__(self, plane: ZoomPlane, box: Box, trials: Trials, words: Words) -> None:
        self.turning = Turning(trials)
        self.ring = Ring(plane, self.turning)
        self.off = Off(plane, self.turning)
        self.panel = GainPanel(box, trials, (words["angle"], words["gain"]), plane.theme)
        self.level = guide(self.panel, [(-180, 0), (180, 0)])
        self.gains = Gains(self.panel, self.turning)
        self.first = circle(plane, trials.place, trials.length, "first length")
        self.close = frame(plane, "close view")
        read = Reading(words["length"], self.turning.read, 0.0, fixed(2), "text", LOUD)
        self.length = readouts(plane, [read])
