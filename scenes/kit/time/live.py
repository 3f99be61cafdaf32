"""Mobjects that redraw themselves from what they read."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any, TypeVar

from manim import VMobject

M = TypeVar("M", bound=VMobject)
_SIGNATURE = Signature([Parameter("drawn", Parameter.POSITIONAL_OR_KEYWORD)])


def redraw(mobject: M, draw: Callable[[M], Any]) -> None:
    """Draw now and before every frame; ``draw`` gets the mobject, so that copies draw themselves.

    It must only read (trackers, records), so that any frame can be drawn without the others.
    """

    def updater(drawn: Any) -> None:
        draw(drawn)

    # Manim asks for every updater's signature in every frame; this way it is not worked out anew.
    updater.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
    draw(mobject)
    mobject.add_updater(updater)
