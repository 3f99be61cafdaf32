"""Formulas with their live numbers, one under another."""

from __future__ import annotations

from collections.abc import Callable

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme

ROWS = 3


def row(box: Box, place: int, formula: str, read: Callable[[], float], theme: Theme) -> VGroup:
    """A formula and its live number, at one of three places from the top of a box down."""
    line = box.top - 0.45 - place * box.height / ROWS
    name = Text(formula, theme, size=32).put(left=box.left + 0.2, baseline=line)
    number = Number(read(), theme, write=three_digits, size=34, font="math")
    number.put((name.get_right()[0] + 0.15, line, 0)).read(read)
    return VGroup(name, number)


def three_digits(value: float) -> str:
    """Three digits, without needless zeros; noise of rounding is none."""
    return plain(round(value, 9) + 0.0, 3)
