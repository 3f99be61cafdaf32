"""A run on its map, and its line among the data, with its steps counted over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import GradientDescent, LeastSquares, Trajectory, descend
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.tally import Tally, settled
from scenes.kit.runs.hopping import hopping
from scenes.kit.runs.lines import HoppingLine
from scenes.kit.runs.traces import Trace
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.playhead import STAGED
from scenes.parts.conditioning.standardising import best_rate

DOTTED = 150  # steps up to which every iterate is marked
ENOUGH = 2500  # steps in which runs are counted
STROKE, BOLD, MARKER = 6.0, 11.0, 0.15  # of paths, of the one great step; radius of a marker
GAP = 0.35  # from a heading to a count
SIZES = (LOUD, LABEL + 4, LABEL)  # of a count


@dataclass(frozen=True)
class Descent:
    """A run on its map, counted from over it, and how far it has come.

    Attributes
    ----------
    times
        At which each step is done (T+1,).
    line
        The run's line among the data, if it has one.
    """

    playhead: HopPlayhead
    times: NDArray[np.float64]
    path: Trace
    line: HoppingLine | None
    count: VGroup


def descent_to(problem: LeastSquares, start: NDArray[np.float64], target: float) -> Trajectory:
    """The run at the best rate to a target, or for as long as is counted."""
    optimizer = GradientDescent(best_rate(problem))
    whole = descend(problem, optimizer, start, ENOUGH)
    steps = settled(whole.values, target)
    return whole if steps is None else descend(problem, optimizer, start, steps)


def descent(
    plane: Plane,
    run: Trajectory,
    word: str,
    *,
    seconds: float,
    data: Plane | None = None,
    heading: Text | None = None,
    slow_seconds: float = 1.0,
    width: float = STROKE,
) -> Descent:
    """A run on a map and among the data, headed by what sets it apart from another, or by nothing.

    Parameters
    ----------
    plane, data
        Panels of (w, b) and of (x, y).
    word
        What is counted.
    seconds, slow_seconds
        Of the whole run, and of each of the first steps.
    heading
        Over the map; a run with one is not shown in stages.
    width
        Of the path's stroke.
    """
    playhead = hopping(plane, run.thetas, data, staged=0 if heading else STAGED)
    dots = run.steps <= DOTTED
    path = Trace(
        plane,
        run.thetas,
        playhead,
        role="batch",
        dots=dots,
        arrow=True,
        flies=True,
        width=width,
        radius=MARKER,
    )
    line = HoppingLine(data, run.thetas, playhead) if data else None
    left, baseline = plane.inner.left + 0.6, plane.inner.top + 0.18  # beside the axis's name
    over = VGroup()
    if heading:
        over.add(heading.put(left=left, baseline=baseline))
        left += over.width + GAP
    count = counted(run.steps, playhead, word, plane, left)
    times = playhead.times(seconds, slow_seconds=slow_seconds)
    return Descent(playhead, times, path, line, over.add(count.put(left, baseline)))


def counted(steps: int, playhead: HopPlayhead, word: str, plane: Plane, left: float) -> Tally:
    """The steps as they are counted, as large as there is room for over a map, from an x on."""
    for size in SIZES:
        count = Tally(steps, playhead, word, plane.theme, role="batch", size=size, digits=2)
        if left + count.widest < plane.box.right:
            break
    return count


@dataclass(frozen=True)
class Descents:
    """The runs as they are followed one by one, compared, and with two features."""

    crawled: Descent
    leapt: Descent
    slow: Descent
    quick: Descent
    correlated: Descent


def descents(
    maps: tuple[Plane, Plane, Plane],
    data: Plane,
    runs: tuple[Trajectory, Trajectory, Trajectory],
    headings: tuple[Text, Text],
    word: str,
) -> Descents:
    """All runs of the lesson.

    Parameters
    ----------
    maps
        Of one line before and after, of the same before beside it, and of two features.
    data
        The panel of one line's data.
    runs
        Before, after, and with two features.
    headings
        Over the maps of the first two where they are compared.
    word
        As of `descent`.
    """
    here, beside, other = maps
    before, after, both = runs
    return Descents(
        descent(here, before, word, data=data, seconds=6.2),
        descent(here, after, word, data=data, seconds=2.0, slow_seconds=2.0, width=BOLD),
        descent(beside, before, word, heading=headings[0], seconds=5.2),
        descent(here, after, word, heading=headings[1], seconds=5.2, width=BOLD),
        descent(other, both, word, seconds=5.2, slow_seconds=0.8),
    )
