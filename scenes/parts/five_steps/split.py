"""The points that are trained on and those to validate with: the lesson's own, or a file's.

Those of a file are counted from the mean of x, in round units in which they are as wide and as high
as the lesson's own. Four of five are trained on; of a few, all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares, datasets
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.problems.own_points import MOST, OwnPoints, read_units

LEFT, RIGHT, ROOMY = -0.04, 1.06, 1.44  # ends of the x axis; with room for numbers by the last one
SPLIT_SEED = 0  # of the rows that are held out of a file, as the words say
HELD_OUT, FEW = 5, 10  # one of so many points is to validate with; none of fewer than so many
WIDE, HIGH = 0.4, 0.5  # units that the deviations of x and y are at least; 2.5 times that at most
SHOWN = 300  # points to train on that are drawn, at most
TURNED, LOWERED = 1.2, 0.5  # of the points' height, by which the line at the start is off
SHARE = 0.1  # of the critical rate
SETTLED, EPOCHS = 12.0, (50, 3000)  # powers of e that the slowest error falls by; as many at most
OVER = 0.38  # from a panel's name up to the legend, where the name is a long one
Array = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Split:
    """Points (n,), and which rows are trained on and which are to validate with.

    Attributes
    ----------
    own
        The points as they are from a file, if they are.
    """

    x: Array
    y: Array
    train: Rows
    validation: Rows
    own: OwnPoints | None = None

    @property
    def problem(self) -> LeastSquares:
        """Mean squared error on the points to train on."""
        return LeastSquares(self.x[self.train], self.y[self.train])

    @property
    def held_out(self) -> LeastSquares | None:
        """The same on those to validate with, if there are any."""
        rows = self.validation
        return LeastSquares(self.x[rows], self.y[rows]) if len(rows) else None

    @property
    def drawn(self) -> Array:
        """Points (m, 2) to train on that are shown: of many, the first that were drawn."""
        return np.stack([self.x, self.y], axis=1)[self.train[:SHOWN]]

    @property
    def held_out_drawn(self) -> Array:
        """Points (m, 2) to validate with that are shown."""
        return np.stack([self.x, self.y], axis=1)[self.validation[: SHOWN // HELD_OUT]]

    @property
    def ends(self) -> tuple[float, float]:
        """The least x and the largest."""
        return (float(self.x.min()), float(self.x.max())) if self.own else (0.0, 1.0)

    def data_panel(
        self, box: Box, line: tuple[float, float], words: Words, theme: Theme, roomy: bool
    ) -> Plane:
        """Data space, high enough for the points and for a line (w, b) over them."""
        (left, right), (w, b) = self.ends, line
        heights = np.append(self.y, [w * left + b, w * right + b])
        room = 0.08 * float(np.ptp(heights))
        low, high = float(heights.min()) - room, float(heights.max()) + room
        ends = LEFT, (ROOMY if roomy else RIGHT)
        if self.own is None:
            across = Axis(*ends, "$x$", ticks=(0, 0.5, 1))
            return Plane(box, across, Axis(low, high, "$y$"), theme)
        mean, wide = words["mean"], right - left
        low_x, high_x = (left + wide * end for end in ends)
        across = self.own.x.axis(low_x, high_x, mean, ticks=round_ticks(left, right, 7))
        up = self.own.y.axis(low, high, mean)
        return Plane(box.inset(top=OVER), across, up, theme)

    @property
    def named_at(self) -> float:
        """Scene units from a panel's top up to the baseline of the legend."""
        return 0.18 + (OVER if self.own else 0.0)

    def suited(self) -> dict[str, object]:
        """Start, rate and epochs for points of a file."""
        assert self.own is not None
        w, b = self.problem.minimizers[0]
        tall, wide = float(np.ptp(self.y)), float(np.ptp(self.x))
        turned = float(np.sign(w) or 1) * TURNED * tall / wide
        start = float(np.round(w - turned, 1)), float(np.round(b - LOWERED * tall, 1))
        rate = float(f"{self.own.rate(SHARE):.1g}")
        slowest = min(2 * float(np.var(self.x[self.train])), 2.0)  # curvature
        epochs = int(np.clip(np.round(SETTLED / (rate * slowest), -1), *EPOCHS))
        return {"start": start, "learning_rate": rate, "epochs": epochs}

    def stamp(self, words: Words) -> str:
        """How many points of which file, and how many of them are shown."""
        assert self.own is not None
        shown = len(self.drawn) + len(self.held_out_drawn)
        return self.own.stamp(words, shown)


def seed_split() -> Split:
    """A hundred points around y = 0.5 - 3x."""
    data = datasets.split_line()
    return Split(data.x, data.y, data.train, data.validation)


def read_split(path: str) -> Split:
    """The points of a file as it is now, or a sample of many; or the lesson's own."""
    return _of_file(path, Path(path).stat().st_mtime) if path else seed_split()


@cache
def _of_file(path: str, changed: float) -> Split:
    del changed
    own = read_units(path, MOST, WIDE, HIGH)
    count = len(own.x.values)
    rows = np.random.default_rng(SPLIT_SEED).permutation(count)
    held = count // HELD_OUT if count >= FEW else 0
    return Split(own.x.values, own.y.values, rows[held:], rows[:held], own)
