"""Rows of a table, put in the order of their places, and handed on from picture to picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from manim import (
    Animation,
    FadeIn,
    Mobject,
    ReplacementTransform,
    UpdateFromAlphaFunc,
    VMobject,
    linear,
    smooth,
    squish_rate_func,
)
from numpy.typing import NDArray

from scenes.kit.ink.numbers import Number
from scenes.kit.time.fades import fade_out
from scenes.parts.optimizer_race.race_rows import RaceColumns, RaceTable

SECONDS = 1.3  # in which rows are sorted
AWAY, GLIDE, BACK = (0.0, 0.2), (0.12, 0.8), (0.72, 1.0)  # parts of them: texts go, come back


class Standings:
    """Rows that glide to their places: markers are seen on their way, and texts of those that lead.

    Where two of these would pass over each other, the one that goes down has its texts come later.

    Parameters
    ----------
    table, columns
        Whose rows they are.
    order
        Rows by their number, the first place first.

    Attributes
    ----------
    ups
        Scene units by which each row rises, by its number.
    """

    def __init__(self, table: RaceTable, columns: RaceColumns, order: Sequence[int]) -> None:
        self.table, self.columns = table, columns
        lines = np.array(table.lines)
        self.ups = np.zeros(len(lines))
        self.ups[list(order)] = lines - lines[list(order)]

    def sort(self) -> list[UpdateFromAlphaFunc]:
        """Move rows to their places, if they are elsewhere; notes come where rows then are."""
        for note in self.columns.notes:
            row = int(np.argmin(np.abs(np.array(self.table.lines) - note.baseline)))
            note.shift((0, self.ups[row], 0))
        rows = range(len(self.ups)) if self.ups.any() else ()
        return [move for row in rows for move in self._moves(row)]

    def _moves(self, row: int) -> list[UpdateFromAlphaFunc]:
        (marker, name), up = self.columns.rows[row], float(self.ups[row])
        texts = [name, self.columns.counts[row], self.columns.places[row]]
        glides = _told(marker, _risen(marker.shift, up))
        if self.columns.led[row] and not self._gives_way(row):
            return [glides, *(_told(text, _risen(_rise(text), up)) for text in texts)]
        return [glides, *(_told(text, _gone_and_back(text, up)) for text in texts)]

    def _gives_way(self, row: int) -> bool:
        """Whether a row goes down past another that leads."""
        lines, ends = np.array(self.table.lines), self.table.lines + self.ups
        passed = (lines < lines[row]) & (ends > ends[row])
        return bool((passed & self.columns.led).any())


def _told(part: VMobject, tell: Callable[[float], None]) -> UpdateFromAlphaFunc:
    """Tell a part how much of the time is over."""
    return UpdateFromAlphaFunc(part, lambda _, now: tell(now), run_time=SECONDS, rate_func=linear)


def _rise(text: VMobject) -> Callable[[NDArray[np.float64]], object]:
    """Moves a text; a number is told where it stands."""
    if isinstance(text, Number):
        return lambda by: text.put(text.anchor + by)
    return text.shift


def _risen(rise: Callable[[NDArray[np.float64]], object], up: float) -> Callable[[float], None]:
    """Raise something steadily by so much in all."""
    done = 0.0
    glide = squish_rate_func(smooth, *GLIDE)

    def tell(now: float) -> None:
        nonlocal done
        rise(np.array([0.0, up * glide(now) - done, 0.0]))
        done = up * glide(now)

    return tell


def _gone_and_back(text: VMobject, up: float) -> Callable[[float], None]:
    """Fade a text, and let it come again higher by so much."""
    away, back = (squish_rate_func(smooth, *when) for when in (AWAY, BACK))
    moved, rise = False, _rise(text)

    def tell(now: float) -> None:
        nonlocal moved
        if not moved and now >= AWAY[1]:
            rise(np.array([0.0, up, 0.0]))
            moved = True
        text.set_fill(opacity=back(now) if moved else 1 - away(now))

    return tell


def handed_on(old: Mapping[str, Mobject], new: Mapping[str, Mobject]) -> list[Animation]:
    """Rows, by role, of those who are in two pictures go from one to the other; others fade."""
    both = [ReplacementTransform(old[role], row) for role, row in new.items() if role in old]
    come = [FadeIn(row) for role, row in new.items() if role not in old]
    return [*both, *come, *fade_out(*(row for role, row in old.items() if role not in new))]
