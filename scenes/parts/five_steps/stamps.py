"""What the stamp says: the points, where they are from, and the run on them."""

from __future__ import annotations

import numpy as np
from numpy.random import RandomState

from gdcore import Trajectory, datasets
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.lesson.words import Words
from scenes.kit.runs.origin import origin_of
from scenes.parts.five_steps.split import SPLIT_SEED, Split

SEED = 42  # of the lesson's points, as the words say


def stamp_of(
    split: Split, run: Trajectory, words: Words
) -> tuple[dict[str, object], str, tuple[float, ...]]:
    """What fills the blanks of the stamp, the word that it is, and all numbers in it."""
    w, b = (plain(float(value), 4) for value in run.thetas[0])
    train, origin = len(split.train), origin_of(run)
    blanks: dict[str, object] = {"train": train, "rate": plain(origin[-1]), "w": w, "b": b}
    if split.own is None:
        return blanks, "stamp", (*provenance(), *origin)
    points = split.stamp(words)
    named = (numeral.value for numeral in numerals(points))
    return blanks | {"points": points}, "stamp_own", (*named, train, SPLIT_SEED, *origin)


def provenance() -> tuple[float, ...]:
    """What the stamp says of the lesson's points, as they have it.

    How many there are, the line around which they lie as intercept and fall, how many are trained
    on, and the seed of the generator whose first number is the first x.
    """
    data = datasets.split_line()
    slope, intercept = np.polyfit(data.x, data.y, 1)
    seed = SEED if RandomState(SEED).rand() == data.x[0] else np.nan
    return len(data.x), float(intercept), -float(slope), len(data.train), seed
