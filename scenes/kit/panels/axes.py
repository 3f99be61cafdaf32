"""Axes and the panel they span: the one place where data become scene coordinates."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from manim import VGroup, VMobject
from matplotlib.ticker import LogLocator, MaxNLocator
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.glyphs import MINUS
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim, Meaning, placed, read_off
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import from_segments, polyline
from scenes.kit.ink.text import LABEL, SMALLEST, Text
from scenes.kit.ink.theme import Theme

LEFT, RIGHT, BOTTOM, TOP = 0.75, 0.12, 0.45, 0.45  # room round the axes for numbers and names
UNNAMED = 0.15  # room over an upward axis without a name
PITCH = 0.22  # from a number beside an axis up to the next, at least
LINE, TICK = 2.0, 0.09  # stroke width of an axis; length of a tick
# From the anchor of a number below the axis, and of one left of it, to the foot of its tick.
_TO_TICK = {"center": np.array([0.0, 0.36, 0.0]), "right": np.array([0.17, 0.085, 0.0])}


@dataclass(frozen=True)
class Axis:
    """One axis: its range, its ticks and its name.

    Parameters
    ----------
    low, high
        Ends of the range; both positive on a log axis.
    name
        Typst markup set at the end of the axis, with the unit: ``"loss"``, ``"$w$"``.
    ticks
        Values that get a tick and a number; round ones if none are given.
    log
        Whether equal ratios take equal lengths.
    write
        Formats the numbers.
    shows
        Values of the numbers in the name, if there are any, for checks.

    Raises
    ------
    ValueError
        If the range is empty, not finite, or not positive on a log axis.
    """

    low: float
    high: float
    name: str = ""
    ticks: tuple[float, ...] | None = None
    log: bool = False
    write: Callable[[float], str] | None = None
    shows: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"axis from {self.low} to {self.high}: needs finite low < high")
        if self.log and self.low <= 0:
            raise ValueError(f"log axis from {self.low} to {self.high}: needs positive ends")

    def fraction(self, values: ArrayLike) -> NDArray[np.float64]:
        """Where values lie: 0 at ``low``, 1 at ``high``. On a log axis, 0 and less lie at -inf."""
        values = np.asarray(values, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.log:
                safe = np.where(values > 0, values, 0)
                return np.log(safe / self.low) / math.log(self.high / self.low)
            return (values - self.low) / (self.high - self.low)

    def marks(self) -> tuple[float, ...]:
        """Values that get a tick."""
        if self.ticks is not None:
            return self.ticks
        return decades(self.low, self.high) if self.log else round_ticks(self.low, self.high)

    def written(self, value: float) -> str:
        """The number at a tick."""
        if self.write is not None:
            return self.write(value)
        return _decade(value) if self.log else plain(value)


def round_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten that cut a range into at most ``most`` parts."""
    locator = MaxNLocator(most, steps=[1, 2, 5, 10])
    return _inside(locator.tick_values(low, high), low, high)


def roomy(axis: Axis, height: float) -> Axis:
    """The axis of a panel so high, with fewer round ticks if their numbers would touch."""
    if axis.ticks is not None or axis.log:
        return axis
    for most in range(6, 1, -1):
        ticks = round_ticks(axis.low, axis.high, most)
        if len(ticks) < 2 or (ticks[1] - ticks[0]) / (axis.high - axis.low) * height > PITCH:
            break
    return replace(axis, ticks=ticks)


def evened(x: Axis, y: Axis, box: Box) -> tuple[Axis, Axis]:
    """Axes on one scale, the one reaching further than it did on which its panel has more room."""
    inner = box.inset(LEFT, RIGHT, BOTTOM, TOP)
    across, up = x.high - x.low, y.high - y.low
    unit = min(inner.width / across, inner.height / up)
    return _reaching(x, inner.width / unit - across), _reaching(y, inner.height / unit - up)


def _reaching(axis: Axis, more: float) -> Axis:
    if more < 1e-6:
        return axis
    return replace(axis, low=axis.low - more / 2, high=axis.high + more / 2)


