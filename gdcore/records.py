"""Records: frozen dataclasses of numbers and arrays, compared by content, stored without pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from gdcore.fields import numeric_fields

_classes: dict[str, type[Record]] = {}


@dataclass(frozen=True, eq=False)
class Record:
    """Base of every problem, optimizer, schedule and data set.

    Two records are equal when they are of one class and every field agrees bit for bit. Subclass
    it (as a frozen dataclass with ``eq=False``) to make a problem or schedule of your own storable
    by ``Trajectory.save``; its fields may be numbers, strings, arrays and further records.

    A field of numbers says in its annotation which ones it may hold, as in
    ``slope: Annotated[float, Interval(0)]`` with ``gdcore.checks.Interval``. They are checked and
    brought into their final form (float, int or a read-only array) here; a subclass that has more
    to check begins its own ``__post_init__`` with ``super().__post_init__()``.

    Raises
    ------
    ValueError
        If a number is outside the range of its field.
    TypeError
        If a field of the class holds numbers and has no range.

    Examples
    --------
    >>> from gdcore import GradientDescent, exponential
    >>> GradientDescent(0.1) == GradientDescent(0.1), GradientDescent(0.1) == GradientDescent(0.2)
    (True, False)
    >>> exponential(1, factor=0)
    Traceback (most recent call last):
    ValueError: factor is 0.0; it must be a finite number above 0
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        _classes[_class_name(cls)] = cls

    def __post_init__(self) -> None:
        for field in numeric_fields(type(self)):  # type: ignore[arg-type]  # classes are hashable
            checked = field.checked(getattr(self, field.name))
            object.__setattr__(self, field.name, checked)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _content(self) == _content(other)

    def __hash__(self) -> int:
        return hash(_content(self))

    def __deepcopy__(self, memo: object) -> Record:
        # A copy of something that cannot change is itself; numpy would copy the arrays writeable.
        return self


def pack(value: object, key: str, arrays: dict[str, np.ndarray[Any, Any]]) -> Any:
    """Describe a record in JSON's types; its arrays go into ``arrays``, named after ``key``.

    Raises
    ------
    ValueError
        If something in it, such as a lambda used as a schedule, cannot be described by numbers.
    """
    if isinstance(value, Record):
        described = {
            field.name: pack(getattr(value, field.name), f"{key}.{field.name}", arrays)
            for field in fields(value)
        }
        return {"class": _class_name(type(value)), "fields": described}
    if isinstance(value, np.ndarray):
        arrays[key] = value
        return {"array": key}
    if isinstance(value, tuple):
        return {"tuple": [pack(part, f"{key}.{i}", arrays) for i, part in enumerate(value)]}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise ValueError(
        f"{key} is {value!r}, which cannot be saved; it must be a number, a string, an array "
        "or a gdcore.Record (the schedules in gdcore.schedules are records, a lambda is not)"
    )


def unpack(described: Any, arrays: Mapping[str, Any]) -> Any:
    """Build again what ``pack`` described.

    Raises
    ------
    ValueError
        If the record's class is unknown: one that is not gdcore's must be imported first.
    """
    if not isinstance(described, dict):
        return described
    if "array" in described:
        return arrays[described["array"]]
    if "tuple" in described:
        return tuple(unpack(part, arrays) for part in described["tuple"])
    name = described["class"]
    if name not in _classes:
        raise ValueError(f"unknown class {name}; import it first, known are {sorted(_classes)}")
    values = {field: unpack(value, arrays) for field, value in described["fields"].items()}
    return _classes[name](**values)


def _class_name(cls: type) -> str:
    # gdcore's own classes keep their stored name when they move from one module to another.
    package = cls.__module__.partition(".")[0]
    return f"{package if package == 'gdcore' else cls.__module__}.{cls.__qualname__}"


def _content(value: object) -> object:
    if isinstance(value, Record):
        return type(value), tuple(_content(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    return value
