"""The error of the first line as what it is: the mean of the squared gaps."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from gdcore import LeastSquares
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import significant
from scenes.kit.ink.theme import Theme
from scenes.kit.runs.arithmetic import Term
from scenes.kit.runs.stacked import stacked

Three = significant(3)


def mean_of_squares(
    box: Box, problem: LeastSquares, line: tuple[float, float], name: str, theme: Theme
) -> VGroup:
    """The formula of the error, ``name`` of it first, and what it is of a line (w, b)."""
    (w, b), count = line, len(problem.x)
    error = float(problem.value(np.array(line)))
    term = Term(
        "",
        lambda: error,
        Three(error),
        write=Three,
        anew=lambda: float(np.mean((w * problem.x + b - problem.y) ** 2)),
    )
    formula = f'$"{name}" = 1 / {count} sum (hat(y) - y)^2$', (1.0, float(count))
    return stacked(box, [[formula], [("$=$",), term]], theme)
