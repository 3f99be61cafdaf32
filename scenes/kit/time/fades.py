"""Leaving the stage without a stir."""

from __future__ import annotations

from manim import FadeOut, Mobject


def fade_out(*mobjects: Mobject) -> list[FadeOut]:
    """A fade for each: as one group, manim would first lift them over everything else."""
    return [FadeOut(mobject) for mobject in mobjects]
