"""Leaving the stage without a stir."""

from __future__ import annotations

from typing import Any

from manim import FadeOut, Mobject

from scenes.kit.marks import HALO
from scenes.kit.surface_traces import SurfaceTrace
from scenes.kit.traces import Trace
from scenes.kit.views import GHOST


def fade_out(*mobjects: Mobject) -> list[FadeOut]:
    """A fade for each: as one group, manim would first lift them over everything else."""
    return [FadeOut(mobject) for mobject in mobjects]


def recede(trace: Trace | SurfaceTrace) -> Any:
    """Make a run's line thin, as one that is remembered; its marker stays to tell whose it is."""
    line = trace.line.animate.set_stroke(**GHOST)
    rim = GHOST["width"] + HALO if isinstance(trace, SurfaceTrace) else 0
    return line.set_stroke(width=rim, background=True)
