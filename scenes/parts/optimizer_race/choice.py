"""What a lecturer picks from a list, written as ``"gd,momentum,adam"``."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.kit.lesson.parameters import ParameterError


def chosen(
    parameter: str, names: str, known: Sequence[str], *, least: int = 1, fewer: str = ""
) -> tuple[str, ...]:
    """The names picked, in the order of those there are; spaces and capitals do not matter.

    Parameters
    ----------
    parameter
        Whose value it is.
    names
        As given.
    known
        Those there are, in their usual order.
    least, fewer
        How many it takes, and what fewer are called.

    Raises
    ------
    ParameterError
        For names there are not, names twice, or too few of them, listing those there are.
    """
    wanted = [name.strip().lower() for name in names.split(",")]
    there_are, given = ", ".join(known), f"{parameter} = {names!r}"
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise ParameterError(f"{given} has no {unknown[0]!r}; there are {there_are}")
    if len(set(wanted)) < len(wanted):
        raise ParameterError(f"{given} names one twice; there are {there_are}")
    if len(wanted) < least:
        raise ParameterError(f"{given} {fewer} of {there_are}")
    return tuple(name for name in known if name in wanted)
