"""Formulas with their live numbers, one under another."""

from __future__ import annotations

from collections.abc import Callable

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.parts.conditioning.rising import Rising
from scenes.parts.conditioning.standardising import Standardising

ROWS, SIZE = 3, 32
WIDE = 6.2  # box in which the formulas have room


def rows_of(data: Standardising, box: Box, words: Words, theme: Theme) -> dict[str, VGroup]:
    """The ratio of curvatures, the best rate and what is left of the error, as the data are."""
    readings = {
        "ratio": lambda: data.ratio,
        "rate": lambda: data.rate,
        "error": lambda: data.factor,
    }
    return {
        key: row(box, place, words[key], read, theme)
        for place, (key, read) in enumerate(readings.items())
    }


def correlated_rows(data: Rising, box: Box, words: Words, theme: Theme) -> tuple[VGroup, Text]:
    """What the ratio and what is left of the error are for two features of a correlation."""
    first = row(box, 0, words["correlated"], lambda: data.ratio, theme, data.ratio_again)
    return first, _put(box, 1, words["shrinking"], theme)


def row(
    box: Box,
    place: int,
    formula: str,
    read: Callable[[], float],
    theme: Theme,
    anew: Callable[[], float] | None = None,
) -> VGroup:
    """A formula and its live number, at one of three places from the top of a box down.

    ``anew`` comes to the number by another way, for checks.
    """
    name = _put(box, place, formula, theme)
    size = 34 if box.width > WIDE else SMALLEST + 3
    number = Number(read(), theme, write=three_digits, size=size, font="math")
    number.put((name.get_right()[0] + 0.15, name.baseline, 0)).read(read, anew)
    return VGroup(name, number)


def three_digits(value: float) -> str:
    """Three digits, without needless zeros; noise of rounding is none."""
    return plain(round(value, 9) + 0.0, 3)


def _put(box: Box, place: int, formula: str, theme: Theme) -> Text:
    line = box.top - 0.45 - place * box.height / ROWS
    size = SIZE if box.width > WIDE else SMALLEST + 1
    return Text(formula, theme, size=size).put(left=box.left + 0.2, baseline=line)
