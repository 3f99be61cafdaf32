"""What is only remembered: thin lines without rims, quieter than any run that is told."""

from __future__ import annotations

from typing import Any

from manim import VGroup, VMobject

from scenes.kit.ink.meaning import Meaning, mean

GHOST: dict[str, Any] = {"opacity": 0.85, "width": 2.2}  # stroke of a path that is only remembered
REMEMBERED = Meaning("landscape", name="remembered")


def quiet(line: VMobject) -> VMobject:
    """A line, made one to be remembered: rims are for what stands out."""
    return mean(line.set_stroke(**GHOST).set_stroke(width=0, background=True), REMEMBERED)


def ghost_of(*lines: VMobject) -> VGroup:
    """Copies of some lines that stay as they are now, to be remembered."""
    copies = [line.copy() for line in lines]
    for copy in copies:
        copy.clear_updaters()
    return VGroup(*map(quiet, copies))
