"""Mobjects that redraw themselves from what they read."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Any

from manim import Mobject

_SIGNATURE = Signature([Parameter("drawn", Parameter.POSITIONAL_OR_KEYWORD)])
_NEVER = object()  # equal to no state: nothing is depicted yet


class Live(Mobject):
    """A mobject whose picture depends on what it reads: a playhead, a tracker, a camera.

    Inherit from it before manim's class, as in ``class Trace(Live, VGroup)``. A subclass says what
    its picture depends on (``state``) and draws it (``depict``), and calls ``go_live`` once it is
    built. Both must only read, so that any frame can be drawn without the others, and read
    everything off ``self``, so that copies draw themselves.
    """

    _depicted: object = _NEVER

    def state(self) -> object:
        """All that the picture depends on, as a value to compare."""
        raise NotImplementedError

    def depict(self) -> None:
        """Draw the present state."""
        raise NotImplementedError

    def go_live(self) -> None:
        """Draw now and, whenever the state has changed, before a frame."""
        self.refresh()
        self.add_updater(_refresh)

    def refresh(self) -> None:
        """Draw if the state is another than the one depicted."""
        state = self.state()
        if state != self._depicted:
            self._depicted = state
            self.depict()


def _refresh(drawn: Any) -> None:
    drawn.refresh()


# Manim asks for every updater's signature in every frame; this way it is not worked out anew.
_refresh.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
