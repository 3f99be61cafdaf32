"""Formulas one under another in a place of their own, as large as it has room for."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.text import SMALLEST
from scenes.kit.ink.theme import Theme
from scenes.kit.runs.arithmetic import Arithmetic, Items

LARGEST = 60.0  # size of a row
APART = 0.006  # between two rows, by the size of the larger


def stacked(box: Box, rows: Sequence[Items], theme: Theme) -> VGroup:
    """Rows of numbers from the left of a box, in its middle, each as large as fits."""
    sizes = [_fitting(box, items, theme) for items in rows]
    made = _made(rows, sizes, theme)
    if (tall := _height(made, sizes)) > box.height:
        sizes = [max(SMALLEST, size * box.height / tall) for size in sizes]
        made = _made(rows, sizes, theme)
    top = box.center[1] + _height(made, sizes) / 2
    for row in made:
        row.shift((box.left - row.get_left()[0], top - row.get_top()[1], 0))
        top -= row.height + APART * max(sizes)
    return made


def _fitting(box: Box, items: Items, theme: Theme) -> float:
    return min(LARGEST, LARGEST * box.width / float(_row(items, LARGEST, theme).width))


def _made(rows: Sequence[Items], sizes: Sequence[float], theme: Theme) -> VGroup:
    pairs = zip(rows, sizes, strict=True)
    return VGroup(*(_row(items, size, theme) for items, size in pairs))


def _row(items: Items, size: float, theme: Theme) -> Arithmetic:
    return Arithmetic(items, theme, left=0, line=0, size=size)


def _height(rows: VGroup, sizes: Sequence[float]) -> float:
    return sum(float(row.height) for row in rows) + APART * max(sizes) * (len(rows) - 1)
