"""Plays lessons without drawing much: every beat runs, each play jumps to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from manim import tempconfig

from scenes.kit.ink import text
from scenes.kit.lesson.lesson import Lesson

from .staged import Staged

SPEAK_OF_PICTURES = ("gradient_step", "learning_rates", "steepest", "surface_paths")
Play = Callable[[type[Lesson]], Lesson]


# Tiny pictures that are not kept.
MANIM_SETTINGS = {
    "pixel_width": 128,
    "pixel_height": 72,
    "frame_rate": 60,
    "dry_run": True,
    "disable_caching": True,
    "progress_bar": "none",
    "verbosity": "ERROR",
}


@pytest.fixture(scope="module")
def manim_settings() -> Iterator[None]:
    """To set them takes manim longer than many a test."""
    with tempconfig(MANIM_SETTINGS):
        yield


@pytest.fixture
def play(manim_settings: None) -> Play:
    """Play a lesson to its end and return it, with all that it shows at the end."""

    def run(lesson: type[Lesson]) -> Lesson:
        scene = lesson(skip_animations=True)
        scene.render()
        return scene

    return run


@pytest.fixture(scope="module")
def kept() -> dict[type[Lesson], Staged]:
    """Lessons with their own values that tests of a module have only looked at so far."""
    return {}


@pytest.fixture
def stage(manim_settings: None, kept: dict[type[Lesson], Staged]) -> Iterator[Play]:
    """A lesson that is set up and has played nothing yet."""

    def build(lesson: type[Lesson]) -> Lesson:
        if not isinstance(lesson, type):
            return Staged(lesson).scene
        if lesson not in kept:
            kept[lesson] = Staged(lesson)
        return kept[lesson].scene

    yield build
    for lesson in [lesson for lesson, staged in kept.items() if not staged.is_untouched]:
        del kept[lesson]


@pytest.fixture
def computed(manim_settings: None) -> Play:
    """A lesson whose sentences can be told; it has pictures only where these are spoken of."""

    def build(lesson: type[Lesson]) -> Lesson:
        scene = lesson(skip_animations=True)
        if lesson.name() in SPEAK_OF_PICTURES:
            scene.setup()
            return scene
        scene.compute()
        scene.refuse()
        return scene

    return build


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text on screen is the same letter: setting them all takes long, and nobody looks."""
    letter = text.outlines("x")
    monkeypatch.setattr(text, "outlines", lambda *_: letter)
