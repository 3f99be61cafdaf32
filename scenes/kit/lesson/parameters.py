"""What a lecturer may set in a lesson: annotated class attributes, checked when they change.

class Divergence(Lesson):
    learning_rate: Annotated[float, Interval(0.12, 0.5), "rate of the diverging run"] = 0.125
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from inspect import get_annotations
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

from gdcore.datasets import read_csv
from gdcore.formula import read

_WORD = {float: "a number", int: "a whole number", bool: "true or false", str: "a text"}


class ParameterError(ValueError):
    """A parameter that does not exist, or a value it cannot take; the message is one line."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers a parameter may take, ends included."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"from {self.low:.10g} to {self.high:.10g}"

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Kind:
    """What the text of a parameter stands for: ``check`` raises ValueError if it is none."""

    check: Callable[[str], object]
    words: str

    def __str__(self) -> str:
        return self.words


def data_file(*, labels: bool = False) -> Kind:
    """The points of a CSV file, or with labels instead of a second number; no file if empty."""

    def check(text: str) -> None:
        if not text:
            return
        data = read_csv(text)
        if data.labels and not labels:
            raise ValueError("its second column holds words; it must hold numbers")
        if labels and not set(data.y.tolist()) <= {0.0, 1.0}:
            raise ValueError("its second column holds numbers; labels are 0 and 1, or two words")

    second = "then a label, 0 or 1 or one of two words" if labels else "then y"
    return Kind(check, f"a CSV file of two columns, x and {second}")


def is_formula(text: str) -> bool:
    """Whether a text is no list of names, right or wrong."""
    names = (name.strip().replace("-", "_") for name in text.split(","))
    return not all(name.isidentifier() or not name for name in names)


def formula_or(*names: str) -> Kind:
    """A formula in two parameters, or else some of the names, separated by commas."""

    def check(text: str) -> None:
        if not is_formula(text):
            return  # the lesson knows what to say of wrong names
        _, found = read(text)
        if len(found) != 2:
            raise ValueError(f"the formula is in {', '.join(found)}; it must be in two parameters")

    return Kind(check, f"some of {', '.join(names)}, or a formula as x^4 + y^2 - x y")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a lesson.

    ``type`` is float, int, bool or str, and ``length`` the number of values: 0 for a single
    one, else a tuple of that many. ``kind`` is what a text stands for, if it is no mere text.
    """

    name: str
    type: type
    length: int
    default: object
    interval: Interval | None
    help: str
    kind: Kind | None = None

    @property
    def allowed(self) -> str:
        """The values it takes, in words: ``a number from 0 to 1``."""
        if self.kind:
            return str(self.kind)
        many = f"{self.length} values separated by commas, each " if self.length else ""
        return f"{many}{_WORD[self.type]}" + (f" {self.interval}" if self.interval else "")

    def check(self, value: object) -> object:
        """The value, as the parameter's own type.

        Raises
        ------
        ParameterError
            If the type is wrong or the value is outside the interval.
        """
        if not self.length:
            return self._check_one(value, value)
        if not isinstance(value, (tuple, list)) or len(value) != self.length:
            raise self._refusal(value)
        return tuple(self._check_one(item, value) for item in value)

    def read(self, text: str) -> object:
        """The value written in ``text``, as on a command line; tuples are ``-4,-7``.

        Raises
        ------
        ParameterError
            If the text is no such value, or the value is not allowed.
        """
        if not self.length:
            return self.check(self._read_one(text, text))
        parts = text.strip("()[] ").split(",")
        return self.check(tuple(self._read_one(part.strip(), text) for part in parts))

    def _check_one(self, item: object, given: object) -> object:
        if self.type is float and isinstance(item, int) and not isinstance(item, bool):
            item = float(item)
        if type(item) is not self.type:
            raise self._refusal(given)
        if isinstance(item, float) and not math.isfinite(item):
            raise self._refusal(given)
        if self.kind and isinstance(item, str):
            try:
                self.kind.check(item)
            except ValueError as error:
                raise ParameterError(f"{self.name}: {error}") from None
        if self.interval and isinstance(item, (int, float)) and not self.interval.holds(item):
            raise self._refusal(given)
        return item

    def _read_one(self, text: str, given: str) -> object:
        if self.type is bool:
            if text.lower() not in ("true", "false"):
                raise self._refusal(given)
            return text.lower() == "true"
        try:
            return self.type(text)
        except ValueError:
            raise self._refusal(given) from None

    def _refusal(self, value: object) -> ParameterError:
        return ParameterError(f"{self.name} = {value!r} is not allowed: it takes {self.allowed}")


def parameters_of(lesson: type, base: type) -> dict[str, Parameter]:
    """Parameters declared by ``lesson`` and the classes between it and ``base``, in order."""
    declared: dict[str, Parameter] = {}
    for owner in reversed(lesson.__mro__):
        if owner is base or not issubclass(owner, base):
            continue
        hints = get_type_hints(owner, include_extras=True)
        for name in get_annotations(owner):
            if not name.startswith("_") and get_origin(hints[name]) is not ClassVar:
                declared[name] = _parameter(name, hints[name], getattr(lesson, name))
    return declared


def _parameter(name: str, hint: Any, default: object) -> Parameter:
    notes: tuple[object, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        notes = tuple(rest)
    interval = next((note for note in notes if isinstance(note, Interval)), None)
    kind_of = next((note for note in notes if isinstance(note, Kind)), None)
    text = next((note for note in notes if isinstance(note, str)), "")
    items = get_args(hint) if get_origin(hint) is tuple else ()
    kind = items[0] if items else hint
    if kind not in _WORD or any(item is not kind for item in items):
        raise TypeError(f"parameter {name} has type {hint}; use float, int, bool, str or a tuple")
    return Parameter(name, kind, len(items), default, interval, text, kind_of)
