"""A run on its map, and its line among the data, with its steps counted over it."""

from __future__ import annotations

from dataclasses import dataclass

from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.tally import Tally
from scenes.kit.runs.traces import ModelLine, Trace
from scenes.kit.time.playhead import Playhead

DOTTED = 150  # steps up to which every iterate is marked
GAP = 0.35  # from a heading to a count


@dataclass(frozen=True)
class Descent:
    """A run on its map and in data space, counted from over the map, and how far it has come."""

    playhead: Playhead
    path: Trace
    line: ModelLine
    count: VGroup


def descent(plane: Plane, data: Plane, run: Trajectory, word: str, *, heading: str = "") -> Descent:
    """A run on a map and among the data, headed by what sets it apart from another, or by nothing.

    Parameters
    ----------
    plane, data
        Panels of (w, b) and of (x, y).
    word
        What is counted.
    heading
        Typst markup over the map; a run with one flows from its first step.
    """
    playhead = Playhead(run.steps, staged=0) if heading else Playhead(run.steps)
    dots = run.steps <= DOTTED
    path = Trace(plane, run.thetas, playhead, role="batch", dots=dots, arrow=True)
    line = ModelLine(data, run.thetas, playhead)
    count = Tally(run.steps, playhead, word, plane.theme, role="batch", digits=4)
    left, baseline = plane.inner.left + 0.6, plane.inner.top + 0.18  # beside the axis's name
    over = VGroup()
    if heading:
        over.add(Text(heading, plane.theme).put(left=left, baseline=baseline))
        left += over.width + GAP
    return Descent(playhead, path, line, over.add(count.put(left, baseline)))
