"""What is only remembered: thin, paler copies of lines."""

from __future__ import annotations

from typing import Any

from manim import VGroup, VMobject

GHOST: dict[str, Any] = {"opacity": 0.8, "width": 2.0}  # stroke of a path that is only remembered


def ghost_of(*lines: VMobject) -> VGroup:
    """Copies of some lines that stay as they are now; quiet, so they lose their rims."""
    copies = [line.copy() for line in lines]
    for copy in copies:
        copy.clear_updaters()
    return VGroup(*copies).set_stroke(**GHOST).set_stroke(width=0, background=True)
