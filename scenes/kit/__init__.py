"""Parts that lessons are built from. Builders take data and panels and return mobjects."""

from scenes.kit.lesson.lesson import Lesson

__all__ = ["Lesson"]
