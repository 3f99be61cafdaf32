"""The labels of a lecturer's file: what they are, what suits them, and how the run ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gdcore import Logistic
from gdcore.datasets import read_csv
from scenes.kit.ink.numbers import fixed
from scenes.kit.ink.text import literal
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis
from scenes.kit.problems.own_points import BESIDE, Quantity, round_unit
from scenes.parts.classification.logistic_views import boundary

WIDE = 0.25  # units that the deviation of x is at least, 2.5 times that at most
CLIP = 1e-5  # probability that a label is given at least
SLOPE, OFF = 2.0, 1.3  # of the sigmoid at the start; deviations of x that its boundary is off
SETTLED = 1e-3  # of x, between a boundary and the best one
LETTERS = 5  # of a label that an axis has room for
THREE = fixed(3)
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class OwnLabels:
    """Labelled points of a file.

    Attributes
    ----------
    file
        Its name.
    x
        Its first column, from its mean.
    y
        The labels (n,), 0 or 1.
    one
        What the label 1 is called; the name of the column if labels are numbers.
    """

    file: str
    x: Quantity
    y: Array
    one: str

    @property
    def problem(self) -> Logistic:
        """Negative log-likelihood of the labels."""
        return Logistic(self.x.values, self.y, clip=CLIP)

    def suited(self) -> dict[str, object]:
        """A sigmoid that rises where the labels do, with its boundary off."""
        rises = float(np.sign(np.corrcoef(self.x.values, self.y)[0, 1]) or 1)
        off = OFF * self.x.values.std()
        return {"slope": rises * SLOPE, "intercept": float(np.round(SLOPE * off, 1))}

    def across(self, mean: str) -> Axis:
        """The axis of x."""
        low, high = float(self.x.values.min()), float(self.x.values.max())
        spare = BESIDE * (high - low)
        return self.x.axis(low - spare, high + spare, mean)

    def chance(self) -> str:
        """What the probability is of."""
        one = self.one if len(self.one) <= LETTERS else f"{self.one[:LETTERS]}…"
        return f"$p$ ({literal(one)})"

    def stamp(self, words: Words) -> str:
        """How many points of which file."""
        return words["points_of"].format(count=len(self.y), file=literal(self.file))


@cache
def _labels(path: str, changed: float) -> OwnLabels:
    del changed
    data = read_csv(path)
    mean, unit = float(data.x.mean()), round_unit(float(data.x.std()), WIDE)
    x = Quantity((data.x - mean) / unit, data.names[0], data.units[0], unit, mean)
    one = data.labels[1] if data.labels else data.names[1]
    return OwnLabels(Path(path).name, x, data.y, one)


def read_labels(path: str) -> OwnLabels:
    """The labelled points of a file as it is now."""
    return _labels(path, Path(path).stat().st_mtime)


def arrival(problem: Logistic, thetas: Array) -> Told:
    """Whether the boundary is where the labels put it, or a best sigmoid is none at all."""
    edge, best = float(boundary(thetas[-1])), problem.minimizers
    facts = {"edge": THREE(edge)}
    if not len(best):
        return Told("separated", facts)
    settled = abs(edge - float(boundary(best)[0])) < SETTLED
    return Told("own" if settled else "moving", facts)
