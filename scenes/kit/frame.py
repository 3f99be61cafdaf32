"""What every lesson shows in the same place: its title and its stamp."""

from __future__ import annotations

from scenes.kit.layout import STAMP_STRIP, TITLE_STRIP
from scenes.kit.text import SMALLEST, TITLE, Text
from scenes.kit.theme import Theme


def title(body: str, theme: Theme) -> Text:
    """The lesson's title, top left."""
    text = Text(body, theme, size=TITLE, weight="bold").stand_on(TITLE_STRIP.bottom + 0.14)
    text.shift((TITLE_STRIP.left - text.get_left()[0], 0, 0))
    return text


def stamp(body: str, theme: Theme) -> Text:
    """What the pictures are computed from, bottom right: data, start, learning rate, seed."""
    text = Text(body, theme, size=SMALLEST, role="muted").stand_on(STAMP_STRIP.bottom + 0.02)
    text.shift((STAMP_STRIP.right - text.get_right()[0], 0, 0))
    return text
