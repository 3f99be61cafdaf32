"""The parameters at the end over those of least squares, digit under digit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.glyphs import compose
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import fixed
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.ink.text import UNITS_PER_POINT
from scenes.kit.ink.theme import Theme
from scenes.kit.runs.arithmetic import OF_MATHS, Arithmetic, Term

LARGEST, LESS = 76.0, 2.0  # size of the digits, and in which steps smaller ones are tried
PITCH, NEXT = 0.0125, 0.0205  # by the size: from a row to the one under it, and to the next pair
FOOT, HEAD = 0.0025, 0.0098  # by the size: from a baseline to the edges of what marks its digits
BEHIND, GROUND = -1, 0.4  # z-index of that, and opacity of the ground
Seven, BAR = fixed(7), 8.0  # of the digits; stroke width of a bar
MARKED = Meaning("landscape", name="digits")


class Compared(NamedTuple):
    """Rows of numbers, a ground for digits that agree, bars at the first that do not."""

    rows: VGroup
    agreeing: VGroup
    differing: VGroup


def compared(
    box: Box, last: NDArray[np.float64], best: NDArray[np.float64], names: str, theme: Theme
) -> Compared:
    """Parameters (d,) of a run's end, each over that of least squares, in the middle of a box."""
    texts = [Seven(float(value)) for value in (*last, *best)]
    size, longest = LARGEST, "0000" + max(texts, key=len)  # the name and its sign before it
    tall = len(last) * (PITCH + NEXT) - NEXT + HEAD
    while (wide := _width(longest, size, theme)) > box.width or size * tall > box.height:
        size -= LESS
    right, down = box.center[0] + wide / 2, size * (len(last) * (PITCH + NEXT) - NEXT)
    line = box.center[1] + down / 2 - size * (HEAD - FOOT) / 2
    made = Compared(VGroup(), VGroup(), VGroup())
    for name, *pair in zip(names, last, best, strict=True):
        for row, (sign, role) in enumerate((("", "batch"), ("^*", "minimum"))):
            value, end = float(pair[row]), (right, line - row * PITCH * size)
            made.rows.add(_row(f"${name}{sign} =$", value, role, end, size, theme))
        edges = line - (PITCH + FOOT) * size, line + HEAD * size
        left, first, after = _ends(Seven(float(pair[0])), Seven(float(pair[1])), size, theme)
        made.agreeing.add(*_ground(right - left, right - first, edges, theme))
        made.differing.add(*_bars(right - first, right - after, edges, theme))
        line -= (PITCH + NEXT) * size
    return made


def _row(
    sign: str, value: float, role: str, end: tuple[float, float], size: float, theme: Theme
) -> Arithmetic:
    """A name and its number, which ends at a scene point on its baseline."""
    term = Term("", lambda: value, Seven(value), role, Seven)
    row = Arithmetic([(sign,), term], theme, left=0, line=end[1], size=size)
    return row.shift((end[0] - row.end, row.pitch, 0))


def _ends(run: str, best: str, size: float, theme: Theme) -> tuple[float, float, float]:
    """How far left of their end two numbers begin, first differ, and go on after that."""
    wide = max(len(run), len(best))
    pairs = zip(run.rjust(wide), best.rjust(wide), strict=True)
    same = next((place for place, (one, other) in enumerate(pairs) if one != other), wide)
    longer = max(run, best, key=len)
    left, first, after = (_width(longer[k:], size, theme) for k in (0, same, same + 1))
    return left, first, after


def _width(text: str, size: float, theme: Theme) -> float:
    return compose(theme.numbers.written(text), "math", theme.fonts)[1] * (
        size * OF_MATHS * UNITS_PER_POINT
    )


def _ground(
    left: float, right: float, edges: tuple[float, float], theme: Theme
) -> Iterator[VMobject]:
    """What lies behind digits that agree, if any do."""
    if left < right:
        area = VMobject(stroke_width=0, fill_color=theme.faint, fill_opacity=GROUND)
        yield _boxed(area, left, right, edges)


def _bars(
    left: float, right: float, edges: tuple[float, float], theme: Theme
) -> Iterator[VMobject]:
    """What is drawn over and under a digit that differs, if one does; digits beside it are free."""
    if left < right:
        low, high = (np.array([[left, y, 0], [right, y, 0]]) for y in edges)
        bars = VMobject().set_stroke(theme.text, width=BAR)
        yield mean(bars.set_points(from_segments(*np.stack([low, high], axis=1))), MARKED)


def _boxed(part: VMobject, left: float, right: float, edges: tuple[float, float]) -> VMobject:
    low, high = edges
    corners = np.array([[left, low, 0], [right, low, 0], [right, high, 0], [left, high, 0]])
    part.set_points(polygon(corners)).set_z_index(BEHIND)
    return mean(part, MARKED)
