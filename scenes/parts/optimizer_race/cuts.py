"""A cut from one picture to another that lies elsewhere on the frame."""

from __future__ import annotations

from collections.abc import Sequence

from manim import FadeIn, Mobject

from scenes.kit.lesson.director import Director
from scenes.kit.time.fades import fade_out

CUT = 0.2  # seconds of it: no two pictures are seen through one another for longer


def cut_to(director: Director, *come: Mobject, keep: Sequence[Mobject] = ()) -> None:
    """Let all but what is kept go while other parts come, at once: it is never empty.

    What comes is not counted among what is to be cleared yet.
    """
    gone = [part for part in director.on_stage if part not in keep]
    director.play(*fade_out(*gone), *map(FadeIn, come), run_time=CUT)
    director.on_stage = [*keep]
