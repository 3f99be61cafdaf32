"""The readings that the line is fitted to: three of rainfall, or three points of a file.

Those of a file are counted from a round number near the first of them, through which the line then
passes, in round units in which they are as far apart as the rain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory, datasets
from gdcore.datasets import Dataset, read_csv
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.text import literal
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.problems.own_points import Quantity, round_unit
from scenes.kit.runs.origin import origin_of
from scenes.parts.gradient_step.formulas import DIGITS

SQUARES = 3  # points whose squares have room
EVEN = 0.42  # of the width of those that are drawn, their least gap
BROAD = 0.4  # of the width of all, theirs
DRAWS = 300  # of a seeded generator, among which they are looked for
WIDE, HIGH = 1.0, 0.8  # units that they reach over at least; 2.5 times that at most
TENTHS = 10  # parts of a unit of x in which what it is counted from is round
HOURS, RAIN = (-0.25, 3.6), (-22.0, 31.0)  # room for the squares, and for what a line predicts
REACH, LOSS = 2.0, 900.0  # hours to the last reading; the highest loss that is shown of them
RATE = 0.125  # of the rate above which steps diverge
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Given:
    """Readings (n,) of x and y.

    Attributes
    ----------
    x, y
        Their numbers and what these are, if they are from a file.
    file, rows
        That, and how many points it has.
    """

    x: Quantity
    y: Quantity
    file: str = ""
    rows: int = 0

    @property
    def problem(self) -> LeastSquares:
        """The sum of the squares that a line through the origin leaves."""
        return LeastSquares(self.x.values, self.y.values, reduction="sum", intercept=False)

    @property
    def losses(self) -> tuple[float, float]:
        """Those that the curve shows."""
        if not self.file:
            return 0.0, LOSS
        rain = float((datasets.rainfall().x ** 2).sum())
        return 0.0, LOSS * float((self.x.values**2).sum()) / rain

    @property
    def digits(self) -> int:
        """Those of a weight that has room over the axis: weights of the rain are round."""
        return 3 if self.file else DIGITS

    @property
    def rate(self) -> float:
        """One with which a run comes down step by step."""
        return float(f"{RATE / (self.x.values**2).sum():.2g}")

    def data_panel(self, box: Box, words: Words, theme: Theme) -> Plane:
        """The readings, with room for their squares and for what a line predicts."""
        if not self.file:
            time = Axis(*HOURS, words["time"], ticks=(0, 1, 2))
            rain = Axis(*RAIN, words["rainfall"], ticks=(0, 20))
            return Plane(box, time, rain, theme)
        part = float(self.x.values.max()) / REACH
        (left, right), (low, high) = (part * np.array(ends) for ends in (HOURS, RAIN))
        across = self.x.axis(left, right, plain(self.x.origin))
        return Plane(box, across, self.y.axis(low, high, plain(self.y.origin)), theme)

    def origin(
        self, start: float, rate: float, run: Trajectory, words: Words
    ) -> tuple[dict[str, str], str, tuple[float, ...]]:
        """What fills a stamp's blanks, the words that it is in, and the same as a run has it."""
        shows, blanks = origin_of(run), {"start": plain(start), "rate": plain(rate)}
        if not self.file:
            return blanks, "stamp", (len(self.x.values), *shows)
        points = self.stamp(words)
        named = (numeral.value for numeral in numerals(points))
        return blanks | {"points": points}, "stamp_own", (*named, *shows)

    def stamp(self, words: Words) -> str:
        """How many points of which file."""
        key = "points_of" if len(self.x.values) == self.rows else "sample_of"
        shown = len(self.x.values)
        return words[key].format(count=self.rows, shown=shown, file=literal(self.file))


def read_given(path: str) -> Given:
    """The points of a file as it is now, or some of many; or the rain."""
    return _points(path, Path(path).stat().st_mtime) if path else _rain()


def _rain() -> Given:
    data = datasets.rainfall()
    return Given(Quantity(data.x, "", "", 1, 0), Quantity(data.y, "", "", 1, 0))


@cache
def _points(path: str, changed: float) -> Given:
    del changed
    data = read_csv(path)
    x, y = (values[_rows(data.x)] for values in (data.x, data.y))
    wide = round_unit(float(np.ptp(x)), WIDE)
    tall = round_unit(float(np.ptp(y)) or float(np.ptp(data.y)), HIGH)
    left = float((np.ceil(x[0] / wide * TENTHS) - 1) / TENTHS * wide)
    foot = float((np.ceil(y[0] / tall) - 1) * tall)
    across, up = _quantity(data, 0, x, wide, left), _quantity(data, 1, y, tall, foot)
    return Given(across, up, Path(path).name, len(data.x))


def _quantity(data: Dataset, column: int, values: Array, unit: float, origin: float) -> Quantity:
    name, of = data.names[column], data.units[column]
    exact = float(f"{origin:.12g}")
    return Quantity((values - exact) / unit, name, of, unit, exact)


def _rows(x: Array) -> NDArray[np.intp]:
    """Rows of points to be shown, from the left: all of a few, or some drawn that are apart."""
    if len(x) <= SQUARES:
        return np.argsort(x, kind="stable")
    generator, best, apart = np.random.default_rng(0), np.arange(SQUARES), -1.0
    for _ in range(DRAWS):
        drawn = generator.choice(len(x), SQUARES, replace=False)
        drawn = drawn[np.argsort(x[drawn], kind="stable")]
        width = float(np.ptp(x[drawn]))
        gap = float(np.diff(x[drawn]).min()) / width if width >= BROAD * np.ptp(x) else 0.0
        if gap > apart:
            best, apart = drawn, gap
        if gap >= EVEN:
            break
    return best
