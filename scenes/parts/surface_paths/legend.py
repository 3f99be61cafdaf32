"""Marker, name and present loss of each run, one under another, in a corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from manim import VGroup

from scenes.kit.ink.layout import Box
from scenes.kit.ink.legend import GAP, legend_row
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme

HEADING, FIRST, ROW = 0.3, 0.87, 0.57  # scene units from the top to the baselines; between rows
THREE = significant(3)
SIZE = 38  # of a loss
LEFT = 0.15  # from the left of the box to the middles of the markers


class Row(NamedTuple):
    """A run: its role, its name in Typst markup, what reads its loss, and the numbers named."""

    role: str
    name: str
    loss: Callable[[], float]
    shows: Sequence[float] | None = None


def loss_rows(
    box: Box,
    theme: Theme,
    rows: Sequence[Row],
    headings: tuple[str, str],
    write: Callable[[float], str] = THREE,
) -> VGroup:
    """Rows of a legend with live losses, under the headings of names and losses."""
    names, losses = (Text(word, theme, role="muted") for word in headings)
    over, left = box.top - HEADING, box.left + LEFT
    shown = VGroup(losses.put(right=box.right, baseline=over))
    if headings[0]:
        shown.add(names.put(left=left + GAP, baseline=over))
    for index, row in enumerate(rows):
        base = box.top - FIRST - ROW * index
        of = row.name, theme, row.role
        named = legend_row(*of, left=left, baseline=base, shows=row.shows)
        loss = Number(0, theme, write=write, role=row.role, align="right", size=SIZE)
        loss.put((box.right, base, 0)).read(row.loss)
        shown.add(*named, loss)
    return shown
