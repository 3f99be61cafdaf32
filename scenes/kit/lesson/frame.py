"""What every lesson shows in the same place: its title, its stamp, its counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from manim import VGroup

from scenes.kit.ink.layout import STAMP_STRIP, TITLE_STRIP
from scenes.kit.ink.meaning import mean
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import SMALLEST, TITLE, Text
from scenes.kit.ink.theme import Theme


def title(body: str, theme: Theme) -> Text:
    """The lesson's title, top left."""
    text = Text(body, theme, size=TITLE, weight="bold").stand_on(TITLE_STRIP.bottom + 0.14)
    text.shift((TITLE_STRIP.left - text.get_left()[0], 0, 0))
    return text


def stamp(body: str, theme: Theme) -> Text:
    """What the pictures are computed from, bottom right: data, start, learning rate, seed."""
    text = Text(body, theme, size=SMALLEST, role="muted").stand_on(STAMP_STRIP.bottom + 0.02)
    text.shift((STAMP_STRIP.right - text.get_right()[0], 0, 0))
    return mean(text, replace(text.meaning, name="stamp", words=""))


def counter(word: str, read: Callable[[], float], theme: Theme, digits: int = 2) -> VGroup:
    """A word and a live whole number, top right, with room for that many digits."""
    right, line = TITLE_STRIP.right, TITLE_STRIP.bottom + 0.14
    number = Number(0, theme, write=fixed(0), align="right").put((right, line, 0)).read(read)
    text = Text(word, theme, role="muted").stand_on(line)
    gap = 0.17 * digits + 0.15
    return VGroup(text.shift((right - gap - text.get_right()[0], 0, 0)), number)
