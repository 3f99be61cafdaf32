"""One panel turning into another: its axes move, its numbers and names give way."""

from __future__ import annotations

from functools import partial

from manim import Animation, FadeIn, FadeOut, ReplacementTransform, VGroup, smooth
from manim.utils.rate_functions import squish_rate_func

from scenes.kit.panels.axes import Plane

HALF = 0.5  # of the time, in which what goes is gone; only then comes what comes


def turned(leaving: Plane, coming: Plane) -> list[Animation]:
    """Move the axes of a panel to where another's are, so that no part of a frame goes empty.

    What is written along them goes first, and then what is written along the others comes, lest
    one shine through the other. Of plain panels: those that zoom have ticks of their own.
    """
    going, new = VGroup(*leaving.submobjects[1:]), VGroup(*coming.submobjects[1:])
    first, then = partial(squish_rate_func, smooth, 0), partial(squish_rate_func, smooth, HALF)
    return [
        ReplacementTransform(leaving.lines, coming.lines),
        *(FadeOut(part, rate_func=first(HALF)) for part in going),
        *(FadeIn(part, rate_func=then(1)) for part in new),
    ]
