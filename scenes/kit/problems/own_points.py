"""The points a lesson fits a line to: its own 51, or those of a lecturer's file, brought to size.

Points of a file are counted from the mean of x, so that slope and intercept do not mix, and in
round units, 1, 2 or 5 times a power of ten, in which they are about as large as the lesson's own:
then a valley is a few times as long as it is wide, and on one scale it can be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares, critical_learning_rate
from gdcore.datasets import Dataset, read_csv
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.text import literal
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.problems import centred_line

MOST = 10_000  # points that a line is fitted to
DRAWN = 400  # points of a file that are shown, at most
WIDE, HIGH = 2.0, 4.0  # units that the deviations of x and y are at least; 2.5 times that at most
ABOUT = 1.0  # of their height, that is shown above and below the middle of the points
BESIDE = 0.06  # of their width, left and right of them
FROM_MINIMUM = (-6.0, -10.0)  # where runs start, as on the lesson's own points
AROUND = (-10.0, 6.0), (-11.0, 5.0)  # the minimum, that a map shows of w and of b
SCATTERED = 0.1  # from the best line, in the units of the points
HEIGHT = 412.0  # of the loss of the 51 points, where runs start
LETTERS = 14  # of a name that an axis has room for
NAMED = 28  # letters of both and their units that a stamp has room for
Array = NDArray[np.float64]
Ends = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Quantity:
    """A column: its numbers in a round unit from an origin, and what it is called."""

    values: Array
    name: str
    unit: str
    factor: float
    origin: float

    def label(self, mean: str) -> str:
        """Typst markup of its name, what it is counted from, and its unit."""
        name = self.name if len(self.name) <= LETTERS else f"{self.name[:LETTERS]}…"
        counted = f"{literal(name)} − {mean}" if self.origin else literal(name)
        factor = plain(self.factor) if self.factor != 1 else ""
        if self.unit:
            times = " × " if self.unit[0].isdigit() else " "
            return f"{counted} ({times.join(filter(None, [factor, literal(self.unit)]))})"
        return f"{counted} (× {factor})" if factor else counted

    def axis(
        self, low: float, high: float, mean: str, ticks: tuple[float, ...] | None = None
    ) -> Axis:
        """An axis of it from one number to another, named as in its file."""
        name = self.label(mean)
        shows = tuple(numeral.value for numeral in numerals(name))
        return Axis(low, high, name, ticks=ticks, shows=shows)


@dataclass(frozen=True, eq=False)
class OwnPoints:
    """The points of a file.

    Attributes
    ----------
    file
        Its name.
    x, y
        Its columns.
    rows
        Of the file; more than there are points if they are a sample.
    """

    file: str
    x: Quantity
    y: Quantity
    rows: int = 0

    @cached_property
    def problem(self) -> LeastSquares:
        """Mean squared error of a line through the points."""
        return LeastSquares(self.x.values, self.y.values)

    @cached_property
    def above_least(self) -> LeastSquares:
        """The same loss, counted from its least: that of points on the best line."""
        return LeastSquares(
            self.x.values, self.problem.predict(self.problem.minimizers[0], self.x.values)
        )

    @cached_property
    def drawn(self) -> Array:
        """The points (n, 2), or a seeded sample of many."""
        points = np.stack([self.x.values, self.y.values], axis=1)
        if len(points) <= DRAWN:
            return points
        return points[_drawn(len(points), DRAWN)]

    @cached_property
    def critical(self) -> float:
        """The rate above which plain descent diverges."""
        return float(critical_learning_rate(self.problem, self.problem.minimizers[0]))

    @cached_property
    def start(self) -> tuple[float, float]:
        """Where runs start, from the minimum."""
        w, b = np.round(self.problem.minimizers[0] + FROM_MINIMUM, 1)
        return float(w), float(b)

    @cached_property
    def least(self) -> float:
        """The loss of the best line; the mean squared distance of the points from it."""
        return float(self.problem.value(self.problem.minimizers[0]))

    @property
    def scatters(self) -> bool:
        """Whether the points are seen to lie beside their best line."""
        return self.least > SCATTERED**2

    @property
    def window(self) -> tuple[Ends, Ends]:
        """Slopes and intercepts that a map shows; as far round the minimum as on the 51 points."""
        w, b = map(float, self.problem.minimizers[0])
        (left, right), (bottom, top) = AROUND
        return (w + left, w + right), (b + bottom, b + top)

    @cached_property
    def size(self) -> float:
        """A power of two by which the loss is about as many times as high as on the 51 points."""
        return float(2.0 ** np.round(np.log2(self.above_least.value(self.start) / HEIGHT)))

    def random_rate(self, share: float, batch: int = 1) -> float:
        """A share of the rate above which steps on so many random points diverge, about.

        That is 2 E[c] / E[c²] with c the curvature across the valley that a batch sees.
        """
        each = 2 * (1 + self.x.values**2)
        mean = each.mean()
        return float(f"{share * 2 * mean / (each.var() / batch + mean**2):.2g}")

    def rate(self, share: float) -> float:
        """A share of the critical rate, in three digits."""
        return float(f"{share * self.critical:.3g}")

    def data_panel(self, box: Box, words: Words, theme: Theme) -> Plane:
        """Data space, with room above and below for lines that are still wrong."""
        x, y, mean = self.x.values, self.y.values, words["mean"]
        spare, middle, half = BESIDE * np.ptp(x), (y.min() + y.max()) / 2, ABOUT * np.ptp(y)
        across = self.x.axis(float(x.min() - spare), float(x.max() + spare), mean)
        up = self.y.axis(float(middle - half), float(middle + half), mean)
        return Plane(box, across, up, theme)

    def stamp(self, words: Words, drawn: int | None = None) -> str:
        """How many points of which file, and how many of them are shown."""
        count, shown = self.rows, len(self.drawn) if drawn is None else drawn
        key = "points_of" if count == shown else "some_points_of"
        if len(self.x.values) < count:
            key = "sample_of"
        return words[key].format(count=count, shown=shown, file=literal(self.file))

    def named(self, words: Words) -> str:
        """The same without a picture of the points: how many of which file, and what they are."""
        points = words["points_of"].format(count=self.rows, file=literal(self.file))
        x, y = self.x.label(words["mean"]), self.y.label(words["mean"])
        if len(self.x.name + self.x.unit + self.y.name + self.y.unit) > NAMED:
            return points
        return words["points_over"].format(points=points, x=x, y=y)


@dataclass(frozen=True, eq=False)
class SeedPoints(OwnPoints):
    """The 51 points on y = 2x + 3, as they are."""

    @cached_property
    def above_least(self) -> LeastSquares:
        return self.problem

    @property
    def window(self) -> tuple[Ends, Ends]:
        return centred_line.WINDOW, centred_line.WINDOW

    @cached_property
    def size(self) -> float:
        return 1.0

    def data_panel(self, box: Box, words: Words, theme: Theme) -> Plane:
        return centred_line.data_panel(box, theme)


@cache
def points_of(path: str, changed: float = 0.0, most: int = MOST) -> OwnPoints:
    """The points of a file, or the 51 if there is none; ``changed`` is when the file was.

    Of more points than ``most`` it is a seeded sample.

    Raises
    ------
    ValueError
        If the file holds no points.
    """
    if not path:
        problem = centred_line.problem()
        columns = (Quantity(problem.x, "x", "", 1, 0), Quantity(problem.y, "y", "", 1, 0))
        return SeedPoints("", *columns)
    return read_units(path, most, WIDE, HIGH)


def read_units(path: str, most: int, wide: float, high: float) -> OwnPoints:
    """Those of a file in units in which the deviations of x and y are at least so large."""
    data = read_csv(path)
    rows = len(data.x)
    kept = np.arange(rows) if rows <= most else _drawn(rows, most)
    mean = float(data.x[kept].mean())
    x = _quantity(data, 0, data.x[kept], mean, wide)
    y = _quantity(data, 1, data.y[kept], 0.0, high)
    return OwnPoints(Path(path).name, x, y, rows)


def read_points(path: str, most: int = MOST) -> OwnPoints:
    """The points of a file as it is now, or a sample of many; or the 51 if there is none."""
    return points_of(path, Path(path).stat().st_mtime if path else 0.0, most)


def suit(lesson: Lesson, values: Mapping[str, object]) -> None:
    """Give a lesson values that suit its points, but for those that were set."""
    for name, value in values.items():
        if name not in lesson.settings.values:
            setattr(lesson, name, value)


def _drawn(rows: int, most: int) -> NDArray[np.intp]:
    """Rows (most,) drawn with a seed, in their order."""
    return np.sort(np.random.default_rng(0).choice(rows, most, replace=False))


def round_unit(deviation: float, least: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten in which a deviation is at least so large."""
    most = deviation / least
    power = 10.0 ** np.floor(np.log10(most))
    factor = max(step for step in (1, 2, 5) if step * power <= most * (1 + 1e-9))
    return float(f"{factor * power:.1g}")


def _quantity(data: Dataset, column: int, values: Array, origin: float, least: float) -> Quantity:
    unit = round_unit(float(values.std()), least)
    name, of = data.names[column], data.units[column]
    return Quantity((values - origin) / unit, name, of, unit, origin)
