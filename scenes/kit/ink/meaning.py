"""What a mobject stands for, said by the parts that draw it, so that pictures can be checked.

A mobject with a ``meaning`` is looked at as one thing, whatever it is put together from; one
that shows part of a record also has a method ``claims``, which reads that part anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar, runtime_checkable

import numpy as np
from manim import Mobject
from numpy.typing import ArrayLike, NDArray

Kind = Literal["text", "number", "marker", "arrow", "path", "line", "panel", "landscape", "veil"]
M = TypeVar("M", bound=Mobject)
NEAR = 1e-3  # scene units that ink may be off what the record says


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one thing on screen is.

    Attributes
    ----------
    kind
        Paths are series of a record, lines are everything else that is drawn as one; the
        landscape is quiet and nothing to run into, and what is under a veil is not looked at.
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
    """Something that was read off the ink, and what the record says.

    Attributes
    ----------
    what
        A word for it.
    shown, true
        Texts, or numbers of the same shape: scene points, data points, values.
    slack
        How far numbers may be apart; it broadcasts to them.
    """

    what: str
    shown: str | NDArray[np.float64]
    true: str | NDArray[np.float64]
    slack: float | NDArray[np.float64] = NEAR

    @property
    def holds(self) -> bool:
        """Whether what is shown is true."""
        if isinstance(self.shown, str) or isinstance(self.true, str):
            return bool(np.all(self.shown == self.true))
        if self.shown.shape != self.true.shape:
            return False
        with np.errstate(invalid="ignore"):
            return bool((np.abs(self.shown - self.true) <= self.slack).all())


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


def read_off(
    what: str,
    reading: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    points: NDArray[np.float64],
    true: ArrayLike,
) -> Claim:
    """A claim about what scene points (n, 3) are read as, as exactly as they are to be drawn."""
    shown = np.asarray(reading(points), dtype=float)
    slack = np.abs(reading(points + NEAR) - shown)
    return Claim(what, shown, np.asarray(true, dtype=float), slack)
