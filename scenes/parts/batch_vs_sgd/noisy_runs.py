"""The three runs again, on points that scatter, at one rate, with batches drawn independently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from gdcore import GradientDescent, LeastSquares, Trajectory, batches, datasets, descend
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.lesson.words import Words
from scenes.kit.problems.own_points import OwnPoints
from scenes.kit.runs.origin import origin_of

ALONG = 2.0  # curvature of the loss along b, where it is least
LEFT = 0.008  # part of the way along b that batch descent has still to go at the end
DRAWN = 8  # of the iterates kept, one in so many gets a mark: more would bury map and star
LATE = 1 / 3  # part of the evaluations after which iterates count as late
OFFSET = np.array([-0.55, -0.3])  # of the window's half side: where opinions are asked, seen from *
INSIDE = np.array([0.97, 0.58])  # of the window's half side, across and up, that arrows stay in
WIDER = 1.1  # by which it is widened until they do
REACH = 2.5  # radii of the stochastic ball that the window reaches from its middle

SHARED = 0.467  # the shared rate on points of a file, in parts of one that diverges

Points = NDArray[np.float64]


@dataclass(frozen=True)
class NoisyRuns:
    """Batch, stochastic and mini-batch descent on scattered points.

    Parameters
    ----------
    deviation, seed
        Of the points' noise; the draws of the batches have seeds of their own made from it.
    rate
        Of all runs.
    start
        Of all runs, (w, b).
    size
        Points of a mini-batch.
    """

    deviation: float
    seed: int
    rate: float
    start: tuple[float, float]
    size: int
    stamp: ClassVar[str] = "noisy_stamp"  # what it is called in the words

    @cached_property
    def problem(self) -> LeastSquares:
        """Mean squared error of a line through the scattered points."""
        data = datasets.scattered_line(self.deviation, self.seed)
        return LeastSquares(data.x, data.y)

    @property
    def star(self) -> Points:
        """The least-squares minimum of these points (2,)."""
        return np.asarray(self.problem.minimizers[0])

    @property
    def passes(self) -> int:
        """Steps of batch descent, and so how often every point is used."""
        return int(np.ceil(np.log(LEFT) / np.log(1 - ALONG * self.rate)))

    @property
    def budget(self) -> int:
        """Evaluations of a point's gradient that each run may spend."""
        return self.passes * self.problem.samples

    @cached_property
    def runs(self) -> dict[str, Trajectory]:
        """The three runs, by role."""
        return self.extended(1)

    def extended(self, times: int) -> dict[str, Trajectory]:
        """The runs with so many times the budget."""
        n, every = self.problem.samples, batches.full(self.problem.samples)
        drawn = {role: self.draws(role, size) for role, size in self.sizes.items()}
        return {
            role: descend(
                self.problem,
                GradientDescent(self.rate),
                self.start,
                times * self.budget // self.sizes.get(role, n),
                batches=drawn.get(role, every),
            )
            for role in ("batch", *self.sizes)
        }

    @property
    def sizes(self) -> dict[str, int]:
        """Points that a step of the random runs looks at."""
        return {"stochastic": 1, "mini_batch": self.size}

    def draws(self, role: str, size: int) -> Iterator[NDArray[np.intp]]:
        """Batches of a role's own, drawn with replacement."""
        stream = list(self.sizes).index(role)
        return batches.drawn(self.problem.samples, size, np.random.default_rng([self.seed, stream]))

    # -- round the star --------------------------------------------------------------------------

    def excess(self, role: str) -> NDArray[np.float64]:
        """How far a run's loss is above the least (T+1,)."""
        return self.runs[role].values - self.problem.value(self.star)

    def kept(self, role: str) -> NDArray[np.intp]:
        """Steps of a random run at equal evaluations: where a mini-batch is done."""
        return np.arange(0, self.runs[role].steps + 1, self.size // self.sizes[role])

    def drawn(self, role: str) -> NDArray[np.intp]:
        """Those of the steps kept that get a mark, evenly in steps."""
        return self.kept(role)[::DRAWN]

    def late(self, role: str) -> NDArray[np.intp]:
        """Those of the steps kept that are late enough to have come to the star."""
        kept = self.kept(role)
        return kept[self.runs[role].evaluations[kept] >= LATE * self.budget]

    def floor(self, role: str) -> float:
        """Mean of a random run's losses above the least, when it has come to the star."""
        return float(self.excess(role)[self.late(role)].mean())

    def radius(self, role: str) -> float:
        """Root mean square distance of late iterates from the star."""
        return spread(self.runs[role].thetas[self.late(role)], self.star)

    @cached_property
    def half(self) -> float:
        """From the star to the sides of a window that holds the stochastic ball, and all arrows."""
        half = REACH * self.radius("stochastic")
        while (np.abs(self.tips(half) - self.star) > half * INSIDE).any():
            half *= WIDER
        return half

    # -- opinions at one place -------------------------------------------------------------------

    @property
    def place(self) -> Points:
        """Where all points are asked which way to go (2,)."""
        return self.star + self.half * OFFSET

    def tips(self, half: float) -> Points:
        """Where single points (n, 2) would go in a window that reaches so far."""
        place = self.star + half * OFFSET
        return place + self.steps(place, np.arange(self.problem.samples)[:, None])

    @cached_property
    def opinions(self) -> Points:
        """The step (n, 2) that each single point would take from there."""
        return self.steps(self.place, np.arange(self.problem.samples)[:, None])

    @cached_property
    def means(self) -> Points:
        """As many steps (n, 2) of mini-batches."""
        drawn = islice(self.draws("mini_batch", self.size), self.problem.samples)
        return self.steps(self.place, np.stack(list(drawn)))

    def steps(self, place: Points, batches: NDArray[np.intp]) -> Points:
        """The steps (m, 2) from a place that the points of some batches (m, size) would take."""
        gradients = [self.problem.restrict(rows).gradient(place) for rows in batches]
        return -self.rate * np.stack(gradients)

    @property
    def spreads(self) -> dict[str, float]:
        """Root mean square distance of the steps from the batch's, by role."""
        whole = self.opinions.mean(axis=0)
        return {
            "stochastic": spread(self.opinions, whole),
            "mini_batch": spread(self.means, whole),
        }

    def blanks(self, words: Words, drawn: str = "") -> dict[str, str]:
        """What the stamp says, and last, where it matters, how many of the iterates are drawn."""
        (w, b), rate = map(plain, self.start), plain(self.rate)
        return {
            "noise": plain(self.deviation),
            "seed": str(self.seed),
            "w": w,
            "b": b,
            "rate": rate,
            "drawn": drawn.format(part=words.count(DRAWN)),
        }

    def shows(self, words: Words) -> tuple[float, ...]:
        """The numbers in the stamp: points, noise and seed, start and rate."""
        origin = origin_of(self.runs["batch"])
        return (self.problem.samples, self.deviation, self.seed, *origin)


@dataclass(frozen=True)
class OwnRuns(NoisyRuns):
    """The same on the points of a file, which scatter by themselves."""

    own: OwnPoints
    stamp: ClassVar[str] = "noisy_stamp_own"

    @cached_property
    def problem(self) -> LeastSquares:
        """Mean squared error of a line through the points."""
        return self.own.problem

    def blanks(self, words: Words, drawn: str = "") -> dict[str, str]:
        return {**super().blanks(words, drawn), "points": self.own.stamp(words)}

    def shows(self, words: Words) -> tuple[float, ...]:
        named = (numeral.value for numeral in numerals(self.own.stamp(words)))
        return (*named, *origin_of(self.runs["batch"]))


def spread(points: Points, middle: Points) -> float:
    """Root mean square distance of points (n, 2) from a middle (2,)."""
    return float(np.sqrt(np.mean(np.sum((points - middle) ** 2, axis=-1))))
