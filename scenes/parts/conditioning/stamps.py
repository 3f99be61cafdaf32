"""What the stamps of the lesson conditioning say: blanks of the words, and all numbers in them."""

from __future__ import annotations

from gdcore import Trajectory
from scenes.kit.ink.numbers import plain
from scenes.parts.conditioning.two_features import START, TwoFeatures

RATE = 2.0  # over the sum of both curvatures: what the formula of the rate has in it
Stamp = tuple[dict[str, str], list[float]]


def stamp_of_one(points: int, run: Trajectory, start: tuple[float, float], target: float) -> Stamp:
    """So many points and their line, the start and the target."""
    w, b = map(float, run.problem.minimizers[0].round(9))
    first, second = map(plain, start)
    blanks = {"w": plain(w, 3) if w != 1 else "", "b": f"{b:+.4g}", "target": plain(target)}
    slope = [w] if w != 1 else []
    shows = [points, *slope, b, *run.thetas[0], RATE, target]
    return blanks | {"start_w": first, "start_b": second}, shows


def stamp_of_two(both: TwoFeatures, target: float) -> Stamp:
    """The points and their plane, the start and the target."""
    first, second = map(plain, START)
    shows = [len(both.x), both.slopes[0], both.intercept, *both.run.thetas[0], RATE, target]
    return {"first": first, "second": second, "target": plain(target)}, shows
