"""What the stamp of a race says, and the same measured anew: checks hold it against that."""

from __future__ import annotations

import numpy as np

from gdcore import Adam, Formula, Momentum, Problem, RMSProp
from scenes.kit.ink.cast import CAST, Settings
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.lesson.words import Words
from scenes.kit.runs.origin import origin_of
from scenes.parts.optimizer_race.landscapes import LANDSCAPES, Shape, small
from scenes.parts.optimizer_race.race import Entry
from scenes.parts.optimizer_race.trials import FALL, Course


def stamp(
    name: str, course: Course, shape: Shape, entry: Entry, kept: Settings, words: Words
) -> tuple[dict[str, str], str, tuple[float, ...]]:
    """What fills a stamp's blanks, the words that it is in, and the numbers that it shows."""
    key = "stamp" if kept == Settings() else "stamp_set"
    return blanks(name, course, shape, kept, words), key, numbers(name, entry, kept)


def falling_stamp(
    name: str, course: Course, shape: Shape, words: Words
) -> tuple[dict[str, str], str, tuple[float, ...]]:
    """The same for runs whose rates fall: landscape, and how."""
    once, spent = (1 / float(course.falling(np.array(1.0))(s)) - 1 for s in (1, course.steps))
    values = blanks(name, course, shape, Settings(), words)
    values |= {"fall": plain(FALL), "budget": plain(course.steps)}
    shown = *constants(name, course.problem), 1, spent, spent / once
    return values, "falling_stamp", tuple(map(float, shown))


def blanks(name: str, course: Course, shape: Shape, kept: Settings, words: Words) -> dict[str, str]:
    """Landscape, start, and what is not tuned."""
    x, y = map(small, course.start)
    shaped = {key: plain(value) for key, value in shape._asdict().items()}
    untuned = {key: plain(value) for key, value in vars(kept).items()}
    shaped["formula"] = getattr(course.problem, "typst", "")
    landscape = words[f"{name}_stamp"].format(**shaped)
    return {"landscape": landscape, "x": x, "y": y, **untuned}


def numbers(name: str, entry: Entry, kept: Settings) -> tuple[float, ...]:
    """The same as the landscape, a run and the optimizers have them."""
    measured = constants(name, entry.run.problem)
    settings = () if kept == Settings() else untuned(kept)
    return (*measured, *origin_of(entry.run)[:2], *settings)


def constants(name: str, problem: Problem) -> tuple[float, ...]:
    """Numbers in a landscape's part of the stamp, measured on it; those of a formula are given."""
    if isinstance(problem, Formula):
        return tuple(numeral.value for numeral in numerals(problem.typst))
    return LANDSCAPES[name].numbers(problem)


def untuned(kept: Settings) -> tuple[float, ...]:
    """What optimizers with such settings keep: momentum, part of the squares, Adam's two."""
    makers = [CAST[role].make for role in ("momentum", "rmsprop", "adam")]
    momentum, rmsprop, adam = (make(1.0, kept) for make in makers if make is not None)
    assert isinstance(momentum, Momentum) and isinstance(rmsprop, RMSProp)
    assert isinstance(adam, Adam)
    values = momentum.momentum, rmsprop.decay, adam.beta1, adam.beta2
    return tuple(float(np.asarray(value)) for value in values)
