"""What stands on the hill under the curve, lifted off it."""

from __future__ import annotations

from collections.abc import Iterable

from manim import VMobject

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.curves import DOTS


def over_hill(theme: Theme, numbers: Iterable[Number], lines: Iterable[VMobject]) -> None:
    """Give numbers their rims, and dotted lines the colour of texts."""
    for number in numbers:
        haloed(number, theme)
    for line in lines:
        mean(line.set_stroke(theme.text), Meaning("line", "text", name="dotted", dash=DOTS))
