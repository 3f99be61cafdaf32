"""Leaving the stage without a stir, and for others to come."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, FadeIn, FadeOut, Mobject, smooth, squish_rate_func

Span = tuple[float, float]
AWAY: Span = (0.0, 0.5)  # part of a change in which what goes fades
THEN: Span = (0.3, 1.0)  # part of it in which what comes appears, when the other is nearly gone
LAST: Span = (0.5, 1.0)  # the same, when it is gone


def fade_out(*mobjects: Mobject) -> list[FadeOut]:
    """A fade for each: as one group, manim would first lift them over everything else."""
    return [FadeOut(mobject) for mobject in mobjects]


def gone_first(part: Mobject, when: Span = AWAY) -> FadeOut:
    """A fade that is over before anything comes that ``part`` could be read on."""
    return FadeOut(part, rate_func=squish_rate_func(smooth, *when))


def come_last(part: Mobject, when: Span = LAST) -> FadeIn:
    """A fade that begins when what goes first is gone."""
    return FadeIn(part, rate_func=squish_rate_func(smooth, *when))


def in_turn(
    gone: Iterable[Mobject], come: Iterable[Mobject], *, away: Span = AWAY, then: Span = THEN
) -> list[Animation]:
    """What goes is nearly gone when what comes appears, as it is now, in one change.

    Nothing is lifted over what is in front of it, and the frame is at no time empty.
    """
    leaving = [gone_first(part, away) for part in gone]
    return [*leaving, *(come_last(part.update(), then) for part in come)]
