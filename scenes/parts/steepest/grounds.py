"""The landscapes on which directions are compared: one entry each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gdcore import Himmelblau, Problem, Rosenbrock, Saddle
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, evened
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.problems.centred_line import problem

MOST = 24  # level lines on a map, at most
GRID = 80  # cells along each side of a map in which its highest and lowest values are sought
ROUND = (1.0, 2.0, 5.0, 10.0)  # times a power of ten: what levels may be apart
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """A landscape, and the part of it that is shown.

    Attributes
    ----------
    problem
        Of two parameters.
    corner, side
        Lower left corner of the map in data units, and how long its sides are.
    place
        Where one stands, if nothing else is said.
    rate
        Of the thirty small steps.
    numbers
        That its words in the stamp name, from left to right.
    names
        Of the parameters, in Typst markup.
    reach
        Lowest and highest value between which there are levels; all on the map if not given.
    """

    problem: Problem
    corner: tuple[float, float]
    side: float
    place: tuple[float, float]
    rate: float
    numbers: tuple[float, ...] = ()
    names: tuple[str, str] = ("$x$", "$y$")
    reach: tuple[float, float] | None = None

    def up_to(self, reach: tuple[float, float]) -> Ground:
        """The same with levels between two values."""
        return replace(self, reach=reach)

    def window(self) -> Array:
        """Lower and upper end (2, 2) of what each parameter is shown from and to."""
        low = np.array(self.corner)
        return np.stack([low, low + self.side], axis=1)

    def values(self) -> Array:
        """Values (n, n) all over the map."""
        (left, right), (bottom, top) = self.window()
        x, y = np.linspace(left, right, GRID + 1), np.linspace(bottom, top, GRID + 1)
        return self.problem.value(np.stack(np.meshgrid(x, y), axis=-1))

    def levels(self) -> Array:
        """Evenly spaced values (n,) between the lowest and the highest on the map, all round."""
        values = self.values()
        low, high = self.reach or (float(values.min()), float(values.max()))
        apart = even(high - low)
        return apart * np.arange(np.floor(low / apart) + 1, np.ceil(high / apart))

    def near(self, window: Array) -> Ground:
        """The same, of which only a square window (2, 2) is shown."""
        left, bottom = map(float, window[:, 0])
        return replace(self, corner=(left, bottom), side=float(window[0, 1] - left))

    def levels_of(self, whole: Ground) -> Array:
        """Those levels of another window that are met in this one; all if it is but one or none."""
        levels, values = whole.levels(), self.values()
        met = levels[(levels > np.nanmin(values)) & (levels < np.nanmax(values))]
        return met if len(met) > 1 else levels

    def axes(self) -> tuple[Axis, Axis]:
        """Of both parameters."""
        (left, right), (bottom, top) = self.window()
        return Axis(left, right, self.names[0]), Axis(bottom, top, self.names[1])

    def map(self, box: Box, theme: Theme) -> Plane:
        """The panel of its parameters, in a box that is as wide as a square map and its labels."""
        return Plane(box, *self.axes(), theme)

    def close_map(self, box: Box, place: Array, doublings: float, theme: Theme) -> ZoomPlane:
        """The same panel, that can be zoomed in till it is so often halved round a place (2,)."""
        part = 2.0**-doublings
        near = place[:, None] + part * self.side * np.array([-0.5, 0.5])
        across, up = (
            Axis(float(low), float(high), name)
            for (low, high), name in zip(near, self.names, strict=True)
        )
        pivot = (place - part * self.window().mean(axis=1)) / (1 - part)
        still = (float(pivot[0]), float(pivot[1]))
        spacing = float(2.0 ** np.floor(np.log2(self.side / 32)))
        plane = ZoomPlane(box, *evened(across, up, box), theme, pivot=still, spacing=spacing)
        plane.zoom = lambda: doublings
        plane.refresh()
        return plane


def even(reach: float) -> float:
    """A round distance that cuts a range of values into at most ``MOST`` parts."""
    power = 10.0 ** np.floor(np.log10(reach / MOST))
    return float(next(size * power for size in ROUND if size * power * MOST >= reach))


GROUNDS: dict[str, Ground] = {
    "valley": Ground(problem(), (-2.0, -4.5), 8.0, (0.5, -1.5), 0.01, (51, 2, 3), ("$w$", "$b$")),
    "himmelblau": Ground(Himmelblau(), (-5.0, -5.0), 10.0, (-0.5, 1.0), 0.001),
    "rosenbrock": Ground(Rosenbrock(), (-2.0, -1.0), 4.0, (-1.0, 2.4), 0.0001, (1, 100)),
    "saddle": Ground(Saddle(), (-2.0, -2.0), 4.0, (1.2, 0.4), 0.01),
}
