"""What a mobject stands for, said by the parts that draw it, so that pictures can be checked.

A mobject with a ``meaning`` is looked at as one thing, whatever it is put together from; one
that shows part of a record also has a method ``claims``, which reads that part anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar, runtime_checkable

import numpy as np
from manim import Mobject
from numpy.typing import ArrayLike, NDArray

Kind = Literal["text", "number", "marker", "arrow", "path", "line", "panel", "landscape"]
M = TypeVar("M", bound=Mobject)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one thing on screen is.

    Attributes
    ----------
    kind
        Paths are series of a record, lines are everything else that is drawn as one; the
        landscape is quiet and nothing to run into.
    role
        The role whose colour it has; empty for a colour that was given.
    name
        A word for reports, where the kind does not say enough.
    size
        Font size in manim points.
    words
        Markup of a text whose words a viewer has to read; none for stamps.
    dash
        Lengths of dash and gap of a path.
    edge
        Whether it belongs to an edge arrow, which speaks of what is outside.
    """

    kind: Kind
    role: str = ""
    name: str = ""
    size: float = 0.0
    words: str = ""
    dash: tuple[float, float] | None = None
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Something shown, and what the record says: texts, or scene points of the same shape."""

    what: str
    shown: str | NDArray[np.float64]
    true: str | NDArray[np.float64]


@runtime_checkable
class Claims(Protocol):
    """A mobject that shows part of a record."""

    def claims(self) -> list[Claim]:
        """What it shows now, beside what the record says; nothing while it shows nothing."""
        ...


def mean(mobject: M, meaning: Meaning) -> M:
    """Give a mobject its meaning; copies keep it."""
    vars(mobject)["meaning"] = meaning
    return mobject


def meaning_of(mobject: Mobject) -> Meaning | None:
    """The meaning of a mobject, if it was given one."""
    found = getattr(mobject, "meaning", None)
    return found if isinstance(found, Meaning) else None


def role_of(mobject: Mobject) -> str:
    """The role in a mobject's meaning; empty if there is none."""
    found = meaning_of(mobject)
    return found.role if found else ""


def placed(what: str, shown: ArrayLike, true: ArrayLike) -> Claim:
    """A claim about scene points."""
    return Claim(what, np.asarray(shown, dtype=float), np.asarray(true, dtype=float))
