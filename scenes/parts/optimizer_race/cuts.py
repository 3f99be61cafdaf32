"""A cut from one picture to another that lies elsewhere on the frame."""

from __future__ import annotations

from collections.abc import Sequence

from manim import FadeIn, FadeOut, Mobject, rush_from, rush_into

from scenes.kit.lesson.director import Director

CUT = 0.3  # seconds in which a picture goes, and in which the next one comes


def cut_to(director: Director, *come: Mobject, keep: Sequence[Mobject] = ()) -> None:
    """Let all but what is kept go, and only then other parts come, at no time dark.

    What comes is not counted among what is to be cleared yet.
    """
    gone = [part for part in director.on_stage if part not in keep]
    director.play(*(FadeOut(part, rate_func=rush_into) for part in gone), run_time=CUT)
    director.play(*(FadeIn(part, rate_func=rush_from) for part in come), run_time=CUT)
    director.on_stage = [*keep]
