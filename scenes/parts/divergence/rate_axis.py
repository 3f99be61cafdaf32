"""Learning rates on one axis, with what each does to the steep error, and their limit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import RIGHT, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis
from scenes.kit.panels.curves import spread

APART = 1.4  # scene units between the columns of two rates
RATE = partial(plain, digits=4)  # how a learning rate is written


@dataclass(frozen=True)
class RateMark:
    """A rate, what a step at it multiplies the error by, and its colour."""

    rate: float
    factor: float
    color: str


def rate_axis(
    box: Box, marks: list[RateMark], critical: float, theme: Theme, words: Words
) -> tuple[VGroup, VGroup, list[VGroup]]:
    """The axis, the limit on it, and the runs at their places."""
    box = box.inset(0.3, 0.4, 0.2, 0.2)
    axis = Axis(0, 1.1 * marks[-1].rate)
    height = box.bottom + 0.42 * box.height

    def place(rate: float) -> NDArray[np.float64]:
        return np.array([box.left + box.width * float(axis.fraction(rate)), height, 0])

    line = Arrow(theme, "muted", width=0.03)
    line.put(np.array([box.left, height, 0]), np.array([box.right, height, 0]))
    name = Text("$eta$", theme, role="muted").next_to(line, RIGHT, buff=0.12)
    places = [place(mark.rate) for mark in marks]
    columns = spread([x for x, *_ in places], APART, box.left, box.right - 0.3)
    runs = [_marked(*each, theme) for each in zip(marks, places, columns, strict=True)]
    return VGroup(line, name), _limit(place(critical), theme, words), runs


def _marked(mark: RateMark, place: NDArray[np.float64], column: float, theme: Theme) -> VGroup:
    """One run on the axis; over it, its rate and what a step multiplies the error by."""
    color, height = mark.color, place[1]
    number = Number(mark.rate, theme, write=RATE, color=color, align="center")
    number.put((column, height + 1.0, 0))
    error = Text(f"$times {mark.factor:.3g}$", theme, color=color)
    error.put(center=column, baseline=height + 0.55)
    leader = VMobject().set_stroke(color, width=2)
    leader.set_points(from_segments(place[None], np.array([[column, height + 0.45, 0]])))
    return VGroup(leader, Marks(place[None], theme, "batch", color=color), number, error)


def _limit(place: NDArray[np.float64], theme: Theme, words: Words) -> VGroup:
    """The threshold, and what happens to the error on its two sides."""
    x, height, _ = place
    foot = height - 1.15
    rule = VMobject().set_stroke(theme.text, width=3)
    rule.set_points(from_segments(*np.array([[[x, height - 0.2, 0]], [[x, foot, 0]]])))
    return VGroup(
        rule,
        Text(words["shrinks"], theme).put(right=x - 0.25, baseline=height - 0.55),
        Text(words["grows"], theme).put(left=x + 0.25, baseline=height - 0.55),
        Text("$eta < 2 \\/ lambda_max$", theme).put(right=x - 0.25, baseline=foot + 0.05),
    )
