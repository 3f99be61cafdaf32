"""The data that are standardised: the lesson's own, or the points of a file.

Their loss is counted from its least: it is that of heights on their best line, with the same
slopes and curvatures. Points of a file are counted from a round number under the least x,
in round units, so that they are about as far from there as the lesson's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gdcore import datasets
from gdcore.datasets import read_csv
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import literal
from scenes.kit.lesson.words import Words
from scenes.kit.problems.own_points import Quantity, round_unit

X_WIDE, Y_WIDE = 0.2, 0.6  # units that the deviations are at least; 2.5 times that at most
TENTHS = 10  # parts of a unit of x in which what it is counted from is round
AWAY = (-8.0, 6.0)  # of the start from the minimum, as on the lesson's own points
DRAWN = 300  # points of a file that move, at most
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Given:
    """Points as they were given.

    Attributes
    ----------
    x, y
        Of all of them (n,).
    fitted
        Heights (n,) that the loss is of.
    names
        Typst markup of both axes.
    file
        They are from; empty for the lesson's own.
    """

    x: Array
    y: Array
    fitted: Array
    names: tuple[str, str] = ("$x$", "$y$")
    file: str = ""
    rows: int = 0

    @property
    def start(self) -> tuple[float, float]:
        """Where runs start, from the minimum."""
        w, b = np.polyfit(self.x, self.fitted, 1) + AWAY
        return float(np.round(w, 1)), float(np.round(b, 1))

    def stamp(self, words: Words) -> str:
        """How many points of which file."""
        key = "points_of" if len(self.x) == self.rows else "sample_of"
        return words[key].format(count=self.rows, shown=len(self.x), file=literal(self.file))


def own_points() -> Given:
    """The 30 points of the lesson, which lie on a line."""
    data = datasets.noise_free_line()
    return Given(data.x, data.y, data.y)


@cache
def _points(path: str, changed: float) -> Given:
    del changed
    data = read_csv(path)
    rows = np.arange(len(data.x))
    if len(rows) > DRAWN:
        rows = np.sort(np.random.default_rng(0).choice(len(rows), DRAWN, replace=False))
    x, y = data.x[rows], data.y[rows]
    wide, tall = round_unit(float(x.std()), X_WIDE), round_unit(float(y.std()), Y_WIDE)
    origin = float((np.ceil(x.min() / wide * TENTHS) - 1) / TENTHS * wide)
    across = Quantity((x - origin) / wide, data.names[0], data.units[0], wide, origin)
    up = Quantity(y / tall, data.names[1], data.units[1], tall, 0.0)
    line = np.polyfit(across.values, up.values, 1)
    names = f"$x$: {across.label(plain(origin))}", up.label("")
    fitted = np.asarray(np.polyval(line, across.values), dtype=np.float64)
    return Given(across.values, up.values, fitted, names, Path(path).name, len(data.x))


def read_given(path: str) -> Given:
    """The points of a file as it is now, or a sample of many; or the lesson's own."""
    return _points(path, Path(path).stat().st_mtime) if path else own_points()
