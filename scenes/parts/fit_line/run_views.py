"""A run that fits a line, in its views: the line and its error, and the path of its parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import fixed, significant
from scenes.kit.ink.text import LABEL, TITLE
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.level_values import LevelValues, clear_of_path
from scenes.kit.panels.minimum import star_at_minimum
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.fit_line.close_map import LEVELS, SHOWN

TWO = fixed(2)
EARLY = 10  # steps that are looked at closely at first
WIDE, MARK = 6.0, 0.16  # stroke width of what a run draws; radius of its mark
ERROR, PER_WIDTH = 52.0, 12.0  # size of the error, at most; by the width of the data under it
ROOMY = 4.5  # width of a map that has room for large readouts
NONE = 1e-30  # error that is none
MOST, TICKS = 100, 6  # ratio of an axis' ends under which more than powers of ten are told; ticks
UNDER, OVER = 1.2, 1.1  # times that the first errors' axis reaches beyond them
FEW, EVEN = 4, 5  # ratio of its ends under which it is numbered evenly; in so many parts


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
        Error over the lower end of its axis, in even ratios.
    digits
        Of the error, written.
    """

    thetas: NDArray[np.float64]
    steps: NDArray[np.intp]
    errors: NDArray[np.float64]
    name: str
    lowest: float
    digits: int

    @property
    def last(self) -> int:
        """The number of the last step."""
        return int(self.steps[-1])


class RunViews:
    """One run's line, error curve and readout, all reading one playhead.

    Parameters
    ----------
    data
        Panel of the data.
    box
        Of the panel of the error.
    step, error
        Typst markup of what is counted along that, and of its log axis.

    Attributes
    ----------
    early
        Panel and curve of the first few steps alone, if there are more.
    """

    def __init__(
        self,
        record: Record,
        playhead: Playhead,
        *,
        data: Plane,
        box: Box,
        step: str,
        error: str,
    ) -> None:
        self.record, self.playhead, last = record, playhead, record.last
        across = Axis(0, 1.3 * last, step, ticks=(0, last // 2, last))
        self.panel = Plane(box, across, _errors(record.errors, record.lowest, error), data.theme)
        history = np.stack([record.steps.astype(float), record.errors], axis=1)
        self.line = ModelLine(data, record.thetas, playhead).set_stroke(width=WIDE)
        self.curve = Trace(self.panel, history, playhead, width=WIDE, radius=MARK)
        first = record.errors[: EARLY + 1]
        across = Axis(0, 1.3 * EARLY, step, ticks=(0, EARLY // 2, EARLY))
        panel = Plane(box, across, _close(first, error), data.theme)
        self.early = panel, Trace(panel, history[: EARLY + 1], playhead, width=WIDE, radius=MARK)
        read = playhead.reading(record.errors)
        written = significant(record.digits)
        self.reading = readouts(
            data, [Reading(record.name, read, 0.000123, written, size=size_of_error(data))]
        )

    @property
    def step(self) -> Callable[[], float]:
        """Reads the number of the step shown now."""
        return self.playhead.reading(self.record.steps.astype(float))


class MapViews:
    """A run on the map of slope and intercept: its path, its parameters, and the valley.

    Parameters
    ----------
    parameters
        The map.
    size
        What its levels are multiplied by.
    briefly
        Whether its parameters are not read out: beside a long name there is no room for them.
    """

    def __init__(
        self,
        record: Record,
        problem: LeastSquares,
        playhead: Playhead,
        parameters: Plane,
        *,
        size: float = 1.0,
        briefly: bool = False,
    ) -> None:
        read, (slope, intercept) = playhead.reading, record.thetas.T
        self.path = Trace(parameters, record.thetas, playhead, width=WIDE, radius=MARK)
        named = [("$w$", slope), ("$b$", intercept)]
        large = TITLE if parameters.inner.width > ROOMY else LABEL
        told = [Reading(name, read(values), -10.0, TWO, size=large) for name, values in named]
        self.readings = VGroup() if briefly else readouts(parameters, told)
        contours = Contours(parameters, problem, size * LEVELS, shown=SHOWN, cells=120)
        values = LevelValues(contours, [clear_of_path(parameters, record.thetas)])
        self.valley = VGroup(contours, star_at_minimum(parameters, problem), values)
        self.shown = VGroup(parameters, self.valley, self.path, self.readings)


def size_of_error(data: Plane) -> float:
    """That of the error's readout over a panel of the data."""
    return min(ERROR, PER_WIDTH * data.inner.width)


def _errors(errors: NDArray[np.float64], lowest: float, name: str) -> Axis:
    """The axis of some errors, in even ratios down to under the lowest."""
    low, high = max(lowest, NONE) / 3, 2 * float(errors.max())
    some = (1.0, 2.0, 5.0) if high < MOST * low else (1.0,)
    powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)))
    ticks = [float(f"{power * part:.0e}") for power in powers for part in some]
    inside = [tick for tick in ticks if low <= tick <= high]
    return Axis(low, high, name, tuple(inside[:: -(-len(inside) // TICKS)]), log=True)


def _close(errors: NDArray[np.float64], name: str) -> Axis:
    """The axis of the first few errors, which they fill."""
    low, high = max(float(errors.min()), NONE) / UNDER, OVER * float(errors.max())
    if high > FEW * low:
        return _errors(errors, float(errors.min()), name)
    return Axis(low, high, name, round_ticks(low, high, EVEN), log=True)
