"""The ratio of curvatures, and what is left of the error each step: numbers, and a bar."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject

from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import Points, polygon
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.time.live import Live
from scenes.parts.conditioning.rising import Rising
from scenes.parts.conditioning.standardising import Standardising

LINES = (0.55, 1.35)  # from the top of a box down to the baselines
UNDER, HIGH = 0.22, 0.42  # from the lower one to the bar; its height
ASIDE = 0.2  # from the sides of the box
NAMED, NUMBER = LABEL + 4, LOUD + 12  # sizes of the words and of the numbers, where they fit
WIDEST = 0.888  # a number that takes as much room as any
Read = Callable[[], float]


def rows_of(data: Standardising, box: Box, words: Words, theme: Theme) -> dict[str, VGroup]:
    """The ratio of curvatures, and what is left of the error at the best rate, as the data are."""
    ratio = _at(box, 0, words["ratio"], lambda: data.ratio, theme, data.ratio_again)
    read: Read = lambda: data.factor  # noqa: E731
    left = _at(box, 1, words["error"], read, theme, data.factor_again)
    return {"ratio": ratio, "error": left.add(Left(box, read, theme, data.factor_again))}


def correlated_rows(data: Rising, box: Box, words: Words, theme: Theme) -> tuple[VGroup, VGroup]:
    """The same for two features of a correlation."""
    first = _at(box, 0, words["correlated"], lambda: data.ratio, theme, data.ratio_again)
    read: Read = lambda: (data.ratio - 1) / (data.ratio + 1)  # noqa: E731
    again: Read = lambda: abs(data.together_again())  # noqa: E731
    second = _at(box, 1, words["error"], read, theme, again)
    return first, second.add(Left(box, read, theme, again))


class Left(Live, VGroup):
    """A bar across a box, filled as far as an error is left after a step.

    Parameters
    ----------
    read
        What a step multiplies the error by, from 0 to 1.
    anew
        Comes to it by another way, for checks.
    """

    def __init__(self, box: Box, read: Read, theme: Theme, anew: Read) -> None:
        self.read, self.anew = read, anew
        top = box.top - LINES[1] - UNDER
        self.box = Box(box.left + ASIDE, box.right - ASIDE, top - HIGH, top)
        self.whole, self.fill = VMobject(stroke_width=0), VMobject(stroke_width=0)
        self.whole.set_fill(theme.faint, 1).set_points(self._upto(1))
        self.fill.set_fill(theme.roles()["batch"], 1)
        mean(self.whole, Meaning("landscape", name="all of the error"))
        mean(self.fill, Meaning("landscape", name="what is left of it"))
        super().__init__(self.whole, self.fill)
        self.go_live()

    def state(self) -> object:
        return float(self.read())

    def depict(self) -> None:
        """Fill it as far as is left now."""
        part = float(self.read())
        self.fill.set_points(self._upto(part) if part > 1e-6 else self._upto(1)[:0])

    def claims(self) -> list[Claim]:
        """That it is filled as far as the error is left."""
        end = self.fill.points[:, 0].max() if len(self.fill.points) else self.box.left
        true = self.box.left + float(self.anew()) * self.box.width
        return [placed("what is left", [end], [true])]

    def _upto(self, part: float) -> Points:
        box, end = self.box, self.box.left + part * self.box.width
        low, high = box.bottom, box.top
        corners = [[box.left, low, 0], [end, low, 0], [end, high, 0], [box.left, high, 0]]
        return polygon(np.array(corners, dtype=float))


def _at(box: Box, line: int, words: str, read: Read, theme: Theme, anew: Read) -> VGroup:
    """Words and a live number on one of the lines in a box; ``anew`` is for checks."""
    baseline = box.top - LINES[line]
    for named, size in ((NAMED, NUMBER), (LABEL, LOUD)):
        name = Text(words, theme, size=named).put(left=box.left + ASIDE, baseline=baseline)
        number = Number(WIDEST, theme, write=three_digits, size=size, font="math")
        number.put((name.get_right()[0] + 0.2, name.baseline, 0))
        if number.get_right()[0] < box.right:
            break
    return VGroup(name, number.show_value(read()).read(read, anew))


def three_digits(value: float) -> str:
    """Three digits, without needless zeros; noise of rounding is none."""
    return plain(round(value, 9) + 0.0, 3)
