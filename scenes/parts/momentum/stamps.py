"""What the stamp says of the runs: the function, start and rate, and when they have arrived."""

from __future__ import annotations

import numpy as np

from scenes.kit.ink.numbers import decimal, plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.runs.origin import origin_of
from scenes.parts.momentum.ball_runs import BallRuns


def stamp_of(runs: BallRuns) -> tuple[dict[str, str], str, tuple[float, ...]]:
    """What fills the blanks of the stamp, the word that it is, and all numbers in it."""
    valley, key = runs.valley, "stamp_typed" if runs.valley.formula else "stamp"
    x, y = (plain(value, 6) for value in valley.outside(np.array(runs.start)))
    formula = f"${valley.formula.typst}$" if valley.formula else ""
    blanks = {"formula": formula, "condition": plain(valley.condition), "x": x, "y": y}
    blanks |= {"rate": decimal(runs.rate), "target": decimal(valley.target)}
    return blanks, key, _shown(runs, formula)


def _shown(runs: BallRuns, formula: str) -> tuple[float, ...]:
    """The numbers, as the runs have them; the first two are those of a half."""
    run, valley = runs.plain, runs.valley
    rest = *valley.outside(run.thetas[0]), origin_of(run)[-1], valley.target
    if formula:
        return (*(numeral.value for numeral in numerals(formula)), *rest)
    along, across = run.problem.hessian(run.thetas[0]).diagonal()
    return (1.0, 2.0 / float(along), float(across / along), *rest)
