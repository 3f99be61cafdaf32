"""The lessons there are: one in every public module of this package, found by looking."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import scenes
from scenes.kit.lesson import Lesson


def lessons() -> dict[str, type[Lesson]]:
    """Every lesson by name, in the order of the course."""
    return discover(scenes)


def discover(package: ModuleType) -> dict[str, type[Lesson]]:
    """Lessons in the modules of a package, by name, sorted by ``order`` and then by name."""
    found = []
    for info in pkgutil.iter_modules(package.__path__):
        if info.ispkg or info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Lesson)
            and value.__module__ == module.__name__
        ]
    found.sort(key=lambda lesson: (lesson.order, lesson.name()))
    return {lesson.name(): lesson for lesson in found}
