"""The formula of two parameters that a lecturer types, as far as a frame has room for it."""

from __future__ import annotations

from functools import cache

from gdcore import Formula
from scenes.kit.lesson.parameters import ParameterError

SHOWN = 70  # letters of a formula that a stamp has room for


@cache
def typed(text: str) -> Formula:
    """The problem that a formula is; the same one for the same text.

    Raises
    ------
    ParameterError
        If it is too long to be shown.
    """
    problem = Formula(text)
    if len(problem.typst) > SHOWN:
        raise ParameterError(f"landscape = {text!r:.40}… is too long: {SHOWN} letters are shown")
    return problem
