"""The cast: who appears in the lessons, with marker, hue and optimizer; one entry each.

A role keeps its marker and colour in every lesson. A theme may give it a colour of its own; one
that it does not know takes its hue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from gdcore import AdaGrad, Adam, GradientDescent, Momentum, Nesterov, Optimizer, RMSProp

Shape = Literal[
    "circle",
    "triangle",
    "square",
    "diamond",
    "chevron",
    "star",
    "triangle_down",
    "cross",
    "hourglass",
    "hexagon",
    "kite",
]


@dataclass(frozen=True)
class Settings:
    """What the optimizers are set to, but for their rates."""

    momentum: float = 0.9
    decay: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999


@dataclass(frozen=True)
class Member:
    """One role.

    Attributes
    ----------
    role
        Its name in code, in themes and in the markup of words.
    hue
        In degrees on the circle of colours, for a theme that gives it no colour.
    shape
        Of its marker.
    called
        How a lecturer writes it, and its name where a language has none.
    make
        From a rate, or an array of rates, and the settings to the optimizer; None if it is none
        that can be picked.
    by_size
        Whether that divides a slope by its size.
    """

    role: str
    hue: float
    shape: Shape = "circle"
    called: str = ""
    make: Callable[[Any, Settings], Optimizer[Any]] | None = None
    by_size: bool = False


_MEMBERS = (
    Member("batch", 202, "circle", "gd", lambda rate, _: GradientDescent(rate)),
    Member("stochastic", 35, "triangle"),
    Member("mini_batch", 162, "square"),
    Member("gradient", 17),
    Member("danger", 357),
    Member("minimum", 56, "star"),
    Member("label_zero", 88, "hexagon"),
    Member("label_one", 287, "kite"),
    Member("momentum", 323, "diamond", "momentum", lambda rate, s: Momentum(rate, s.momentum)),
    Member("nesterov", 342, "chevron", "nesterov", lambda rate, s: Nesterov(rate, s.momentum)),
    Member("adagrad", 45, "triangle_down", "adagrad", lambda rate, _: AdaGrad(rate), True),
    Member("rmsprop", 148, "cross", "rmsprop", lambda rate, s: RMSProp(rate, s.decay), True),
    Member("adam", 248, "hourglass", "adam", lambda rate, s: Adam(rate, s.beta1, s.beta2), True),
)
CAST: dict[str, Member] = {member.role: member for member in _MEMBERS}


def shape_of(role: str) -> Shape:
    """Marker of a role; a circle for inks that are nobody's, as that of text."""
    return CAST[role].shape if role in CAST else "circle"


def optimizers() -> dict[str, Member]:
    """Those who can run, by how a lecturer writes them, in the usual order."""
    return {member.called: member for member in CAST.values() if member.make is not None}
