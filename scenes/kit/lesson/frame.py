"""What every lesson shows in the same place: its title, its stamp, its counter.

In a bare frame they are empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from manim import Rectangle, VGroup

from scenes.kit.ink.layout import WIDE, Frame
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import SMALLEST, TITLE, Text
from scenes.kit.ink.theme import Theme

LINE = 0.14  # from the bottom of the title's strip up to its baseline
VEILED = 0.4  # opacity of what is laid over the picture under a question
LARGE = 1.6  # of a question over the picture, times the title
BETWEEN = 0.15  # a word and the number it counts
SPACE = re.compile(r" *#h\([^)]*\) *")  # between the parts of a stamp
UP, LOW = 0.35, 0.2  # the upper of a stamp's two lines, from the bottom of its strip; less room


def title(body: str, theme: Theme, frame: Frame = WIDE) -> Text:
    """The lesson's title, top left."""
    strip = frame.title
    text = Text("" if frame.bare else body, theme, size=TITLE, weight="bold")
    if text.width > strip.width:
        size = max(SMALLEST, int(TITLE * strip.width / text.width))
        text = Text(body, theme, size=size, weight="bold")
    return text.put(left=strip.left, baseline=strip.bottom + LINE)


def veil(theme: Theme, frame: Frame = WIDE) -> Rectangle:
    """What dims the whole picture under a question."""
    ground = Rectangle(width=frame.width, height=frame.height, stroke_width=0)
    ground.set_fill(theme.background, 0 if frame.bare else VEILED)
    return mean(ground, Meaning("veil"))


def stamp(
    body: str, theme: Theme, frame: Frame = WIDE, shows: Sequence[float] | None = None
) -> Text:
    """What the pictures are computed from, bottom right: data, start, learning rate, seed."""
    if frame.bare:
        body, shows = "", None
    text, base = Text(body, theme, size=SMALLEST, role="muted", shows=shows), 0.02
    if text.width > frame.stamp.width and SPACE.search(body):
        base = UP if frame.whole.tall else LOW
        text = Text(halved(body), theme, size=SMALLEST, role="muted", shows=shows)
    text.put(right=frame.stamp.right, baseline=frame.stamp.bottom + base)
    return mean(text, replace(text.meaning, name="stamp", words=""))


def halved(body: str) -> str:
    """A stamp on two lines, broken at the space between its parts that is nearest its middle."""
    space = min(SPACE.finditer(body), key=lambda found: abs(len(body) - sum(found.span())))
    return f"{body[: space.start()]} \\ {body[space.end() :]}"


def counter(
    word: str,
    read: Callable[[], float],
    theme: Theme,
    digits: int = 2,
    frame: Frame = WIDE,
) -> VGroup:
    """A word and a live whole number, top right, with room for that many digits."""
    if frame.bare:
        return VGroup()
    right, line = frame.counter.right, frame.counter.bottom + LINE
    number = Number(0, theme, write=fixed(0), align="right").put((right, line, 0)).read(read)
    gap = Number(0, theme, write=lambda _: "0" * digits).width + BETWEEN
    text = Text(word, theme, role="muted").put(right=right - gap, baseline=line)
    return VGroup(text, number)
