"""Where a brand's logo goes: into a corner, as large as there is room.

A card asks for it as a film's frame does, ``logo_in(theme, frame.corner)``; a theme without a logo
gives nothing. A card need not ask whether films show it, which `Theme.logo_in_films` says.
"""

from __future__ import annotations

from manim import Mobject

from scenes.kit.ink.layout import Box
from scenes.kit.ink.pictures import picture
from scenes.kit.ink.theme import Theme


def logo_in(theme: Theme, box: Box) -> tuple[Mobject, ...]:
    """The logo of a theme at the lower left of a box, or nothing."""
    if theme.logo is None:
        return ()
    drawn = picture(theme.logo)
    drawn.scale(min(box.height / drawn.height, box.width / drawn.width))
    drawn.shift((box.left - drawn.get_left()[0], box.bottom - drawn.get_bottom()[1], 0))
    return (drawn,)
