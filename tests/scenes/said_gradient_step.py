"""What the sentences of gradient_step claim, worked out anew, and what is true of them later.

The loss is the parabola aw² − 2bw + c with a = Σx², b = Σxy and c = Σy², 5w² − 12.2w + 7.49 of the
rain; a step multiplies the error w − b/a, w − 1.22, by 1 − 2aη.
"""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import descend

from .said import DATA, says, word
from .said_always import is_slope, moves_by_the_rate, squares

VALUES = [
    {},
    {"learning_rate": 0.1},
    {"learning_rate": 0.15, "start": 1.3},
    {"learning_rate": 0.15, "start": -7.5},
    {"learning_rate": 0.2, "steps": 7},
    {"learning_rate": 0.21},
    {"learning_rate": 0.01},
    {"points": f"{DATA}/cars.csv"},
    {"points": f"{DATA}/co2.csv", "start": -7.0},
    {"points": f"{DATA}/two.csv"},
]
WEIGHTS = np.linspace(-10, 15, 26)


def sums(lesson):
    """a, b and c of the parabola."""
    x, y = lesson.problem.x, lesson.problem.y
    found = sum(x * x), sum(x * y), sum(y * y)
    if not lesson.points:
        assert np.allclose(found, (5, 6.1, 7.49))
    return found


def parabola(lesson, weights):
    """The loss of y = w x over the three readings."""
    a, b, c = sums(lesson)
    return a * weights**2 - 2 * b * weights + c


def least(lesson):
    """The best weight."""
    a, b, _ = sums(lesson)
    return b / a


def factor(lesson):
    """What a step multiplies the error by."""
    return 1 - 2 * sums(lesson)[0] * lesson.learning_rate


def error(lesson, steps):
    """How far the run is from the minimum after so many steps."""
    return abs(factor(lesson)) ** steps * abs(lesson.start - least(lesson))


def ending(lesson):
    """The last weight, to four digits as the sentences write it."""
    at = least(lesson)
    last = at + factor(lesson) ** lesson.steps * (lesson.start - at)
    return f"{last:.4g}".replace("-", "\N{MINUS SIGN}")


def is_stack(lesson):
    """Whether the squares of the first line add up to the loss, as high as the stack is."""
    heights = [bar.heights for bar in lesson.stack]
    sizes = squares(lesson.problem.x, lesson.problem.y, lesson.start)
    return (
        np.allclose(lesson.run.values, parabola(lesson, lesson.run.thetas[:, 0]))
        and np.allclose([high - low for low, high in heights], sizes)
        and np.isclose(heights[-1][1], lesson.run.values[0])
    )


def turns(lesson, side):
    """Whether the other run starts on a side of the minimum, and steps to the other one."""
    first, second = lesson.mirrored.thetas[:, 0]
    at, a = least(lesson), sums(lesson)[0]
    across = (lesson.start - at) * (first - at) < 0
    return (
        across
        and side * (first - at) > 0
        and side * 2 * a * (first - at) > 0
        and side * (second - first) < 0
        and moves_by_the_rate(lesson.mirrored, lesson.learning_rate)
    )


def tells(lesson, *parts):
    return says(lesson, "arrive", f"after {word(lesson.steps)} steps", *parts)


SAID = {
    "show_loss": lambda s: np.allclose(s.problem.value(WEIGHTS[:, None]), parabola(s, WEIGHTS)),
    "measure_loss": is_stack,
    "draw_tangent": lambda s: is_slope(s.problem, s.run.thetas[0], s.run.gradients[0]),
    "take_step": lambda s: moves_by_the_rate(s.run, s.learning_rate),
    "other_side.left": lambda s: turns(s, -1),
    "other_side.right": lambda s: turns(s, 1),
    "repeat.shorter": lambda s: 1e-9 < abs(factor(s)) < 1 - 1e-6,
    "repeat.equal": lambda s: abs(factor(s)) == pytest.approx(1),
    "repeat.longer": lambda s: abs(factor(s)) > 1 + 1e-6,
    "repeat.done": lambda s: abs(factor(s)) < 1e-9,
    "arrive.near": lambda s: (
        0.005 < error(s, s.steps) < error(s, 0) / 10 and tells(s, f"is {ending(s)},")
    ),
    "arrive.met": lambda s: 0 < error(s, s.steps) < 0.01 and tells(s),
    "arrive.nearer": lambda s: (
        0.01 < error(s, s.steps) < error(s, 0) and tells(s, f"is {ending(s)},")
    ),
    "arrive.away": lambda s: abs(factor(s)) > 1 - 1e-6 and tells(s),
    "arrive.there": lambda s: abs(s.run.thetas[1, 0] - least(s)) < 1e-9,
}


def moves(lesson):
    """Lengths of ten times as many steps, where they are no rounding yet."""
    steps = 10 * lesson.steps
    run = descend(lesson.problem, lesson.run.optimizer, [lesson.start], steps)
    long = np.abs(np.diff(run.thetas[:, 0]))
    return long[long > 1e-9]


def stays_there(lesson):
    """Whether the run is at the minimum from its first step on, ten times as long."""
    steps = 10 * lesson.steps
    run = descend(lesson.problem, lesson.run.optimizer, [lesson.start], steps)
    return np.abs(run.thetas[1:, 0] - least(lesson)).max() < 1e-9


LATER = {
    "other_side.right": lambda s: turns(s, 1),
    "repeat.shorter": lambda s: (np.diff(moves(s)) < 0).all(),
    "repeat.equal": lambda s: np.allclose(moves(s), moves(s)[0]),
    "repeat.longer": lambda s: (np.diff(moves(s)) > 0).all(),
    # It never is there, only ever nearer: no later step takes it farther away again.
    "arrive.near": lambda s: 0 < error(s, 2 * s.steps) < error(s, s.steps),
    "arrive.met": lambda s: error(s, 10 * s.steps) < 0.01,
    "arrive.away": lambda s: error(s, 10 * s.steps) > error(s, 0) - 1e-9,
    "arrive.there": stays_there,
}
STARTS = [
    *VALUES[1:],
    {"start": -6.0},
    {"learning_rate": 0.21, "start": -3.0},
    {"learning_rate": 0.06, "start": 14.0},
]
