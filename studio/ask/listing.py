"""The lessons and their parameters, as text."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.ask.lessons import lesson_names, load_lesson

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson
    from scenes.kit.lesson.parameters import Parameter


def listing(package: str = "scenes") -> str:
    """Every lesson of a package with its parameters, in the order of the course."""
    lessons = [load_lesson(name, package) for name in lesson_names(package)]
    return "\n\n".join("\n".join(_described(lesson)) for lesson in lessons)


def _described(lesson: type[Lesson]) -> Iterator[str]:
    yield f"{lesson.name()}  {(inspect.getdoc(lesson) or '').partition(chr(10))[0]}".rstrip()
    parameters = lesson.parameters().values()
    width = max((len(parameter.name) for parameter in parameters), default=0)
    for parameter in parameters:
        yield f"  {parameter.name:{width}}  {_terms(parameter)}"


def _terms(parameter: Parameter) -> str:
    terms = [f"{parameter.allowed}, by default {_written(parameter.default)}", parameter.help]
    return "; ".join(filter(None, terms))


def _written(value: object) -> str:
    """A value as it is written after ``--set NAME=``."""
    if isinstance(value, tuple):
        return ",".join(_written(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else f"{value}"
