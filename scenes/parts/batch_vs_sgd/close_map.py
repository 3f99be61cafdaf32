"""The map close to the star of the scattered points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore import LeastSquares, Quadratic
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, evened
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.landscape import Landscape

LEVELS = log_levels(2.0**-3, 2.0**9, 13)  # of the loss above its least, each twice the last
SHOWN = 9
UP = 0.62  # of the way to the sides, that it is up and down from the star at least


def still_map(box: Box, star: NDArray[np.float64], half: float, theme: Theme) -> Plane:
    """The map of both weights round the star (2,): ``half`` to its sides, and nearly as far up."""
    w, b = map(float, star)
    across, up = Axis(w - half, w + half, "$w$"), Axis(b - UP * half, b + UP * half, "$b$")
    return Plane(box, *evened(across, up, box), theme)


def landscape(plane: Plane, problem: LeastSquares) -> Landscape:
    """Contours of how far the loss is above its least, and a star where it is least."""
    star = problem.minimizers[0]
    above = Quadratic(problem.hessian(star), star)
    return Landscape(Contours(plane, above, LEVELS, shown=SHOWN, cells=120), problem)
