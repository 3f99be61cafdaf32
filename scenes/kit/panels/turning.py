"""One panel turning into another: its axes move, its numbers and names give way."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, Mobject, ReplacementTransform, VGroup

from scenes.kit.lesson.director import Director
from scenes.kit.panels.axes import Plane
from scenes.kit.time.fades import come_last, gone_first

SECONDS = 0.9


def turned(leaving: Plane, coming: Plane) -> list[Animation]:
    """Move the axes of a panel to where another's are, so that no part of a frame goes empty.

    What is written along them goes first, and then what is written along the others comes, lest
    one shine through the other. Of plain panels: those that zoom have ticks of their own.
    """
    going, new = VGroup(*leaving.submobjects[1:]), VGroup(*coming.submobjects[1:])
    return [
        ReplacementTransform(leaving.lines, coming.lines),
        *map(gone_first, going),
        *map(come_last, new),
    ]


def turn(
    lesson: Director,
    leaving: Plane,
    coming: Plane,
    *more: Mobject,
    beside: Iterable[Animation] = (),
    keep: Iterable[Mobject] = (),
) -> None:
    """Clear what a lesson showed, and more, while a panel turns into another.

    ``beside`` is played with it; what is to be kept stays on stage.
    """
    lesson.on_stage = [part for part in (*lesson.on_stage, *more) if part is not leaving]
    lesson.clear(keep=keep, seconds=SECONDS, beside=[*beside, *turned(leaving, coming)])
    lesson.remove(leaving).add(coming)
