"""A line moved up, down and both ways round, and what that does to its error."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.rims import haloed
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.fit_line.run_views import size_of_error

SHIFT, TILT = 1.5, 2.5  # by how much the line is moved up and down, and turned
BEYOND = 1.12  # of the run, where the error is marked
MARK, WIDE, THIN = 0.16, 6.0, 3.0  # radius of that mark; stroke widths of what is and may be tried
ASIDE = np.array([-0.22, 0.24, 0.0])  # from there to the error, over the mark of the run


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
        steps: int,
    ) -> None:
        self.playhead = Playhead(len(thetas) - 1, staged=0)
        values = problem.value(thetas)
        history = np.stack([np.full(len(thetas), BEYOND * steps), values], axis=1)
        mark = Trace(
            errors, history, self.playhead, role="text", shape="square", radius=MARK, width=WIDE
        )
        line = ModelLine(data, thetas, self.playhead, role="text").set_stroke(width=WIDE)
        super().__init__(line, mark, ErrorNumber(errors, history, self.playhead))


class ErrorNumber(Number):
    """The error of a moved line, beside its mark.

    Parameters
    ----------
    plane
        Panel of the error.
    history
        Where it is marked (n, 2).
    """

    def __init__(self, plane: Plane, history: NDArray[np.float64], playhead: Playhead) -> None:
        self.plane, (places, values) = plane, history.T
        read, self.along = playhead.reading(values), playhead.reading(places)
        size = size_of_error(plane)
        super().__init__(read(), plane.theme, write=significant(3), size=size, align="right")
        haloed(self, plane.theme)
        self.put(self.plane.at(self.along(), read()) + ASIDE).read(read)

    def depict(self) -> None:
        """Bring number and place up to what is read."""
        if self.source is not None:
            self.anchor = self.plane.at(self.along(), self.source()) + ASIDE
        super().depict()

    def claims(self) -> list[Claim]:
        """That it stands beside the mark of what it says."""
        point = self.anchor - ASIDE
        beside = Ruler(self.plane).stands("error", point[None], [[self.along(), self.value]])
        return [*super().claims(), beside]
