"""What a step multiplies both errors by, over the rate: two Vs, their limit and their best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gdcore import Problem, contraction_factors, critical_learning_rate
from scenes.kit.ink.labels import all_over, place
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import LossCurve, guide
from scenes.kit.panels.cuts import DASH, NAMES, curvatures
from scenes.kit.panels.level_values import clear_of_text

AFTER = 1.08  # of the critical rate, that the axes show in any case
LARGE, SMALL = 0.17, 0.09  # radii of what a run's higher factor is marked with, and its lower one
RING = 0.24  # radius of the ring round a rate that is named
STEM, CURVE = 3.0, 5.0  # stroke widths of what joins both, and of a curve
TINT = 0.14  # opacity of the ground on which errors grow
GROWS = 0.35  # of the width, where that is said
BEYOND = 1.15  # of the largest rate, to the end of the axis
CLEAR = 0.12  # from a label to a curve, at least
SAMPLES = 60  # points of each curve that labels keep clear of
RATE = partial(plain, digits=4)  # how a learning rate is written
Array = NDArray[np.float64]
STEP = 0.25  # scene units between places that are tried for a label
Ink = TypeVar("Ink", bound=VMobject)


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
    beyond, grows
        The line at which errors neither shrink nor grow and the ground above; what is said there.
    runs
        The runs at both their factors: a line, the lower mark, the higher one, the rate there.
    limit, best
        Where the higher curve passes one, and where the two cross.
    """

    def __init__(
        self,
        box: Box,
        problem: Problem,
        runs: list[Rated],
        words: Words,
        theme: Theme,
    ) -> None:
        self.problem, self.theme = problem, theme
        self.minimum = problem.minimizers[0]
        steep, flat = curvatures(problem)[0]
        critical, best = float(critical_learning_rate(problem, self.minimum)), 2 / (steep + flat)
        self.far = BEYOND * max(AFTER * critical, *(run.rate for run in runs))
        high = float(self.factors(np.array([self.far])).max())
        self.plane = Plane(box, Axis(0, self.far, "$eta$"), Axis(0, high, words["factor"]), theme)
        self.curves = self.curve(1, float(steep), None), self.curve(0, float(flat), DASH)
        self.taken = self.lines_of(runs, (critical, float(best)))
        self.beyond, self.grows = self.bound(words["grows"])
        self.runs = self.marked(runs)
        self.write_rates(runs)
        self.limit = self.pointed(critical, words["limit"], 1)
        self.best = self.pointed(float(best), words["best"], -1)
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
            width=CURVE,
            dash=dash,
        )

    def bound(self, word: str) -> tuple[VGroup, Text]:
        """The line at one with ground of danger's colour above, and what is said of all there."""
        inner, high = self.plane.inner, self.plane.at(0, 1)[1]
        sides, ends = (inner.left, inner.right), (high, inner.top)
        edges = [[sides[i], ends[j], 0.0] for i, j in ((0, 0), (0, 1), (1, 1), (1, 0))]
        danger = self.theme.roles()["danger"]
        ground = VMobject(stroke_width=0, fill_color=danger, fill_opacity=TINT)
        mean(ground.set_points(polygon(np.array(edges))), Meaning("landscape", name="grows"))
        line = guide(self.plane, np.array([[0, 1], [self.far, 1]]))
        text = Text(word, self.theme, size=LOUD)
        middle = np.array([inner.left + GROWS * inner.width, (high + inner.top) / 2, 0])
        return VGroup(ground, line), self.clear(text, self.about(middle, text, [middle]))

    def marked(self, runs: list[Rated]) -> list[VGroup]:
        """Each run: a line from its lower factor up to its higher one, which its rate stands at."""
        found = []
        for run in runs:
            low, high = self.plane.at(run.rate, np.sort(self.factors(np.array([run.rate]))[0]))
            line = VMobject().set_stroke(run.color, width=STEM)
            line.set_points(from_segments(low[None], high[None]))
            lower = Marks(low[None], self.theme, "batch", color=run.color, radius=SMALL)
            higher = Marks(high[None], self.theme, "batch", color=run.color, radius=LARGE)
            for mark, index in ((lower, 0), (higher, 1)):
                mark.checked(partial(self.end_of, run.rate, index), self.plane.data)
            self.taken.append((high[None], 1.2 * LARGE))
            found.append(VGroup(line, lower, higher))
        return found

    def write_rates(self, runs: list[Rated]) -> None:
        """Put each rate beside its higher factor, left of it if it can be there."""
        for run, group in zip(runs, self.runs, strict=True):
            number = Number(run.rate, self.theme, write=RATE, color=run.color, size=LOUD)
            haloed(number, self.theme)
            aside, up = number.width / 2 + LARGE + 0.1, number.height / 2
            ways = [(-aside - 0.2, 0), (-aside, up), (-aside, up + 0.15)]
            ways += [(aside, -up - 0.25), (aside, 0)]
            at = self.plane.at(run.rate, self.factors(np.array([run.rate])).max())
            group.add(self.clear(number, self.about(at, number, [at + (*way, 0) for way in ways])))

    def end_of(self, rate: float, index: int) -> Array:
        """A rate and its lower or higher factor (1, 2), from the curvatures themselves."""
        sizes = np.linalg.eigvalsh(self.problem.hessian(self.minimum))
        return np.array([[rate, np.sort(np.abs(1 - rate * sizes))[index]]])

    def pointed(self, rate: float, body: str, side: int) -> VGroup:
        """A rate that is named left or right of a dotted line, from its higher factor down."""
        top = float(self.factors(np.array([rate])).max())
        foot, peak = self.plane.at(rate, [0, top])
        ring = Marks(peak[None], self.theme, "text", radius=RING, outlined=True)
        ring.checked(partial(self.end_of, rate, 1), self.plane.data)
        shows = [rate] if "{rate}" in body else None
        text = Text(body.format(rate=RATE(rate)), self.theme, size=LOUD, halo=True, shows=shows)
        near = np.array([foot[0] + side * (text.width / 2 + 0.15), (foot[1] + 2 * peak[1]) / 3, 0])
        line = guide(self.plane, np.array([[rate, 0], [rate, top]]), role="text")
        return VGroup(line, ring, self.clear(text, self.about(near, text, [near])))

    def named(self, body: str, column: int) -> Text:
        """The name of a curve, right of it where it is clear of both."""
        text = Text(f"${body}$", self.theme, size=LOUD, halo=True)
        rates = np.linspace(0.05, 0.9, 52) * self.far
        where = self.plane.at(rates, self.factors(rates)[:, column])
        places = [at + (text.width / 2 + 0.2, down, 0) for at in where for down in (-0.35, 0.1)]
        return self.clear(text, places)

    def about(self, near: Array, text: VMobject, first: Sequence[Array]) -> list[Array]:
        """Places for a label: some, then all over the panel, the nearest to a point first."""
        size = float(text.width), float(text.height)
        return [*first, *all_over(self.plane.inner, size, near, STEP)]

    def clear(self, text: Ink, places: Sequence[ArrayLike]) -> Ink:
        """A label at the first of some places at which it covers nothing, which is taken then."""
        size = (float(text.width), float(text.height))
        text.move_to(place(size, places, clear_of=self.taken, inside=self.plane.inner))
        self.taken.append((clear_of_text(text)[0], CLEAR))
        return text

    def lines_of(self, runs: list[Rated], named: tuple[float, ...]) -> list[tuple[Array, float]]:
        """Points of all lines of the plot, and the room that labels leave round them."""
        rates = np.linspace(0, self.far, SAMPLES)
        factors = self.factors(rates).T
        ends = self.factors(np.array([run.rate for run in runs]))
        stems = np.linspace(ends[:, 0], ends[:, 1], 20).T
        points = [self.plane.at(rates, row) for row in (*factors, np.ones(SAMPLES))]
        points += [self.plane.at(run.rate, stem) for run, stem in zip(runs, stems, strict=True)]
        tops = self.factors(np.array(named)).max(axis=1)
        drops = zip(named, tops, strict=True)
        points += [self.plane.at(rate, np.linspace(0, top, 20)) for rate, top in drops]
        rings = self.plane.at(named, tops)
        return [(rings, RING + CLEAR), *((line, CLEAR) for line in points)]
