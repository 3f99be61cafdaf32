"""The formulas under the panels, with the numbers of the present step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.one_weight.one_weight import OneWeight
from scenes.kit.one_weight.tangent import Tangent
from scenes.kit.one_weight.truth import Truth
from scenes.kit.runs.arithmetic import Arithmetic, Term, exactly, in_brackets, widest
from scenes.kit.time.record import WHOLE, recorded
from scenes.parts.gradient_step.squares import Residuals, again, reader, square

DIGITS = 4  # of weights and slopes, as many as are read while a step is drawn
INDENT = 0.15  # from the left end of the curve's panel to the formulas under it


class SumOfSquares(VGroup):
    """The loss as the sum of the squares, in numbers and, over them, as a formula."""

    def __init__(
        self, residuals: Residuals, run: Trajectory, left: float, line: float, size: float
    ) -> None:
        theme = residuals.plane.theme
        squares = residuals.squares_of(run.thetas)
        first, *others = (
            Term(
                "",
                reader(residuals, i),
                widest(square, column),
                write=square,
                anew=again(residuals, i),
            )
            for i, column in enumerate(squares.T)
        )
        terms = [first, *(item for term in others for item in (("$+$",), term))]
        loss = Term(
            "$L(w)$",
            reader(residuals),
            widest(square, run.values),
            write=square,
            anew=lambda: float(run.problem.value(recorded(run.thetas, residuals.playhead))),
        )
        sums = Arithmetic([loss, "$=$", *terms], theme, left=left, line=line, size=size)
        self.numbers = sums.numbers
        formula = Text("$sum (w x - y)^2$", theme, size=size)
        super().__init__(sums, formula.put(left=sums.numbers[1].get_left()[0], baseline=line))
        over = max(0.0, float(sums.get_right()[0]) - residuals.plane.box.right)
        for part in (*sums.symbols, *sums.signs, formula):
            part.shift((-over, 0, 0))
        for number in sums.numbers:
            number.put(number.anchor - np.array([over, 0, 0]))


def rise_over_run(tangent: Tangent, run: Trajectory, body: str, size: float) -> Text:
    """The gradient at the start of a run, as the triangle's rise over its run.

    ``body`` is Typst markup with blanks for the three.
    """
    across, slope = float(abs(tangent.steps_aside)), float(run.gradients[0, 0])
    numbers = {"rise": plain(slope * across, 6), "run": plain(across), "slope": plain(slope, 6)}
    rise = Truth(tangent.run).slope(float(run.thetas[0, 0])) * across
    text = body.format_map(numbers)
    return Text(
        text,
        tangent.run.plane.theme,
        size=size,
        role="gradient",
        shows=(rise, across, rise / across),
    )


class NewWeight(Arithmetic):
    """The new weight as the old one minus the rate times the gradient.

    A step that is drawn in stages keeps its numbers until the next one is under way.

    Parameters
    ----------
    on_curve
        The run's weight over its curve.
    run
        Of that weight.
    new
        Typst markup of the new weight.
    line, size
        Scene y of the formula's baseline, and its size.
    """

    def __init__(
        self, on_curve: OneWeight, run: Trajectory, new: str, *, line: float, size: float
    ) -> None:
        self.on_curve, plane = on_curve, on_curve.plane
        weights, slopes = run.thetas[:, 0], run.used_gradients[:, 0]
        self.weights = weights
        rate, number, bracketed = (
            float(run.learning_rates[0]),
            exactly(DIGITS),
            in_brackets(exactly(DIGITS)),
        )
        room = widest(number, weights)
        terms = (
            Term(
                new,
                lambda: float(weights[self.row + 1]),
                room,
                "batch",
                number,
                self._shown("arrived"),
                lambda: float(weights[self._step] - rate * self._measured),
            ),
            "$=$",
            Term(
                "$w$",
                lambda: float(weights[self.row]),
                room,
                "batch",
                number,
                anew=lambda: float(weights[self._step]),
            ),
            "$-$",
            Term("$eta$", lambda: rate, plain(rate)),
            "$dot$",
            Term(
                "$g$",
                lambda: float(slopes[self.row]),
                widest(bracketed, slopes),
                "gradient",
                bracketed,
                self._shown("known"),
                lambda: self._measured,
            ),
        )
        super().__init__(terms, plane.theme, left=plane.box.left + INDENT, line=line, size=size)

    @property
    def row(self) -> int:
        """The step whose arithmetic is shown: the last one until the next is under way."""
        playhead = self.on_curve.playhead
        return min(playhead.arrived - self._resting, playhead.steps - 1)

    @property
    def _resting(self) -> bool:
        """Whether a step that is drawn in stages is done, and the next is not under way."""
        playhead = self.on_curve.playhead
        return 0 < playhead.arrived <= playhead.staged and playhead.now <= playhead.arrived + 1e-9

    @property
    def _step(self) -> int:
        """The step again, for checks: the one that now is in, or just at the end of."""
        playhead = self.on_curve.playhead
        staged = playhead.now <= playhead.staged + WHOLE
        into = playhead.now - WHOLE if staged else playhead.now + WHOLE
        return min(max(int(into), 0), playhead.steps - 1)

    @property
    def _measured(self) -> float:
        """The gradient of that step again, measured off the loss."""
        return Truth(self.on_curve).slope(float(self.weights[self._step]))

    def _shown(self, part: str) -> Callable[[], float]:
        """How visible a number is: as a part of the step's drawing, and whole at rest."""
        return lambda: 1.0 if self._resting else float(getattr(self.on_curve.stage, part))
