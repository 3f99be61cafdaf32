"""What the stamps of the lesson conditioning say: blanks of the words, and all numbers in them."""

from __future__ import annotations

from typing import Any

from gdcore import Trajectory
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.lesson.words import Words
from scenes.parts.conditioning.given import Given
from scenes.parts.conditioning.standardising import Standardising
from scenes.parts.conditioning.two_features import START, TwoFeatures

DIGITS = 3  # of a start that is worked out
RATE = 2.0  # over the sum of both curvatures: what the formula of the rate has in it
Stamp = tuple[dict[str, str], list[float]]


def first_stamp(
    given: Given,
    run: Trajectory,
    start: tuple[float, float],
    target: float,
    words: Words,
    after: Trajectory | None = None,
) -> dict[str, Any]:
    """What the title is opened with: blanks, key and numbers of the lesson's stamp or a file's.

    With a run ``after`` standardising, the start is also told as it is then.
    """
    if given.file:
        key, (blanks, shows) = "stamp_own", stamp_of_file(given.stamp(words), run, target)
    else:
        key, (blanks, shows) = "stamp", stamp_of_one(len(given.y), run, start, target)
    blanks["moved"] = ""
    if after:
        w, b = (plain(value, DIGITS) for value in after.thetas[0].tolist())
        blanks["moved"] = words["moved"].format(w=w, b=b)
        data = Standardising(given.x, given.y)
        data.set_value(2)
        shows[-2:-2] = data.line_again(start)[0].tolist()
    return {"stamp": blanks, "key": key, "shows": shows}


def stamp_of_one(points: int, run: Trajectory, start: tuple[float, float], target: float) -> Stamp:
    """So many points and their line, the start and the target."""
    w, b = map(float, run.problem.minimizers[0].round(9))
    first, second = map(plain, start)
    blanks = {"w": plain(w, 3) if w != 1 else "", "b": f"{b:+.4g}", "target": plain(target)}
    slope = [w] if w != 1 else []
    shows = [points, *slope, b, *run.thetas[0], RATE, target]
    return blanks | {"start_w": first, "start_b": second}, shows


def stamp_of_file(points: str, run: Trajectory, target: float) -> Stamp:
    """What is said of the points of a file, the start and the target."""
    first, second = (plain(float(value)) for value in run.thetas[0])
    named = [numeral.value for numeral in numerals(points)]
    blanks = {"points": points, "start_w": first, "start_b": second, "target": plain(target)}
    return blanks, [*named, *run.thetas[0], RATE, target]


def stamp_of_two(both: TwoFeatures, target: float) -> Stamp:
    """The points and their plane, the start and the target."""
    first, second = map(plain, START)
    shows = [len(both.x), both.slopes[0], both.intercept, *both.run.thetas[0], RATE, target]
    return {"first": first, "second": second, "target": plain(target)}, shows
