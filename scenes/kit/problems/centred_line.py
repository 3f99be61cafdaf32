"""The loss surface over 51 points on y = 2x + 3, and the three runs that are compared on it."""

from __future__ import annotations

from numpy.random import RandomState

from gdcore import GradientDescent, LeastSquares, Trajectory, batches, datasets, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import BOTTOM, LEFT, RIGHT, TOP, Axis, Plane, evened
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.landscape import Landscape

Ends = tuple[float, float]
WINDOW: Ends = (-8.0, 8.0)  # of both w and b
UPPER = 0.56  # of a tall body's height, that a map takes at most
LEVELS = log_levels(1, 512, 10)  # each twice the last


def problem() -> LeastSquares:
    """Mean squared error of a line through the 51 points."""
    data = datasets.centred_line()
    return LeastSquares(data.x, data.y)


def batch_run(
    start: tuple[float, float], rate: float, epochs: int, loss: LeastSquares | None = None
) -> Trajectory:
    """Each step uses all rows; ``loss`` is that of other points, if not of the 51."""
    loss = loss or problem()
    every_row = batches.full(loss.samples)
    return descend(loss, GradientDescent(rate), start, epochs, batches=every_row)


def stochastic_run(
    start: tuple[float, float],
    rate: float,
    epochs: int,
    seed: int = 2,
    loss: LeastSquares | None = None,
) -> Trajectory:
    """Each step uses one row, drawn by the legacy generator."""
    loss = loss or problem()
    row = batches.single(loss.samples, RandomState(seed))
    return descend(loss, GradientDescent(rate), start, epochs * loss.samples, batches=row)


def mini_batch_run(
    start: tuple[float, float],
    rate: float,
    epochs: int,
    size: int = 8,
    seed: int = 1,
    loss: LeastSquares | None = None,
) -> Trajectory:
    """Each step uses ``size`` rows; every epoch shuffles them anew by the legacy generator."""
    loss = loss or problem()
    rows = batches.shuffled(loss.samples, size, RandomState(seed))
    steps = epochs * -(-loss.samples // size)
    return descend(loss, GradientDescent(rate), start, steps, batches=rows)


def square_side(body: Box) -> float:
    """Side of the largest square map in a body, in scene units."""
    return body.height - BOTTOM - TOP


def map_box(body: Box) -> Box:
    """The left of a body, as wide as the largest square map and its labels; a tall one's top."""
    if body.tall:
        square = body.width - LEFT - RIGHT + BOTTOM + TOP
        return body.inset(bottom=body.height - min(square, UPPER * body.height))
    return Box(body.left, body.left + LEFT + square_side(body) + RIGHT, body.bottom, body.top)


def square_of(box: Box) -> Box:
    """The left of a map's box, as wide as a square map and its labels."""
    return box.inset(right=box.width - (LEFT + square_side(box) + RIGHT))


def middle_square(body: Box) -> Box:
    """As large as a square map and its labels can be, in the middle of a body."""
    side = min(body.width - LEFT - RIGHT, square_side(body))
    aside, over = body.width - LEFT - RIGHT - side, square_side(body) - side
    return body.inset(aside / 2, aside / 2, over / 2, over / 2)


def map_panel(box: Box, theme: Theme, window: tuple[Ends, Ends] = (WINDOW, WINDOW)) -> Plane:
    """Parameter space in a box such as ``map_box``: w across, b up, on one scale."""
    across, up = window
    axes = evened(Axis(*across, "$w$"), Axis(*up, "$b$"), box)
    return Plane(box, *axes, theme)


def loss_map(plane: Plane, loss: LeastSquares | None = None, size: float = 1.0) -> Landscape:
    """Contours of the loss over a panel of (w, b), and the star at its minimum.

    Of another loss, levels are ``size`` times as high.
    """
    loss = loss or problem()
    return Landscape(Contours(plane, loss, size * LEVELS), loss)


def data_panel(box: Box, theme: Theme) -> Plane:
    """Data space, with room above and below for lines that are still wrong."""
    return Plane(box, Axis(-5.5, 5.5, "$x$"), Axis(-22, 28, "$y$", ticks=(-20, 0, 20)), theme)
