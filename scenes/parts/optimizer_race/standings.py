"""The outcome of several races side by side: who took how many steps on which course."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.tally import settled
from scenes.parts.optimizer_race.race import Entry, places

LARGE, HEAD, FOOT = 36, 0.35, 0.6  # size of the numbers; of the body, over and under the lines
PITCH = 0.85  # of the lines at most
NAME, FIRST, APART = 0.4, 2.3, 2.7  # from a mark to its name; from names to numbers, and between
BESIDE = 0.4  # from the fastest's number to its mark


def standings(
    courses: Mapping[str, tuple[Entry, ...]], names: Mapping[str, str], box: Box, theme: Theme
) -> list[VGroup]:
    """The names of all who run, then a column of steps for each course.

    Parameters
    ----------
    courses
        Entries by the course's heading; all of the same optimizers in the same order.
    names
        What each role is called.
    box
        They stand in the middle of it.
    """
    entries = next(iter(courses.values()))
    first = box.top - 1.2
    pitch = min((first - box.bottom - FOOT) / (len(entries) - 1), PITCH)
    lines = [first - pitch * row for row in range(len(entries))]
    called = [Text(names[e.role], theme, role=e.role, size=LARGE - 4) for e in entries]
    first_right = NAME + max(name.width for name in called) + FIRST
    rights = first_right + APART * np.arange(len(courses))
    left = box.center[0] - (rights[-1] + BESIDE) / 2  # of the marks, with all in the middle
    rights += left
    column = VGroup()
    for entry, name, y in zip(entries, called, lines, strict=True):
        mark = Marks(np.array([[left, y + 0.12, 0]]), theme, entry.role)
        name.put(left=left + NAME, baseline=y)
        column.add(VGroup(mark, name))
    return [
        column,
        *(
            Standing(heading, entries, float(right), box.top - HEAD, lines, theme)
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
        head: float,
        lines: Sequence[float],
        theme: Theme,
    ) -> None:
        super().__init__()
        self.add(Text(heading, theme, role="muted").put(right=right, baseline=head))
        self.numbers = []
        for entry, place, y in zip(entries, places(entries), lines, strict=True):
            role = entry.role if place == 1 else "muted"
            number = Number(
                entry.run.steps, theme, write=_steps(entry), role=role, size=LARGE, align="right"
            )
            number.checked(partial(_recounted, entry))
            self.numbers.append(number.put((right, y, 0)))
            self.add(number)
            if place == 1:
                mark = np.array([[right + BESIDE, y + 0.12, 0]])
                self.add(Marks(mark, theme, entry.role, radius=1.3 * RADIUS))


def _recounted(entry: Entry) -> float:
    """The steps that the record of a run takes to the target, or was given."""
    taken = settled(entry.run.values, entry.search.target)
    return float(entry.run.steps if taken is None else taken)


def _steps(entry: Entry) -> Callable[[float], str]:
    """Writes a finish, or that the race was called off before it."""
    return lambda steps: fixed(0)(steps) + ("" if entry.finish is not None else "+")
