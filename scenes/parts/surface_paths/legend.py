"""Marker, name and present loss of each run, one under another, in a corner."""

from __future__ import annotations

from collections.abc import Callable

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.problems.three_runs import ROLES

HEADING, FIRST, ROW = 0.3, 0.85, 0.55  # scene units from the top to the baselines; between rows


def loss_rows(
    box: Box, words: Words, theme: Theme, loss_of: Callable[[str], Callable[[], float]]
) -> VGroup:
    """Rows of a legend with live losses; ``loss_of`` gives what reads that of a role."""
    heading = Text(words["loss"], theme, role="muted")
    rows = VGroup(heading.put(right=box.right, baseline=box.top - HEADING))
    for row, role in enumerate(ROLES):
        base = box.top - FIRST - ROW * row
        named = legend_row(words[role], theme, role, left=box.left + 0.15, baseline=base)
        loss = Number(0, theme, write=significant(3), role=role, align="right")
        loss.put((box.right, base, 0)).read(loss_of(role))
        rows.add(*named, loss)
    return rows
