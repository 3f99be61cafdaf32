"""What lifts a line off a landscape: a rim in the background's colour."""

from __future__ import annotations

from typing import TypeVar

from manim import VMobject

from scenes.kit.ink.theme import Theme

RIM = 3.0  # stroke width of a rim, both sides together
THIN_RIM = 1.5  # of what lies close together

Line = TypeVar("Line", bound=VMobject)


def rimmed(line: Line, theme: Theme, width: float = RIM) -> Line:
    """A line, given its rim; its own stroke must be set before."""
    line.set_stroke(theme.background, width=line.get_stroke_width() + width, background=True)
    return line
