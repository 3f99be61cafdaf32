"""The formulas in the panels, with the numbers of the present step."""

from __future__ import annotations

from collections.abc import Callable

from manim import VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.one_weight.one_weight import OneWeight
from scenes.kit.one_weight.tangent import Tangent
from scenes.kit.one_weight.truth import Truth
from scenes.kit.runs.arithmetic import SIZE, Arithmetic, Items, Term, exactly, in_brackets, widest
from scenes.kit.time.record import WHOLE, recorded
from scenes.parts.gradient_step.squares import Residuals, again, reader, square

DIGITS = 4  # of weights and slopes, as many as are read while a step is drawn
LARGEST = 54.0  # size of a formula
# By the size: two rows of one; from its top to its baseline, and from its middle up to that.
TALL, HEAD, FOOT = 0.03, 0.0105, 0.004


class SumOfSquares(VGroup):
    """The loss as the sum of the squares, in numbers and, over them, as a formula; in a box."""

    def __init__(self, residuals: Residuals, run: Trajectory, box: Box) -> None:
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
        items = [loss, "$=$", *terms]
        size, wide = fitting(items, box, theme)
        line = float(box.center[1]) + FOOT * size
        sums = Arithmetic(items, theme, left=box.right - wide, line=line, size=size)
        self.numbers = sums.numbers
        formula = Text("$sum (w x - y)^2$", theme, size=size)
        super().__init__(sums, formula.put(left=sums.numbers[1].get_left()[0], baseline=line))


def fitting(items: Items, box: Box, theme: Theme) -> tuple[float, float]:
    """The size at which a formula over its numbers fits a box, and its width then."""
    wide = Arithmetic(items, theme, left=0, line=0, size=SIZE).end
    size = max(SMALLEST, min(LARGEST, SIZE * box.width / wide, box.height / TALL))
    return size, wide * size / SIZE


def rise_over_run(tangent: Tangent, run: Trajectory, body: str, box: Box) -> Text:
    """The gradient at the start of a run, as the triangle's rise over its run, in a box.

    ``body`` is Typst markup with blanks for the three.
    """
    across, slope = float(abs(tangent.steps_aside)), float(run.gradients[0, 0])
    numbers = {"rise": plain(slope * across, 6), "run": plain(across), "slope": plain(slope, 6)}
    rise = Truth(tangent.run).slope(float(run.thetas[0, 0])) * across
    theme, body = tangent.run.plane.theme, body.format_map(numbers)
    size = LARGEST * min(1.0, box.width / Text(body, theme, size=LARGEST).width)
    text = Text(body, theme, size=size, role="gradient", shows=(rise, across, rise / across))
    return text.move_to((box.center[0], box.top - text.height / 2, 0))


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
    box
        At whose top it is, in the middle.
    """

    def __init__(self, on_curve: OneWeight, run: Trajectory, new: str, box: Box) -> None:
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
        size, wide = fitting(terms, box, plane.theme)
        left, line = float(box.center[0]) - wide / 2, box.top - HEAD * size
        super().__init__(terms, plane.theme, left=left, line=line, size=size)

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
