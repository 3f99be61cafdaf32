"""How pictures follow one another: no flashes, and no jump from one beat to the next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import config
from numpy.typing import NDArray
from PIL import Image

from scenes.kit.ink.vision import luminance
from studio.engine.inspection import Moment, Pixels
from studio.review.compare import compare

Array = NDArray[np.float64]
FLASHES = 3  # in any second (WCAG 2.2, success criterion 2.3.1)
CHANGE, DARK = 0.1, 0.8  # what flashes changes luminance by so much, the darker one being below
# An area that matters: a quarter of a field of 10 degrees, 341 x 256 of 1024 x 768 pixels.
FIELD, PART = 1 / 3, 0.25
GRID = (72, 40)  # columns and rows at which luminance is looked at
LEVELS = 16  # of 256 by which a picture may go on where beats meet
MANY = 4  # pixels that make a jump


class Flashes:
    """Counts opposing changes of luminance over the last second, place by place.

    A flash is a pair of opposing changes of relative luminance of 10 % or more, where the darker
    picture is below 0.8 (WCAG 2.2, definition of general flash). It counts where it covers a
    quarter of any field of view of 10 degrees.
    """

    def __init__(self) -> None:
        self._extreme: Array | None = None  # luminance of each place since its last change
        self._way = np.zeros(GRID[::-1])  # which way that was: 1 brighter, -1 darker
        self._changes: list[tuple[float, NDArray[np.bool_]]] = []
        self._least = PART * FIELD**2 * config.frame_width * config.frame_height

    def check(self, moment: Moment, changed: float) -> Iterator[tuple[str, str, str]]:
        """More flashes than allowed in the second before this moment.

        ``changed`` is the area that may look different from the moment before.
        """
        if changed >= self._least:
            yield from self.see(moment.time, moment.pixels)

    def see(self, time: float, picture: Pixels) -> Iterator[tuple[str, str, str]]:
        """Take in a picture; they come in the order of time."""
        small = Image.fromarray(picture).resize(GRID, Image.Resampling.BOX)
        now = luminance(np.asarray(small) / 255)
        if self._extreme is None:
            self._extreme = now
        rises = (self._way <= 0) & (now > self._extreme + CHANGE)
        falls = (self._way >= 0) & (now < self._extreme - CHANGE)
        opposed = (rises | falls) & (np.minimum(now, self._extreme) < DARK)
        self._way = np.where(rises, 1, np.where(falls, -1, self._way))
        self._extreme = np.where(rises | falls, now, self._extreme)
        ahead = (now - self._extreme) * self._way > 0
        self._extreme = np.where(ahead, now, self._extreme)
        self._changes = [(at, where) for at, where in self._changes if at > time - 1]
        self._changes.append((time, opposed))
        flashes = np.sum([where for _, where in self._changes], axis=0) // 2
        if _widest(flashes > FLASHES) >= PART:
            yield "flashes", f"{int(flashes.max())} in a second", f"{FLASHES} in a second"


class Joints:
    """Compares the last picture of each beat with the first of the next."""

    def __init__(self) -> None:
        self._last: tuple[str, Pixels] | None = None

    def check(self, moment: Moment) -> Iterator[tuple[str, str, str]]:
        """A jump where a beat begins."""
        if moment.place == "end":
            self._last = moment.beat, moment.pixels
        if moment.place != "first" or self._last is None:
            return
        (beat, before), self._last = self._last, None
        found = compare(before, moment.pixels, LEVELS)
        if found.pixels >= MANY:
            rows, columns = np.nonzero(found.beyond)
            height, width = found.beyond.shape
            frame = moment.lesson.frame.whole
            x = frame.left + (columns.mean() + 0.5) / width * frame.width
            y = frame.top - (rows.mean() + 0.5) / height * frame.height
            where = f"{found.pixels} pixels about ({x:.1f}, {y:.1f})"
            yield "a jump", f"first frame: {where}", f"last frame of {beat}"


def _widest(places: NDArray[np.bool_]) -> float:
    """Largest part of any field of view that is covered."""
    rows, columns = (round(size * FIELD) for size in places.shape)
    sums = np.pad(places.astype(float).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    inside = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns]
    return float((inside + sums[:-rows, :-columns]).max() / (rows * columns))
