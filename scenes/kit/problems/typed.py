"""The formula of two parameters that a lecturer types, as far as a frame has room for it."""

from __future__ import annotations

from functools import cache

from gdcore import Formula
from scenes.kit.lesson.parameters import ParameterError, is_formula

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


def axis_names(problem: Formula) -> tuple[str, str]:
    """Typst's maths for both parameters: ``theta2`` with an index."""
    first, second = (_named(name) for name in problem.names)
    return first, second


def _named(name: str) -> str:
    stem = name.rstrip("0123456789")
    return f"${stem}_{name[len(stem) :]}$" if stem != name else f"${name}$"


def is_typed(landscape: str, own: str, points: str) -> bool:
    """Whether a landscape is a formula, and not a lesson's own one.

    Raises
    ------
    ParameterError
        For a name there is none of, or if there are both points and a formula.
    """
    if landscape == own:
        return False
    if points:
        raise ParameterError(f"set points or landscape = {landscape!r}, not both")
    if not is_formula(landscape):
        raise ParameterError(f"landscape = {landscape!r} is none; there is {own}, or a formula")
    return True
