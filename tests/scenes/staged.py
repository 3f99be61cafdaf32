"""Lessons that are set up, kept for the next test as long as nobody touches them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from manim import ValueTracker

from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.settings import ConfiguredLesson


class Staged:
    """A lesson that is set up, and what tells whether it was played or a playhead of it moved."""

    def __init__(self, lesson: type[Lesson] | ConfiguredLesson[Lesson]) -> None:
        self.scene = lesson(skip_animations=True)
        self.trackers: list[ValueTracker] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ValueTracker, "__init__", self._noting(ValueTracker.__init__))
            self.scene.setup()
        self.untouched = self._state()

    @property
    def is_untouched(self) -> bool:
        return self._state() == self.untouched

    def _state(self) -> tuple[object, ...]:
        values = [tracker.get_value() for tracker in self.trackers]
        return (self.scene.time, values, *map(id, self.scene.mobjects))

    def _noting(self, init: Callable[..., None]) -> Callable[..., None]:
        def noted(tracker: ValueTracker, *args: object, **kwargs: object) -> None:
            init(tracker, *args, **kwargs)
            self.trackers.append(tracker)

        return noted
