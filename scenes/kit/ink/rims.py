"""What lifts lines and texts off a landscape: a rim in the background's colour."""

from __future__ import annotations

from typing import TypeVar

from manim import LineJointType, VMobject

from scenes.kit.ink.theme import Theme

RIM = 3.0  # stroke width of a rim, both sides together
THIN_RIM = 1.5  # of what lies close together
HALO = 7.0  # of a text or a number

Line = TypeVar("Line", bound=VMobject)
Ink = TypeVar("Ink", bound=VMobject)


def rimmed(line: Line, theme: Theme, width: float = RIM) -> Line:
    """A line, given its rim; its own stroke must be set before."""
    line.set_stroke(theme.background, width=line.get_stroke_width() + width, background=True)
    return line


def haloed(ink: Ink, theme: Theme, width: float = HALO) -> Ink:
    """A text or a number, given its rim, which is round: sharp corners of letters grow spikes."""
    for member in ink.get_family():
        if isinstance(member, VMobject):
            member.joint_type = LineJointType.ROUND
    ink.set_stroke(theme.background, width=width, background=True)
    return ink
