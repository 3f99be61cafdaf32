"""The outcome of several races side by side: who took how many steps on which course."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from manim import VGroup

from scenes.kit.layout import BODY
from scenes.kit.marks import Marks
from scenes.kit.numbers import Number, fixed
from scenes.kit.race import Entry, places
from scenes.kit.text import Text
from scenes.kit.theme import Theme

LARGE, HEAD, FOOT = 36, 0.35, 0.6  # size of the numbers; of the body, over and under the lines
PITCH = 0.85  # of the lines at most
MARK, NAME, FIRST, APART = -4.9, -4.5, 0.6, 2.7  # scene x of marks, names and columns of numbers


def standings(
    courses: Mapping[str, tuple[Entry, ...]], names: Mapping[str, str], theme: Theme
) -> list[VGroup]:
    """The names of all who run, then a column of steps for each course.

    Parameters
    ----------
    courses
        Entries by the course's heading; all of the same optimizers in the same order.
    names
        What each role is called.
    """
    entries = next(iter(courses.values()))
    first = BODY.top - 1.2
    pitch = min((first - BODY.bottom - FOOT) / (len(entries) - 1), PITCH)
    lines = [first - pitch * row for row in range(len(entries))]
    column = VGroup()
    for entry, y in zip(entries, lines, strict=True):
        mark = Marks(np.array([[MARK, y + 0.12, 0]]), theme, entry.role)
        name = Text(names[entry.role], theme, role=entry.role, size=LARGE - 4).stand_on(y)
        column.add(VGroup(mark, name.shift((NAME - name.get_left()[0], 0, 0))))
    rights = FIRST + APART * np.arange(len(courses))
    return [
        column,
        *(
            Standing(heading, entries, float(right), lines, theme)
            for (heading, entries), right in zip(courses.items(), rights, strict=True)
        ),
    ]


class Standing(VGroup):
    """One course: its heading, everyone's steps, and the marker of the fastest beside theirs."""

    def __init__(
        self,
        heading: str,
        entries: tuple[Entry, ...],
        right: float,
        lines: Sequence[float],
        theme: Theme,
    ) -> None:
        super().__init__()
        head = Text(heading, theme, role="muted").stand_on(BODY.top - HEAD)
        self.add(head.shift((right - head.get_right()[0], 0, 0)))
        self.numbers = []
        for entry, place, y in zip(entries, places(entries), lines, strict=True):
            role = entry.role if place == 1 else "muted"
            number = Number(
                entry.run.steps, theme, write=_steps(entry), role=role, size=LARGE, align="right"
            )
            self.numbers.append(number.put((right, y, 0)))
            self.add(number)
            if place == 1:
                self.add(Marks(np.array([[right + 0.35, y + 0.12, 0]]), theme, entry.role))


def _steps(entry: Entry) -> Callable[[float], str]:
    """Writes a finish, or that the race was called off before it."""
    return lambda steps: fixed(0)(steps) + ("" if entry.finish is not None else "+")
