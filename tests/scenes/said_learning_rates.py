"""What the sentences of learning_rates claim, worked out anew, and what is true of them later.

The loss is L(w) = 5w² − 12.2w + 7.49; a step multiplies the error w − 1.22 by 1 − 10η.
"""

from __future__ import annotations

import numpy as np

from gdcore import descend

from .said import says, word
from .test_verdicts import LIMITED

VALUES = [
    {},
    {"rates": (0.01, 0.05, 0.15, 0.2)},
    {"rates": (0.21, 0.25, 0.3, 0.22), "start": 2.0},
    {"rates": (0.15, 0.01, 0.21, 0.1), "start": 14.0, "steps": 12},
    {"rates": (0.3, 0.1, 0.1, 0.3), "start": -9.0, "steps": 4},
]


def ends(lesson):
    """Where the runs end: beside the star, away from it, out of the picture."""
    counts = {"near": 0, "away": 0, "out": 0}
    for rate in lesson.rates:
        weight = 1.22 + (1 - 10 * rate) ** lesson.steps * (lesson.start - 1.22)
        loss = 5 * (weight - 1.22) ** 2 + 0.048
        if not -14 <= weight <= 16.5 or loss > 1050:
            counts["out"] += 1
        else:
            counts["near" if abs(weight - 1.22) <= 0.5 else "away"] += 1
    return counts


def slants(lesson):
    """How many losses fall, climb and stay."""
    sizes = np.abs(1 - 10 * np.array(lesson.rates))
    fall, climb = sizes < 1 - 1e-9, sizes > 1 + 1e-9
    return int(fall.sum()), int(climb.sum()), int((~fall & ~climb).sum())


def jumps(lesson):
    """Lengths of the first steps."""
    return np.abs(np.diff(lesson.runs.thetas[:2, :, 0], axis=0)[0])


def shrinks(runs, steps):
    """At which of the four rates the error is smaller after so many steps."""
    errors = np.abs(runs.thetas[[0, steps], :, 0] - 1.22)
    return errors[1] < errors[0] - 1e-9


def shrinks_below_the_limit(lesson, times=1):
    """Whether exactly the rates below 2/10 shrink the error, also ``times`` as many steps later."""
    steps = times * lesson.steps
    longer = descend(lesson.problem, lesson.runs.optimizer, lesson.runs.thetas[0], steps)
    below = np.array(lesson.rates) < 2 / 10 - 1e-12
    return all((shrinks(longer, after) == below).all() for after in (1, steps))


SAID = {
    "set_up": lambda s: len(s.rates) == 4 and (s.runs.thetas[0] == s.start).all(),
    "first_step": lambda s: np.allclose(jumps(s) / s.rates, abs(10 * s.start - 12.2)),
    "keep_stepping.each": lambda s: (
        ends(s) == {"near": 2, "away": 1, "out": 1}
        and says(s, "keep_stepping", f"After {word(s.steps)} steps")
    ),
    "keep_stepping.counted": lambda s: says(
        s,
        "keep_stepping",
        f"After {word(s.steps)} steps",
        "{near} beside the star, {away} still away from it, {out} out of the picture".format(
            **{name: word(count) for name, count in ends(s).items()}
        ),
    ),
    "compare_losses.three": lambda s: slants(s) == (3, 1, 0),
    "compare_losses.fall": lambda s: slants(s) == (4, 0, 0),
    "compare_losses.climb": lambda s: slants(s) == (0, 4, 0),
    "compare_losses.counted": lambda s: says(
        s,
        "compare_losses",
        "{} falling, {} climbing, {} level".format(*map(word, slants(s))),
    ),
    "explain": shrinks_below_the_limit,
}


def slants_later(lesson):
    """How many losses are lower, higher and the same after ten times as many steps."""
    sizes = np.array([(1 - 10 * rate) ** (20 * lesson.steps) for rate in lesson.rates])
    return int((sizes < 1 - 1e-9).sum()), int((sizes > 1 + 1e-9).sum())


# How the runs are counted after the film's steps says itself how far it holds; no curve turns.
LATER = {
    "keep_stepping.each": LIMITED,
    "keep_stepping.counted": LIMITED,
    "compare_losses.three": lambda s: slants_later(s) == (3, 1),
    "compare_losses.fall": lambda s: slants_later(s) == (4, 0),
    "compare_losses.climb": lambda s: slants_later(s) == (0, 4),
    "explain": lambda s: shrinks_below_the_limit(s, times=10),
}
STARTS = [
    *VALUES[1:],
    {"start": -9.0},
    {"rates": (0.01, 0.05, 0.15, 0.19), "start": 2.0},
]