def decades(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Powers of ten inside a range, every second, third, … of them if there are too many."""
    return _inside(LogLocator(numticks=most).tick_values(low, high), low, high)


def _inside(values: Iterable[float], low: float, high: float) -> tuple[float, ...]:
    """Those of some rising values that are in a range, give or take rounding."""
    slack = 1e-9 * (high - low)
    return tuple(float(value) for value in values if low - slack <= value <= high + slack)


def _decade(value: float) -> str:
    power = round(math.log10(value))
    return plain(value) if -2 <= power <= 3 else f"10^{power}".replace("-", MINUS)


def _between(low: float, high: float, part: NDArray[np.float64], log: bool) -> NDArray[np.float64]:
    return np.asarray(low * (high / low) ** part if log else low + part * (high - low))


class Plane(VGroup):
    """A panel with two axes. ``plane.at(x, y)`` is the only way from data to the scene.

    Parameters
    ----------
    box
        Everything the panel may cover, its numbers and names included.
    x, y
        The axes.
    theme
        Axes, ticks, numbers and names are muted.

    Attributes
    ----------
    stars
        Reads the data points (k, 2) at which a star marks a minimum.
    """

    def __init__(self, box: Box, x: Axis, y: Axis, theme: Theme, *, left: float = LEFT) -> None:
        super().__init__()
        self.box, self.x, self.theme = box, x, theme
        self.stars: Callable[[], NDArray[np.float64]] = lambda: np.zeros((0, 2))
        self.meaning = Meaning("panel", name=f"{x.name} | {y.name}")
        self.inner = box.inset(left, RIGHT, BOTTOM, TOP if y.name else UNNAMED)
        self.y = roomy(y, self.inner.height)
        self.lines, names = self._lines(), self._names()
        self.numbers = self._numbers()
        self.add(self.lines, *names, *self.numbers)

    def at(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Scene points (..., 3) of data coordinates ``x`` and ``y``, which broadcast."""
        across, up = np.broadcast_arrays(self.x.fraction(x), self.y.fraction(y))
        inner = self.inner
        return np.stack(
            [
                inner.left + across * inner.width,
                inner.bottom + up * inner.height,
                np.zeros_like(across),
            ],
            axis=-1,
        )

    def to_scene(self, data: ArrayLike) -> NDArray[np.float64]:
        """Scene points (..., 3) of data points (..., 2)."""
        data = np.asarray(data, dtype=float)
        return self.at(data[..., 0], data[..., 1])

    def data(self, points: ArrayLike) -> NDArray[np.float64]:
        """Data points (..., 2) read off the panel at scene points (..., 3)."""
        points = np.asarray(points, dtype=float)
        left, right, bottom, top = self.window
        across = (points[..., 0] - self.inner.left) / self.inner.width
        up = (points[..., 1] - self.inner.bottom) / self.inner.height
        return np.stack(
            [_between(left, right, across, self.x.log), _between(bottom, top, up, self.y.log)],
            axis=-1,
        )

    def claims(self) -> list[Claim]:
        """That each number is what the panel is read as at the foot of the tick beside it."""
        feet = self.lines.points[8::4]  # after the two axes
        if not self.numbers or not len(feet):
            return []
        beside = np.array([number.anchor + _TO_TICK[number.align] for number in self.numbers])
        ticks = feet[np.linalg.norm(feet - beside[:, None], axis=2).argmin(axis=1)]
        axes = np.array([int(number.align == "right") for number in self.numbers])
        values = np.array([number.value for number in self.numbers])

        def reading(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.take_along_axis(self.data(points), axes[:, None], axis=1)[:, 0]

        return [placed("ticks", ticks, beside), read_off("numbers", reading, ticks, values)]

    @property
    def zoomed(self) -> float:
        """How often the window has doubled; a plain panel never zooms."""
        return 0.0

    @property
    def window(self) -> tuple[float, float, float, float]:
        """Data coordinates of the edges: left, right, bottom, top."""
        return self.x.low, self.x.high, self.y.low, self.y.high

    @property
    def units(self) -> NDArray[np.float64]:
        """Scene units for one data unit along x and y, on linear axes (2,)."""
        return np.array(
            [
                self.inner.width / (self.x.high - self.x.low),
                self.inner.height / (self.y.high - self.y.low),
            ]
        )

    def _lines(self) -> VMobject:
        box = self.inner
        corner = np.array([box.left, box.bottom, 0])
        axes = polyline(
            np.array([[box.left, box.top, 0], corner, [box.right, box.bottom, 0]], dtype=float)
        )
        below = self._tick_feet()
        beside = self._tick_sides()
        ticks = [
            from_segments(below, below - (0, TICK, 0)),
            from_segments(beside, beside - (TICK, 0, 0)),
        ]
        lines = VMobject(stroke_color=self.theme.muted, stroke_width=LINE)
        lines.set_points(np.concatenate([axes, *ticks]))
        return lines

    def _tick_feet(self) -> NDArray[np.float64]:
        marks = np.array(self.x.marks(), dtype=float)
        return self.at(marks, self.y.low)

    def _tick_sides(self) -> NDArray[np.float64]:
        marks = np.array(self.y.marks(), dtype=float)
        return self.at(self.x.low, marks)

    def _numbers(self) -> list[Number]:
        """Numbers at the ticks, but for those along x that would touch its name."""
        size, muted = SMALLEST, "muted"
        numbers = []
        limit = self.x_name.get_left()[0] - 0.12 if self.x.name else self.box.right + 0.12
        for value, foot in zip(self.x.marks(), self._tick_feet(), strict=True):
            number = Number(
                value, self.theme, size=size, role=muted, align="center", write=self.x.written
            ).put(foot - _TO_TICK["center"])
            if number.get_right()[0] < limit:
                numbers.append(number)
        for value, side in zip(self.y.marks(), self._tick_sides(), strict=True):
            numbers.append(
                Number(
                    value, self.theme, size=size, role=muted, align="right", write=self.y.written
                ).put(side - _TO_TICK["right"])
            )
        return numbers

    def _name(self, axis: Axis) -> Text:
        return Text(axis.name, self.theme, size=LABEL, role="muted", shows=axis.shows)

    def _names(self) -> list[Text]:
        names = []
        if self.x.name:
            self.x_name = self._name(self.x)
            self.x_name.stand_on(self.inner.bottom - 0.36)
            self.x_name.shift((self.inner.right - self.x_name.get_right()[0], 0, 0))
            names.append(self.x_name)
        if self.y.name:
            self.y_name = self._name(self.y)
            self.y_name.stand_on(self.inner.top + 0.18)
            self.y_name.shift((self.inner.left - 0.1 - self.y_name.get_left()[0], 0, 0))
            names.append(self.y_name)
        return names
