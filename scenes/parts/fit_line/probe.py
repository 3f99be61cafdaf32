"""A line moved up, down and both ways round, and what that does to its error."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.numbers import significant
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.fit_line.run_views import size_of_error

SHIFT, TILT = 1.5, 2.5  # by how much the line is moved up and down, and turned
BEYOND = 1.12  # of the run, where the error is marked
MARK, WIDE, THIN = 0.16, 6.0, 3.0  # radius of that mark; stroke widths of what is and may be tried


def moved_lines(
    best: NDArray[np.float64], middle: float, *, shift: float = SHIFT, tilt: float = TILT
) -> NDArray[np.float64]:
    """Lines (4n+1, 2) that start from one and come back to it four times, turned at an x."""
    swing = np.sin(np.linspace(0, np.pi, 41))[1:, None]
    up = shift * np.array([0.0, 1.0])
    turn = tilt * np.array([1.0, -middle])
    ways = [best + swing * way for way in (up, -up, turn, -turn)]
    return np.concatenate([best[None], *ways])


def tried_lines(thetas: NDArray[np.float64], data: Plane, playhead: Playhead) -> VGroup:
    """The shifted and the tilted line that the moves of some lines (4n+1, 2) lead to, thin."""
    quarter = len(thetas) // 4
    ends = thetas[[quarter // 2, 2 * quarter + quarter // 2]]
    still = (np.repeat(end[None], len(thetas), axis=0) for end in ends)
    lines = (ModelLine(data, some, playhead, role="text") for some in still)
    return VGroup(*(line.set_stroke(width=THIN) for line in lines))


class Probe(VGroup):
    """The moved line, and its error, reading a playhead of their own.

    Parameters
    ----------
    thetas
        Lines (n, 2), the quarters of which are moves there and back.
    data, errors
        Panels of the data, and of the error.
    name
        Markup of the error, which is read out over the data.
    steps
        Of the run that the error is marked after.
    """

    def __init__(
        self,
        thetas: NDArray[np.float64],
        problem: LeastSquares,
        *,
        data: Plane,
        errors: Plane,
        name: str,
        steps: int,
    ) -> None:
        self.playhead = Playhead(len(thetas) - 1, staged=0)
        values = problem.value(thetas)
        history = np.stack([np.full(len(thetas), BEYOND * steps), values], axis=1)
        read = self.playhead.reading(values)
        written = Reading(name, read, 0.000123, significant(3), "text", size_of_error(data))
        mark = Trace(
            errors, history, self.playhead, role="text", shape="square", radius=MARK, width=WIDE
        )
        line = ModelLine(data, thetas, self.playhead, role="text").set_stroke(width=WIDE)
        super().__init__(line, mark, readouts(data, [written]))
