"""What a step multiplies both errors by, over the rate: two Vs, their limit and their best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import DL, UR, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gdcore import Problem, contraction_factors, critical_learning_rate
from scenes.kit.ink.labels import place
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.numbers import Align, Number, plain
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import LossCurve, guide, spread
from scenes.kit.panels.cuts import DASH, NAMES, curvatures

AFTER = 1.08  # of the critical rate, that the axes show in any case
ABOVE = 0.18  # scene units from a panel's top to the line on which the rates stand
APART, ASIDE = 1.15, 1.4  # scene units between the middles of two rates, and beside them all
PITCH = 0.36  # between the rows of a list of rates
BEYOND = 1.15  # of the largest rate, to the end of the axis
CLEAR = 0.12  # from a label to a curve, at least
SAMPLES = 60  # points of each curve that labels keep clear of
RATE = partial(plain, digits=4)  # how a learning rate is written
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Rated:
    """A run that is marked: its learning rate and its colour."""

    rate: float
    color: str


class FactorPlot:
    """|1 − ηλ| of the steep and the flat direction of a quadratic over η.

    Attributes
    ----------
    plane
        The panel.
    curves, names
        The factor of the steep direction, then of the flat one; what they are called.
    one
        The line at which errors neither shrink nor grow.
    runs
        The runs at both their factors, each under its rate.
    limit, best
        Where the higher curve passes one, and where the two cross.
    """

    def __init__(
        self,
        box: Box,
        problem: Problem,
        runs: list[Rated],
        words: tuple[str, str, str],
        theme: Theme,
    ) -> None:
        self.problem, self.theme = problem, theme
        self.minimum = problem.minimizers[0]
        steep, flat = curvatures(problem)[0]
        critical, best = float(critical_learning_rate(problem, self.minimum)), 2 / (steep + flat)
        self.far = BEYOND * max(AFTER * critical, *(run.rate for run in runs))
        high = float(self.factors(np.array([self.far])).max())
        up = Axis(0, high, words[2])
        self.plane = Plane(box, Axis(0, self.far, "$eta$"), up, theme)
        self.curves = self.curve(1, float(steep), None), self.curve(0, float(flat), DASH)
        self.one = guide(self.plane, np.array([[0, 1], [self.far, 1]]))
        self.taken = self.lines_of(runs, (critical, float(best)))
        self.runs = self.marked(runs)
        self.limit = self.pointed(critical, words[0], 1)
        self.best = self.pointed(float(best), words[1], -1)
        self.names = tuple(self.named(NAMES[i], 1 - i) for i in range(2))

    def factors(self, rates: Array) -> Array:
        """Sizes (n, 2) of what a step at each rate multiplies the flat and the steep error by."""
        return np.abs(contraction_factors(self.problem, rates, self.minimum))

    def curve(self, column: int, curvature: float, dash: tuple[float, float] | None) -> LossCurve:
        """The factor of one direction, straight to its foot at 1/λ and straight on."""
        bends = np.array(sorted({0.0, min(1 / curvature, self.far), self.far}))
        return LossCurve(
            self.plane,
            lambda rates: self.factors(rates[:, 0])[:, column],
            bends,
            color=self.theme.text,
            dash=dash,
        )

    def marked(self, runs: list[Rated]) -> list[VGroup]:
        """Each run: its rate, led to its higher factor and on to the lower."""
        found = []
        for run, (number, end) in zip(runs, self.rates_of(runs), strict=True):
            low, high = self.plane.at(run.rate, np.sort(self.factors(np.array([run.rate]))[0]))
            line = VMobject().set_stroke(run.color, width=2)
            line.set_points(from_segments(np.stack([low, high]), np.stack([high, end])))
            lower = Marks(low[None], self.theme, "batch", color=run.color, radius=0.55 * RADIUS)
            higher = Marks(high[None], self.theme, "batch", color=run.color)
            for mark, index in ((lower, 0), (higher, 1)):
                mark.checked(partial(self.end_of, run.rate, index), self.plane.data)
            self.taken.append((np.linspace(high, end, 20), CLEAR))
            found.append(VGroup(line, lower, higher, number))
        return found

    def rates_of(self, runs: list[Rated]) -> list[tuple[Number, Array]]:
        """Their rates, and where each is led from: over the panel, or as a list if it is narrow."""
        inner, narrow = self.plane.inner, self.plane.inner.width < APART * len(runs) + ASIDE
        feet = self.plane.at([run.rate for run in runs], 0)[:, 0]
        columns = spread(feet, APART, inner.left + ASIDE, inner.right - 0.4)
        rows = np.argsort(np.argsort([-run.rate for run in runs]))
        found = []
        for run, column, row in zip(runs, columns, rows, strict=True):
            align: Align = "left" if narrow else "center"
            number = Number(run.rate, self.theme, write=RATE, color=run.color, align=align)
            at = np.array([column, inner.top + ABOVE, 0])
            end = at - (0, 0.1, 0)
            if narrow:
                at = np.array([inner.left + 0.15, inner.top - 0.2 - PITCH * row, 0])
                end = at + (number.width + 0.1, 0.1, 0)
                self.taken.append((np.linspace(at, at + (number.width, 0, 0), 9), 2 * CLEAR))
            found.append((number.put(at), end))
        return found

    def end_of(self, rate: float, index: int) -> Array:
        """A rate and its lower or higher factor (1, 2), from the curvatures themselves."""
        sizes = np.linalg.eigvalsh(self.problem.hessian(self.minimum))
        return np.array([[rate, np.sort(np.abs(1 - rate * sizes))[index]]])

    def pointed(self, rate: float, body: str, side: int) -> VGroup:
        """A rate that is named left or right of a dotted line, from its higher factor down."""
        top = float(self.factors(np.array([rate])).max())
        foot, peak = self.plane.at(rate, [0, top])
        ring = Marks(peak[None], self.theme, "text", radius=1.5 * RADIUS, outlined=True)
        ring.checked(partial(self.end_of, rate, 1), self.plane.data)
        shows = [rate] if "{rate}" in body else None
        text = Text(body.format(rate=RATE(rate)), self.theme, halo=True, shows=shows)
        near = np.array([foot[0] + side * (text.width / 2 + 0.15), (foot[1] + 2 * peak[1]) / 3, 0])
        line = guide(self.plane, np.array([[rate, 0], [rate, top]]), role="text")
        return VGroup(line, ring, self.clear(text, self.about(near, text)))

    def named(self, body: str, column: int) -> Text:
        """The name of a curve, right of it where it is clear of both."""
        text = Text(f"${body}$", self.theme, halo=True)
        rates = np.linspace(0.05, 0.9, 52) * self.far
        where = self.plane.at(rates, self.factors(rates)[:, column])
        places = [at + (text.width / 2 + 0.2, down, 0) for at in where for down in (-0.25, 0)]
        return self.clear(text, places)

    def about(self, near: Array, text: Text) -> list[Array]:
        """Places for a label all over the panel, the nearest to a point first."""
        inner = self.plane.inner
        across = np.arange(inner.left + text.width / 2 + 0.1, inner.right - text.width / 2, 0.1)
        up = np.arange(inner.bottom + text.height / 2 + 0.1, inner.top - text.height / 2, 0.1)
        grid = np.stack(np.meshgrid(across, up, [0.0]), axis=-1).reshape(-1, 3)
        return [near, *grid[np.hypot(*(grid - near)[:, :2].T).argsort()]]

    def clear(self, text: Text, places: Sequence[ArrayLike]) -> Text:
        """A label at the first of some places at which it covers nothing, which is taken then."""
        size = (float(text.width), float(text.height))
        text.move_to(place(size, places, clear_of=self.taken, inside=self.plane.inner))
        (left, low, _), (right, high, _) = text.get_corner(DL), text.get_corner(UR)
        ground = np.meshgrid(np.linspace(left, right, 9), np.linspace(low, high, 3), [0.0])
        self.taken.append((np.stack(ground, axis=-1), CLEAR))
        return text

    def lines_of(self, runs: list[Rated], named: tuple[float, ...]) -> list[tuple[Array, float]]:
        """Points of all lines of the plot, and the room that labels leave round them."""
        rates = np.linspace(0, self.far, SAMPLES)
        factors = self.factors(rates).T
        ends = self.factors(np.array([run.rate for run in runs]))
        stems = np.linspace(ends[:, 0], ends[:, 1], 20).T
        points = [self.plane.at(rates, row) for row in (*factors, np.ones(SAMPLES))]
        points += [self.plane.at(run.rate, stem) for run, stem in zip(runs, stems, strict=True)]
        points += [self.plane.at(rate, np.linspace(0, 1, 20)) for rate in named]
        return [(line, CLEAR) for line in points]
