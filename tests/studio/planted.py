"""Small lessons with and without faults, and what the checks say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.words import Words
from studio.checks.faults import Fault
from studio.checks.lesson import FULL, Depth, check_lesson

Build = Callable[["Planted"], None]


class Planted(Lesson):
    """Two beats that are given to it as functions of the scene."""

    beats = ("begin", "go_on")
    build: ClassVar[tuple[Build, Build]]

    @classmethod
    def words_in(cls, language):
        return Words("gradient_step", language)

    def caption(self, beat: str) -> str:
        return f"Here is {beat}."

    def closing_line(self) -> None:
        """None: the words are another lesson's."""

    def begin(self) -> None:
        self.build[0](self)

    def go_on(self) -> None:
        self.build[1](self)


def hold(scene: Planted) -> None:
    """Nothing but time."""
    scene.wait(1)


def faults(
    begin: Build, go_on: Build = hold, *, theme: str = "dark", depth: Depth = FULL
) -> list[Fault]:
    """What the checks find in a lesson of these two beats."""
    lesson = type("Planted", (Planted,), {"build": (begin, go_on)})
    return check_lesson(lesson.presented(theme), replace(depth, pace=False))


def whole(begin: Build, go_on: Build = hold) -> list[tuple[str, str]]:
    """What is found that only the whole film shows, but for its pace: the rule, and the beat."""
    lesson = type("Planted", (Planted,), {"build": (begin, go_on)})
    kinds = ("opens empty", "falls empty", "a still")
    found = check_lesson(lesson.presented("dark"), FULL)
    return [(fault.rule, fault.beat) for fault in found if fault.rule in kinds]


def rules(
    begin: Build, go_on: Build = hold, *, theme: str = "dark", depth: Depth = FULL
) -> set[str]:
    """Names of the rules that a lesson of these two beats breaks."""
    return {fault.rule for fault in faults(begin, go_on, theme=theme, depth=depth)}


def showing(*mobjects: object, seconds: float = 1) -> Build:
    """A beat that only shows some things."""

    def show(scene: Planted) -> None:
        scene.add(*mobjects)
        scene.wait(seconds)

    return show
