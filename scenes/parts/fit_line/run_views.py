"""A run that fits a line, in its views: the line, the path of its parameters, and its error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import fixed, significant
from scenes.kit.ink.text import LOUD
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.level_values import LevelValues, clear_of_path
from scenes.kit.panels.minimum import star_at_minimum
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.runs.traces import ModelLine, Trace
from scenes.kit.time.playhead import Playhead

TWO = fixed(2)
LEVELS = log_levels(0.2, 102.4, 10)  # each twice the last


@dataclass(frozen=True)
class Record:
    """What is shown of a run.

    Attributes
    ----------
    thetas
        Slope and intercept at the steps shown (n, 2).
    steps
        Their numbers (n,).
    errors
        The error (n,) at each.
    name
        Typst markup of the error.
    lowest
        Error over the lower end of its axis, in even ratios; none for one that starts at 0.
    digits
        Of the error, written.
    """

    thetas: NDArray[np.float64]
    steps: NDArray[np.intp]
    errors: NDArray[np.float64]
    name: str
    lowest: float | None
    digits: int

    @property
    def last(self) -> int:
        """The number of the last step."""
        return int(self.steps[-1])


class RunViews:
    """One run's line, path, error curve, readouts and valley, all reading one playhead.

    Parameters
    ----------
    data, parameters
        Panels of the data and of slope and intercept.
    box
        Of the panel of the error.
    step
        Typst markup of what is counted there.
    ways
        Paths (T+1, 2) that the values of the landscape keep clear of.
    size
        What its levels are multiplied by.
    briefly
        Whether only the error is read out: beside a long name there is no room for more.
    """

    def __init__(
        self,
        record: Record,
        problem: LeastSquares,
        playhead: Playhead,
        *,
        data: Plane,
        parameters: Plane,
        box: Box,
        step: str,
        ways: Sequence[NDArray[np.float64]],
        size: float = 1.0,
        briefly: bool = False,
    ) -> None:
        self.record, self.playhead, last = record, playhead, record.last
        self.panel = Plane(
            box,
            Axis(0, 1.3 * last, step, ticks=(0, last // 2, last)),
            _errors(record),
            data.theme,
        )
        history = np.stack([record.steps.astype(float), record.errors], axis=1)
        self.line = ModelLine(data, record.thetas, playhead)
        self.path = Trace(parameters, record.thetas, playhead)
        self.curve = Trace(self.panel, history, playhead)
        slope, intercept, error = self._readings()
        place = () if briefly else readouts(parameters, [slope, intercept])
        self.readings = VGroup(*readouts(data, [error]), *place)
        contours = Contours(parameters, problem, size * LEVELS, cells=120)
        values = LevelValues(contours, [clear_of_path(parameters, way) for way in ways])
        self.valley = VGroup(contours, star_at_minimum(parameters, problem), values)

    @property
    def step(self) -> Callable[[], float]:
        """Reads the number of the step shown now."""
        return self.playhead.reading(self.record.steps.astype(float))

    def _readings(self) -> list[Reading]:
        record, read = self.record, self.playhead.reading
        slope, intercept = record.thetas.T
        return [
            Reading("$w$", read(slope), -10.0, TWO),
            Reading("$b$", read(intercept), -10.0, TWO),
            Reading(
                record.name,
                read(record.errors),
                0.012345,
                significant(record.digits),
                "text",
                LOUD,
            ),
        ]


def _errors(record: Record) -> Axis:
    """The axis of the errors of a record."""
    highest = float(record.errors.max())
    if record.lowest is not None:
        return Axis(record.lowest / 3, 2 * highest, record.name, log=True)
    return Axis(0, 1.15 * highest, record.name, ticks=round_ticks(0, 1.15 * highest, 3))
