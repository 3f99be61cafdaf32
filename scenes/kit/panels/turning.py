"""One panel turning into another: its axes move, its numbers and names give way."""

from __future__ import annotations

from collections.abc import Iterable

from manim import (
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    VGroup,
    smooth,
    squish_rate_func,
)

from scenes.kit.lesson.director import Director
from scenes.kit.panels.axes import Plane

SECONDS = 0.9
HALF = 0.5  # of the time, in which what goes is gone; only then comes what comes
NEARLY = 0.3  # of the time, in which it nearly is


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


def gone_first(part: Mobject) -> FadeOut:
    """A fade that is over before anything comes that ``part`` could be read on."""
    return FadeOut(part, rate_func=squish_rate_func(smooth, 0, HALF))


def come_last(part: Mobject) -> FadeIn:
    """A fade that begins when what goes first is gone."""
    return FadeIn(part, rate_func=squish_rate_func(smooth, HALF, 1))


def give_way(gone: Iterable[Mobject], come: Iterable[Mobject]) -> list[Animation]:
    """Fades of parts, and of others in their place: half of a frame, that is never empty.

    These begin when what goes is nearly gone, and lift nothing over what is in front of it.
    """
    soon = squish_rate_func(smooth, NEARLY, 1)
    fades = [*map(gone_first, gone), *(FadeIn(part.update(), rate_func=soon) for part in come)]
    return [fade.set_run_time(SECONDS) for fade in fades]


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
