"""What the lesson steepest says, worked out from slopes by differences and from closed angles."""

from __future__ import annotations

import numpy as np

from .said import ACROSS, ALONG, DATA, says

COUNT, SMALL, LONG, LONGER = 24, 30, 3, 10
SHRUNK = 0.25
TINY = 1e-5
VALUES = [
    {},
    {"trial_length": 0.03},
    {"landscape": "himmelblau"},
    {"landscape": "rosenbrock"},
    {"landscape": "saddle"},
    {"place": (1.9, -1.4), "trial_length": 0.15},
    {"place": (2.012, -1.0)},
    {"points": f"{DATA}/cars.csv"},
    {"points": f"{DATA}/co2.csv"},
    {"landscape": "x ln(x) + y^2"},
    {"landscape": "x^2 - y^2"},
]


def slopes(lesson, theta):
    """Both slopes at a place, by central differences."""
    ways = TINY * np.eye(2)
    value = lesson.problem.value
    return np.array([(value(theta + way) - value(theta - way)) / (2 * TINY) for way in ways])


def angle(first, second):
    """Degrees between two vectors of the plane, 0 to 180."""
    turned = np.angle(complex(*second) / complex(*first), deg=True)
    return abs(float(turned))


def best(lesson, shorter=1.0):
    """Degrees off −g of the lowest landing on the ring; the least of them if several are."""
    length = shorter * lesson.trial_length * lesson.ground.side
    down = complex(*-slopes(lesson, lesson.here))
    ways = down / abs(down) * np.exp(2j * np.pi * np.arange(COUNT) / COUNT)
    tips = lesson.here + length * np.stack([ways.real, ways.imag], axis=1)
    landed = lesson.problem.value(tips)
    off = [angle((down.real, down.imag), tip - lesson.here) for tip in tips]
    lowest = landed <= landed.min() + 1e-6 * np.ptp(landed)
    return round(min(turn for turn, low in zip(off, lowest, strict=True) if low))


def worst(lesson, rate, steps):
    """Degrees off straight down at the ends of steps of plain descent, at most."""
    theta, found = np.array(lesson.here, dtype=float), []
    for _ in range(steps):
        step = -rate * slopes(lesson, theta)
        theta = theta + step
        found.append(angle(step, -slopes(lesson, theta)))
    return max(found)


def walked(lesson):
    """The same of the small steps and of the long ones."""
    rate = lesson.ground.rate
    return worst(lesson, rate, SMALL), worst(lesson, LONGER * rate, LONG)


def two_slopes(lesson):
    """Whether there is a slope along both sliders."""
    own = slopes(lesson, lesson.here)
    if lesson.landscape == "valley" and not lesson.points:
        assert np.allclose(own, (lesson.here - (2, 3)) * (ACROSS, ALONG), rtol=1e-6)
    return (np.abs(own) > 0).all()


def one_arrow(lesson):
    """Whether minus both numbers are the sides of minus the gradient."""
    return np.allclose(lesson.sides.down, -slopes(lesson, lesson.here), rtol=1e-5)


def stands(lesson):
    """Whether the arrows are across their line, and longer where its neighbours are nearer."""
    row = lesson.standing.row
    along = np.gradient(row.line, axis=0)
    nearest = [np.linalg.norm(row.line - place, axis=1).argmin() for place in row.places]
    off = [
        abs(angle(along[index], slopes(lesson, place)) - 90)
        for index, place in zip(nearest, row.places, strict=True)
    ]
    assert max(off) < 4, off
    steeper = row.slopes[:, None] > 1.1 * row.slopes
    nearer = row.gaps[:, None] < row.gaps
    return steeper.any() and nearer[steeper].all() and close(row)


def close(row):
    """Whether slope and gap together are what the lines are apart, nearly."""
    return (np.abs(row.gaps * row.slopes / row.apart - 1) < 0.15).all()


def walk(lesson, kind):
    small, long = walked(lesson)
    return (small < 10 < long) == (kind == "across")


def tells_angles(lesson):
    small, long = walked(lesson)
    return says(lesson, "walk", f" {small:.0f} degrees", f" {long:.0f} degrees")


SAID = {
    "two_slopes": two_slopes,
    "one_arrow": one_arrow,
    "try_directions.turns": lambda s: (
        best(s, SHRUNK) == 0 < best(s) and says(s, "try_directions", f" {best(s)} degrees")
    ),
    "try_directions.arrow": lambda s: best(s) == 0 == best(s, SHRUNK),
    "try_directions.off": lambda s: (
        best(s, SHRUNK) > 0
        and says(s, "try_directions", f" {best(s)} degrees", f" {best(s, SHRUNK)} degrees")
    ),
    "level_line": stands,
    "walk.across": lambda s: walk(s, "across"),
    "walk.askew": lambda s: walk(s, "askew") and tells_angles(s),
}
LATER = {}
STARTS = VALUES
