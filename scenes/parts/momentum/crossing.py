"""What goes and what comes while the ground moves from one place to another."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, FadeIn, FadeOut, Mobject, smooth, squish_rate_func

AWAY, THEN = (0.0, 0.3), (0.52, 0.92)  # parts of the move in which those fade


def crossing(gone: Iterable[Mobject], come: Iterable[Mobject]) -> list[Animation]:
    """Parts fade before the ground is seen to move; others appear where it comes to rest."""
    away, then = (squish_rate_func(smooth, *when) for when in (AWAY, THEN))
    coming = [FadeIn(part.update(), rate_func=then) for part in come]
    return [*(FadeOut(part, rate_func=away) for part in gone), *coming]
