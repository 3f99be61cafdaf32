"""How a picture gives way to the next, where maps do not grow over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from manim import (
    LEFT,
    RIGHT,
    Animation,
    Mobject,
    ReplacementTransform,
    Scene,
    Transform,
    VMobject,
    smooth,
    squish_rate_func,
)

from scenes.kit.time.growing import GROWN

SECONDS = 0.8  # of a change
DRAWN = (0.05, 0.9)  # a curtain is drawn
CLOSED = 1e-3  # of the width of what is gone behind a curtain


def curtain(old: Mobject, new: Iterable[VMobject]) -> list[Animation]:
    """A picture gives way to the right, and others spread from the left after it."""
    drawn = squish_rate_func(smooth, *DRAWN)
    closed = old.copy().stretch(CLOSED, 0, about_edge=RIGHT)
    return [_Closing(old, closed, rate_func=drawn), *(_spread(part, drawn) for part in new)]


def going_to(part: VMobject, place: VMobject) -> Transform:
    """A part goes, over others, to the place of another, which then appears there in its stead."""
    return Transform(
        part.set_z_index(1), place, remover=True, rate_func=squish_rate_func(smooth, *GROWN)
    )


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
