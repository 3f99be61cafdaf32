"""The lessons and their parameters, as text."""

from __future__ import annotations

import inspect
import json
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


def described(package: str = "scenes") -> str:
    """Every lesson of a package with its beats and parameters, in order, as JSON."""
    lessons = [load_lesson(name, package) for name in lesson_names(package)]
    return json.dumps([_record(lesson) for lesson in lessons], indent=2, ensure_ascii=False)


def _record(lesson: type[Lesson]) -> dict[str, object]:
    words = lesson.words_in("en")
    said, asked = words.captions(), words.keys()
    return {
        "name": lesson.name(),
        "title": words["title"],
        "beats": [
            {
                "name": beat,
                "caption": next(iter(_sentences(said, beat).values())),
                "captions": _sentences(said, beat),  # by outcome, where there are several
                "loop": beat in lesson.loops,
                "question": words[f"ask_{beat}"] if f"ask_{beat}" in asked else None,
            }
            for beat in lesson.beats
        ],
        "parameters": [_field(parameter) for parameter in lesson.parameters().values()],
    }


def _sentences(said: dict[str, str], beat: str) -> dict[str, str]:
    """What may be said in a beat, by its outcome; as it is written, with its blanks."""
    parted = {key: key.partition(".") for key in said}
    return {parts[2]: said[key] for key, parts in parted.items() if parts[0] == beat}


def _field(parameter: Parameter) -> dict[str, object]:
    interval = parameter.interval
    return {
        "name": parameter.name,
        "type": parameter.type.__name__,
        "length": parameter.length,
        "range": [interval.low, interval.high] if interval else None,
        "default": parameter.default,
        "help": parameter.help,
    }
