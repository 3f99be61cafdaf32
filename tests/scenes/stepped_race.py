"""Every run of a race stepped by itself, one step after another, for what is said to be held to."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np

import gdcore
from scenes.kit.ink.cast import CAST

RATES = np.geomspace(1e-4, 10, 51)
BUDGETS = 10  # for which a run has to stay


@cache
def stepped(course, roles, settings, starts, ways):
    """Which rates get there, and stay, from each start; and the step from which on.

    For each way, constant or falling, and each role. Those that get there within the budget walk
    again, for all budgets.
    """
    rates = RATES if course.shared_rate is None else np.array([course.shared_rate])
    places, tried = np.repeat(np.array(starts), len(rates), axis=0), np.tile(rates, len(starts))
    crews = [(falls, role) for falls in ways for role in roles]

    def walk(lanes, budgets):
        """All crews side by side, each on some of the lanes."""
        optimizers = [
            CAST[role].make(paced(course, tried[lane], falls), settings)
            for lane, (falls, role) in zip(lanes, crews, strict=True)
            if len(lane)
        ]
        return walked(course, optimizers, [places[lane] for lane in lanes], budgets * course.steps)

    there = [np.flatnonzero(hit) for hit, _ in walk([np.arange(len(tried))] * len(crews), 1)]
    found = []
    for lane, (_, last) in zip(there, walk(there, BUDGETS), strict=True):
        got, since = np.zeros(len(tried), dtype=bool), np.zeros(len(tried), dtype=int)
        got[lane], since[lane] = True, last + 1
        rows = got, got & (since <= course.steps), since
        found.append([row.reshape(len(starts), -1) for row in rows])
    return [found[way * len(roles) : (way + 1) * len(roles)] for way in range(len(ways))]


def walked(course, optimizers, crews, steps):
    """Which places (n, 2) of some crews come to the target, and when each is last above it."""
    parts = np.cumsum([0, *map(len, crews)])
    parts = [slice(*ends) for ends in pairwise(parts)]
    busy = [part for part in parts if part.stop > part.start]
    theta = np.concatenate(crews)
    states = [optimizer.init(theta[part]) for optimizer, part in zip(optimizers, busy, strict=True)]
    hit, last = np.zeros(len(theta), dtype=bool), np.full(len(theta), -1)
    with np.errstate(all="ignore"):
        for step in range(steps + 1):
            low = course.problem.value(theta) <= course.target
            hit |= low
            np.copyto(last, step, where=~low)
            slopes, moved = course.problem.gradient(theta), theta.copy()
            for index, (optimizer, part) in enumerate(zip(optimizers, busy, strict=True)):
                given = slopes[part], theta[part], states[index]
                moved[part], states[index] = optimizer.update(*given)
            theta = np.where(np.isnan(moved), theta, moved)
    return [(hit[part], last[part]) for part in parts]


def paced(course, rates, falls):
    """The rates (n,), or a schedule on which they fall."""
    return gdcore.schedules.inverse_time(rates, 10 / course.steps) if falls else rates


def replayed(course, role, rate, settings, steps):
    """Lengths of the steps, and of the slopes, of one at a rate."""
    optimizer, theta = CAST[role].make(rate, settings), np.array(course.start)
    ways, slopes, state = [], [], optimizer.init(theta)
    for _ in range(steps):
        slope = course.problem.gradient(theta)
        moved, state = optimizer.update(slope, theta, state)
        ways.append(np.linalg.norm(moved - theta)), slopes.append(np.linalg.norm(slope))
        theta = moved
    return ways, slopes
