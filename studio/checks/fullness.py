"""How full a film's pictures are: none falls empty between two views, and the first is no card."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from scenes.kit.ink.vision import rgb
from studio.engine.inspection import Moment

SEEN = 24  # of 255 that a pixel is off the ground, in any channel, to be ink
LEAST, FIRST = 0.6, 0.5  # parts of the film's usual ink: of every picture, of the first
OPENED = 2.0  # seconds from which every picture counts
SOON, LATE = 0.2, 1.0  # seconds between two looks while much changes, and while little does
MUCH = 6.0  # scene units squared of 114, from which on much changes


class Picture(NamedTuple):
    """A picture's beat, its time in seconds, and the part of it that is ink."""

    beat: str
    time: float
    ink: float


class Fullness:
    """Counts the ink of a film's pictures; the usual one is their median."""

    def __init__(self) -> None:
        self._seen: list[Picture] = []
        self._looked, self._changed = -LATE, 0.0

    def see(self, moment: Moment, changed: float = MUCH) -> None:
        """Take in a moment, in the order of time, and the area that changed since the last.

        Where that is not told, much is taken to have.
        """
        self._changed += changed
        if moment.time < self._looked + (SOON if self._changed >= MUCH else LATE) - 1e-6:
            return
        self._looked, self._changed = moment.time, 0.0
        ground = 255 * rgb(moment.lesson.theme.background)
        off = np.abs(moment.pixels - ground).max(axis=-1)
        self._seen.append(Picture(moment.beat, moment.time, float((off > SEEN).mean())))

    def check(self) -> Iterator[tuple[Picture, tuple[str, str, str]]]:
        """When the film is over: the emptiest picture of each beat, if it is too empty."""
        if not self._seen:
            return
        usual = float(np.median([picture.ink for picture in self._seen]))
        first, *others = self._seen
        if first.ink < FIRST * usual:
            yield first, _fault("opens empty", first.ink, usual, FIRST)
        counted = (picture for picture in others if picture.time >= OPENED)
        for _, beat in groupby(counted, lambda picture: picture.beat):
            emptiest = min(beat, key=lambda picture: picture.ink)
            if emptiest.ink < LEAST * usual:
                yield emptiest, _fault("falls empty", emptiest.ink, usual, LEAST)


def _fault(rule: str, ink: float, usual: float, least: float) -> tuple[str, str, str]:
    return rule, f"{100 * ink / usual:.0f} % of the usual ink", f"{100 * least:.0f} %"
