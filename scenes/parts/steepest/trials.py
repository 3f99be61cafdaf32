"""Steps of one length in all directions from one place, and what each of them gains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from gdcore import Problem

COUNT = 24  # directions that are tried
SHRUNK = 0.25  # of its first length, that a step has in the end
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Trials:
    """Steps in evenly turned directions, one of them exactly −g.

    Attributes
    ----------
    problem
        Of two parameters.
    place
        From where they all lead (2,).
    length
        Of each at first, in data units.
    """

    problem: Problem
    place: Array
    length: float

    @property
    def turns(self) -> Array:
        """Degrees (COUNT,) from −g, counter-clockwise, from −180 up; 0 is among them."""
        return np.asarray(360 / COUNT * (np.arange(COUNT) - COUNT // 2), dtype=np.float64)

    def steps(self, length: float, turns: Array) -> Array:
        """Steps (n, 2) of a length, turned from −g by some degrees (n,)."""
        down = -self.problem.gradient(self.place)
        angles = np.arctan2(down[1], down[0]) + np.radians(turns)
        return length * np.stack([np.cos(angles), np.sin(angles)], axis=-1)

    def gains(self, length: float, turns: Array) -> Array:
        """How far the loss falls (n,) for each unit of length of such steps."""
        landed = self.problem.value(self.place + self.steps(length, turns))
        return np.asarray((self.problem.value(self.place) - landed) / length)

    def best(self, length: float) -> float:
        """Degrees from −g of the step that gains most; of equals, the nearest to it."""
        gains = self.gains(length, self.turns)
        equal = self.turns[gains >= gains.max() - 1e-9 * np.abs(gains).max()]
        return float(equal[np.abs(equal).argmin()])

    @property
    def shrunk(self) -> float:
        """The length in the end."""
        return SHRUNK * self.length


class Turning(ValueTracker):
    """How far the trying has come: to 1 one direction after another, then to 2 they shrink."""

    def __init__(self, trials: Trials) -> None:
        super().__init__(0.0)
        self.trials = trials

    @property
    def tried(self) -> int:
        """How many directions were tried."""
        return int(np.floor(COUNT * min(float(self.get_value()), 1.0) + 1e-9))

    def read(self) -> float:
        """The length of a step now."""
        return self.length

    @property
    def length(self) -> float:
        """Of a step now: it falls in even ratios."""
        part = min(max(float(self.get_value()) - 1, 0.0), 1.0)
        return float(self.trials.length * SHRUNK**part)
