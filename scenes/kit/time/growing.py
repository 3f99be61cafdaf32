"""A picture that grows over another: never empty, and no two of them through one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from manim import Animation, FadeIn, GrowFromPoint, Mobject, smooth, squish_rate_func

from scenes.kit.time.fades import come_last, gone_first

GROWN, UNDER = (0.0, 0.62), (0.3, 0.8)  # a map grows over what then goes under it
LAST = (0.65, 1.0)  # what is drawn on it appears


def grown_over(
    old: Iterable[Mobject], new: Iterable[Mobject], drawn: Iterable[Mobject] = ()
) -> list[Animation]:
    """Maps grow from their middles over old pictures; then what is drawn on them appears."""
    grown = squish_rate_func(smooth, *GROWN)
    grows = [_Growing(part, np.array(part.get_center()), rate_func=grown) for part in new]
    return [*(gone_first(part, UNDER) for part in old), *grows, *map(last_in, drawn)]


def last_in(part: Mobject) -> FadeIn:
    """What appears when others have come to their places."""
    return come_last(part, LAST)


class _Growing(GrowFromPoint):
    """A picture grows from a point, and its lines from no width: at first nothing is seen."""

    def create_starting_mobject(self) -> Any:
        start: Any = super().create_starting_mobject()
        for background in (False, True):
            start.set_stroke(width=0, background=background)
        return start
