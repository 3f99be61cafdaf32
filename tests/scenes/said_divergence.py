"""What the lesson divergence says, worked out from closed forms over ten times the film's steps."""

from __future__ import annotations

import numpy as np

from .said import ACROSS, ALONG

VALUES = [
    {},
    {"stable_rate": 0.01, "learning_rate": 0.118, "steps": 15},
    {"start": (2.1, 12.0), "learning_rate": 0.118, "steps": 15},
    {"start": (2.5, -7.0)},
    {"start": (-7.0, 3.1), "stable_rate": 0.057},
]
RATES = np.linspace(0.001, 0.3, 3000)
LEAST = 1e-100  # errors under it are nothing
FOR_EVER = 10  # times the film's steps


def factors(rates):
    """Sizes of what a step multiplies the errors across the valley and along it by."""
    return np.abs(1 - ACROSS * np.asarray(rates)), np.abs(1 - ALONG * np.asarray(rates))


def steps(lesson, times=FOR_EVER):
    return np.arange(times * lesson.steps + 1)


def across(lesson, rate, times=FOR_EVER):
    """How far a run is from the floor of the valley, at each step."""
    return (lesson.start[0] - 2) * (1 - ACROSS * rate) ** steps(lesson, times)


def along(lesson, rate, times=FOR_EVER):
    """The same along the valley, from the minimum."""
    return (lesson.start[1] - 3) * (1 - ALONG * rate) ** steps(lesson, times)


def logs(lesson, times=FOR_EVER):
    """Logarithms of the losses of the diverging run."""
    rate, done = lesson.learning_rate, steps(lesson, times)
    parts = [
        np.log(curvature / 2 * (lesson.start[i] - best) ** 2) + 2 * done * np.log(abs(factor))
        for i, (curvature, best, factor) in enumerate(
            ((ACROSS, 2, 1 - ACROSS * rate), (ALONG, 3, 1 - ALONG * rate))
        )
    ]
    return np.logaddexp(*parts)


def bounces(lesson, rate):
    """Lengths of the jumps from one side of the valley to the other; all of them are such."""
    away = across(lesson, rate)
    away = away[np.abs(away) > LEAST]
    assert (away[1:] * away[:-1] < 0).all()
    return np.abs(np.diff(away))


def is_floor(lesson):
    """Whether the stable run is on the floor within the film, stays there, and goes along it."""
    side, way = (f(lesson, lesson.stable_rate) for f in (across, along))
    first, film = abs(side[0]), lesson.steps
    on_floor = np.abs(side) < 0.05 * first
    return on_floor[film:].all() and abs(way[0]) - abs(way[film]) > 1


def is_straight(lesson):
    """Whether the loss climbs at every step, as straight as can be told, in the film and after."""
    return all(
        (np.diff(logs(lesson, times)) > 0).all()
        and np.corrcoef(steps(lesson, times), logs(lesson, times))[0, 1] > 0.99
        for times in (1, FOR_EVER)
    )


def rules(lesson):
    """Whether errors shrink exactly under the steep limit, and best where both factors cross."""
    steep, flat = factors(RATES)
    below = (np.maximum(steep, flat) < 1) == (RATES < 2 / ACROSS)
    best = RATES[np.maximum(steep, flat).argmin()]
    crossing = RATES[1:][np.diff(np.sign(steep - flat)) != 0]
    return below.all() and len(crossing) == 1 and abs(best - crossing[0]) < 2e-4


SAID = {
    "valley": lambda s: (
        np.allclose(np.linalg.eigvalsh(s.problem.hessian(s.start)), [ALONG, ACROSS])
        and ACROSS > 5 * ALONG
    ),
    "stable.floor": is_floor,
    "stable.side": lambda s: (across(s, s.stable_rate) / (s.start[0] - 2) >= 0).all(),
    "zigzag": lambda s: (np.diff(bounces(s, s.zigzag_rate)) < 0).all(),
    "edge": lambda s: np.ptp(bounces(s, s.critical)) < 1e-9,
    "diverge.straight": is_straight,
    "diverge.climbing": lambda s: (
        (np.diff(bounces(s, s.learning_rate)) > 0).all() and logs(s)[-1] > logs(s)[0]
    ),
    "rule": rules,
}

LATER = {key: SAID[key] for key in ("stable.floor", "stable.side", "zigzag", "edge")}
LATER |= {key: SAID[key] for key in ("diverge.straight", "diverge.climbing")}
STARTS = VALUES
