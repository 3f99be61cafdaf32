"""The ranges of a dataclass's numbers, read from the annotations of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import numpy as np

from gdcore.checks import Interval, number, scalar, whole, within

Check: TypeAlias = Callable[[Any, str, Interval], Any]


@dataclass(frozen=True)
class NumericField:
    """A field that holds numbers: which ones, and the check that goes with its type."""

    name: str
    interval: Interval
    check: Check
    or_callable: bool

    def checked(self, value: Any) -> Any:
        """Return the value in its final form; a callable, where one is allowed, as it is."""
        if self.or_callable and callable(value):
            return value
        return self.check(value, self.name, self.interval)


@cache
def numeric_fields(cls: type[Any]) -> tuple[NumericField, ...]:
    """Return the fields of a dataclass that hold numbers, each with its interval.

    Those are single numbers and arrays of them. Arrays of row numbers are not among them: their
    range depends on the samples that they pick from.

    Parameters
    ----------
    cls : type
        A dataclass whose numbers are annotated like ``rho: Annotated[float, Interval(0, 1)]``.

    Returns
    -------
    tuple of NumericField
        In the order of the fields.

    Raises
    ------
    TypeError
        If a field holds numbers and has no interval, or has one and holds no numbers.

    Examples
    --------
    >>> from gdcore import Momentum
    >>> for field in numeric_fields(Momentum):
    ...     print(field.name, field.interval, sep=": ")
    learning_rate: a finite number of at least 0
    momentum: a finite number from 0 to 1
    """
    hints = get_type_hints(cls, include_extras=True)
    found = []
    for field in fields(cls):
        hint, what = hints[field.name], f"{cls.__qualname__}.{field.name}"
        intervals = [note for note in get_args(hint)[1:] if isinstance(note, Interval)]
        check = _check_of(hint)
        if check and len(intervals) != 1:
            raise TypeError(
                f"{what} is annotated {field.type!r}; a field that holds numbers must be annotated "
                "with one range, as Annotated[float, Interval(0, 1)] (see gdcore.checks.Interval)"
            )
        if intervals and not check:
            raise TypeError(
                f"{what} is annotated {field.type!r}; only a field that holds numbers has a range"
            )
        if check:
            or_callable = any(kind is Callable for kind, _ in _parts(hint))
            found.append(NumericField(field.name, intervals[0], check, or_callable))
    return tuple(found)


def _check_of(hint: Any) -> Check | None:
    """Return the check for the numbers that a value of this type holds, None if it holds none."""
    numbers = {(kind, many) for kind, many in _parts(hint) if _is_number(kind)}
    single = {kind for kind, many in numbers if not many}
    if any(many and not issubclass(kind, np.integer) for kind, many in numbers):
        return number if single else within
    if not single:
        return None
    return whole if all(issubclass(kind, int | np.integer) for kind in single) else scalar


def _parts(hint: Any) -> Iterator[tuple[Any, bool]]:
    """Yield each type that a union names, and whether it comes many at a time, as in an array."""
    kind, arguments = get_origin(hint) or hint, get_args(hint)
    if kind is Annotated:
        yield from _parts(arguments[0])
    elif kind in (Union, UnionType):
        for option in arguments:
            yield from _parts(option)
    elif kind is np.ndarray:
        # FloatArray is ndarray[shape, dtype[float64]]; an array of unnamed type may hold floats.
        yield next(iter(get_args(arguments[1])), float) if arguments else float, True
    elif kind in (Sequence, list, tuple):
        yield from ((argument, True) for argument in arguments)
    else:
        yield kind, False


def _is_number(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, int | float | np.number) and kind is not bool
