"""What no line's error stays under: the variance of the noise."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import TITLE, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import guide

FLOOR = 0.09  # variance of the noise


def noise_floor(plane: Plane, words: str, noise: float, least: float | None = None) -> VGroup:
    """The variance of the noise across a panel of the error, with its name under it.

    Points of a file have no noise but what is ``least``, the error of their best line.

    Parameters
    ----------
    words
        The name, with a blank for the floor.
    noise
        Standard deviation of the noise, as the points have it.
    """
    floor, shows = (FLOOR, round(noise, 1) ** 2) if least is None else (least, least)
    line = guide(plane, [(0, floor), (plane.x.high, floor)], role="text").set_z_index(-1)
    text = Text(words.format(floor=plain(floor, 3)), plane.theme, size=TITLE, shows=(shows,))
    low = float(plane.at(0, floor)[1]) - 0.52
    return VGroup(line, text.put(left=plane.inner.left + 0.3, baseline=low))


def noise_of(problem: LeastSquares, line: NDArray[np.float64]) -> float:
    """Standard deviation of points from the line (w, b) round which they were drawn."""
    return float(np.std(problem.y - problem.predict(line, problem.x)))
