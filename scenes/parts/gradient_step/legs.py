"""The numbers of a tangent's triangle: its run under it, its rise beside it."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LOUD
from scenes.kit.one_weight.tangent import Tangent
from scenes.kit.one_weight.truth import Truth

UNDER, BESIDE = 0.46, 0.14  # from the run down to its number's baseline; from the rise to its own


def numbered_legs(tangent: Tangent, slope: float) -> VGroup:
    """The run and the rise of the triangle as it is at first, where they have room."""
    aside, plane, truth = tangent.steps_aside, tangent.run.plane, Truth(tangent.run)
    if not aside:
        return VGroup()
    point, beside, top = tangent.corners()
    way = np.sign(aside)
    across = _number(tangent, abs(float(aside)), (point + beside) / 2 - (0, UNDER, 0))
    middle = (beside + np.minimum(top, (np.inf, plane.inner.top, np.inf))) / 2
    up = _number(tangent, abs(aside) * slope, middle + (way * BESIDE, -0.15, 0))
    up.align = "left" if way > 0 else "right"
    up.put(up.anchor).checked(lambda: abs(aside) * truth.slope(truth.marked))
    across.align = "center"
    across.put(across.anchor).checked(lambda: abs(float(aside)))
    inner = plane.inner
    shown = (up,) if across.get_bottom()[1] < inner.bottom else (across, up)
    return VGroup(*(number for number in shown if inner.holds(_ends(number)).all()))


def _ends(number: Number) -> NDArray[np.float64]:
    """Scene points (2, 3) left and right of a number."""
    return np.array([number.get_left(), number.get_right()])


def _number(tangent: Tangent, value: float, place: NDArray[np.float64]) -> Number:
    theme = tangent.run.plane.theme
    number = Number(value, theme, role="gradient", font="math", size=LOUD, write=_six)
    return haloed(number.put(place), theme)


def _six(value: float) -> str:
    return plain(value, 6)
