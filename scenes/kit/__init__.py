"""Parts that lessons are built from. Builders take data and panels and return mobjects."""

from scenes.kit.lesson import Lesson

__all__ = ["Lesson"]
