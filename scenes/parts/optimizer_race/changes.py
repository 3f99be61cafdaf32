"""How a picture gives way to the next: never empty, and no two maps through one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    FadeIn,
    GrowFromPoint,
    Mobject,
    ReplacementTransform,
    Scene,
    Transform,
    VMobject,
    smooth,
    squish_rate_func,
)

from scenes.kit.time.fades import come_last, gone_first

SECONDS = 0.8  # of a change
GROWN, UNDER = (0.0, 0.62), (0.3, 0.8)  # a map grows over what then goes under it
LAST = (0.65, 1.0)  # what is drawn on it appears
DRAWN = (0.05, 0.9)  # a curtain is drawn
CLOSED = 1e-3  # of the width of what is gone behind a curtain


def grown_over(
    old: Iterable[Mobject], new: Iterable[Mobject], drawn: Iterable[Mobject] = ()
) -> list[Animation]:
    """Maps grow from their middles over old pictures; then what is drawn on them appears."""
    grown = squish_rate_func(smooth, *GROWN)
    grows = [_Growing(part, np.array(part.get_center()), rate_func=grown) for part in new]
    return [*(gone_first(part, UNDER) for part in old), *grows, *map(last_in, drawn)]


def curtain(old: Mobject, new: Iterable[VMobject]) -> list[Animation]:
    """A picture gives way to the right, and others spread from the left after it."""
    drawn = squish_rate_func(smooth, *DRAWN)
    closed = old.copy().stretch(CLOSED, 0, about_edge=RIGHT)
    return [_Closing(old, closed, rate_func=drawn), *(_spread(part, drawn) for part in new)]


def last_in(part: Mobject) -> FadeIn:
    """What appears when others have come to their places."""
    return come_last(part, LAST)


def going_to(part: VMobject, place: VMobject) -> Transform:
    """A part goes, over others, to the place of another, which then appears there in its stead."""
    return Transform(
        part.set_z_index(1), place, remover=True, rate_func=squish_rate_func(smooth, *GROWN)
    )


class _Growing(GrowFromPoint):
    """A picture grows from a point, and its lines from no width: at first nothing is seen."""

    def create_starting_mobject(self) -> Any:
        start: Any = super().create_starting_mobject()
        for background in (False, True):
            start.set_stroke(width=0, background=background)
        return start


class _Closing(Transform):
    """A part turns into another and is gone; it is left as it was."""

    def __init__(self, part: Mobject, closed: Mobject, **options: Any) -> None:
        super().__init__(part, closed, remover=True, **options)

    def clean_up_from_scene(self, scene: Scene) -> None:
        super().clean_up_from_scene(scene)
        self.interpolate(0)


def _spread(part: VMobject, pace: Callable[[float], float]) -> Animation:
    """A part spreads from its left edge."""
    folded = part.copy().stretch(CLOSED, 0, about_edge=LEFT)
    return ReplacementTransform(folded, part, rate_func=pace)
