"""Whether a valley is long."""

from __future__ import annotations

from gdcore import Problem, condition_number

LONG = 5.0  # ratio of curvatures from which on it is


def is_long(problem: Problem) -> bool:
    """Whether a loss has a long valley, by the ratio of its curvatures at its minimum."""
    return bool(condition_number(problem, problem.minimizers[0]) > LONG)
