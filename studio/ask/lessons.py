"""Which lessons there are: names without importing manim, classes on demand."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from studio.ask.alone import import_manim
from studio.ask.errors import RequestError
from studio.ask.request import RenderRequest, brand_table

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson
    from scenes.kit.lesson.settings import ConfiguredLesson


def lesson_names(package: str = "scenes") -> list[str]:
    """Names of the lessons in a package, in the order of its course."""
    package_folder(package)  # refuses a package that is not there
    return list(importlib.import_module(f"{package}.course").COURSE)


def package_folder(package: str) -> Path:
    """Folder of a package, found without importing it (parents of a nested one are imported)."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RequestError(f"there is no package {package!r} of lessons")
    return Path(spec.submodule_search_locations[0])


def choose(named: Sequence[str], package: str = "scenes") -> list[str]:
    """The lessons named, each once and in that order; all of them when none is named.

    Raises
    ------
    RequestError
        For a name that is no lesson, with those that are.
    """
    known = lesson_names(package)
    for name in named:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            guess = f" (did you mean {close[0]}?)" if close else ""
            raise RequestError(f"no lesson {name!r}{guess}; there are {', '.join(known) or 'none'}")
    return list(dict.fromkeys(named)) or known


def choose_beats(named: Sequence[str], package: str = "scenes") -> list[tuple[str, str | None]]:
    """The lessons named, with the beat for those written ``LESSON.BEAT``; all if none is named.

    Raises
    ------
    RequestError
        For a name that is no lesson, with those that are; beats are `requested_lesson`'s to know.
    """
    parts = [name.partition(".") for name in named]
    lessons = choose([lesson for lesson, *_ in parts], package)
    if not parts:
        return [(lesson, None) for lesson in lessons]
    return list(dict.fromkeys((lesson, beat if dot else None) for lesson, dot, beat in parts))


def load_lesson(name: str, package: str = "scenes") -> type[Lesson]:
    """The class of a lesson; imports its module, and no other lesson's."""
    import_manim()
    from scenes.kit.lesson.lesson import Lesson

    module = importlib.import_module(f"{package}.{name}")
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and issubclass(value, Lesson)
            and value.__module__ == module.__name__
        ):
            return value
    raise RequestError(f"{module.__name__} has no Lesson")


def read_values(
    lesson: str, texts: Sequence[str], package: str = "scenes"
) -> tuple[tuple[str, object], ...]:
    """Values of a lesson's parameters from ``NAME=VALUE`` texts, typed, sorted by name.

    Raises
    ------
    RequestError
        For a text that is no assignment, a name that is assigned twice or is no parameter of the
        lesson, or a value that the parameter cannot take.
    """
    assigned: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name.isidentifier():
            raise RequestError(f"--set {text!r} is not NAME=VALUE, as in --set learning_rate=0.2")
        if name in assigned:
            raise RequestError(f"--set gives {name} twice")
        assigned[name] = value.strip()
    if not assigned:
        return ()  # without importing the lesson
    with _refusals():
        return tuple(sorted(load_lesson(lesson, package).parse(assigned).items()))


def requested_lesson(request: RenderRequest) -> ConfiguredLesson[Lesson]:
    """The lesson of a request, in its theme and language, with its values.

    Raises
    ------
    RequestError
        For a parameter or a beat the lesson does not have, a value it cannot take, or a theme's
        file that is wrong.
    """
    lesson = load_lesson(request.lesson, request.package)
    with _refusals():
        chosen = lesson.configured(**dict(request.values))
        chosen = chosen.presented(request.theme, request.language)
        chosen = chosen.held(request.hold).bare(request.bare).framed(request.aspect)
        return chosen if request.beat is None else chosen.alone(request.beat)


def check_request(request: RenderRequest) -> None:
    """Compute a request's runs, to refuse early what its lesson would refuse in its ``setup``.

    Raises
    ------
    RequestError
        As `requested_lesson` does, and for values of which each is allowed but that make no lesson.
    """
    lesson = requested_lesson(request)
    with _refusals():
        lesson.checked()


def theme_remarks(theme: str) -> tuple[str, ...]:
    """What had to be moved to make a full theme of a brand's colours, a line each.

    Raises
    ------
    RequestError
        For a brand's file that is wrong.
    """
    if brand_table(theme) is None:
        return ()
    with _refusals():
        from scenes.kit.ink.theme import load_theme

        return load_theme(theme).moved


@contextmanager
def _refusals() -> Iterator[None]:
    """What a lesson or a theme refuses is a request that cannot be met."""
    import_manim()
    from scenes.kit.ink.theme_file import ThemeError
    from scenes.kit.lesson.parameters import ParameterError

    try:
        yield
    except (ParameterError, ThemeError) as error:
        raise RequestError(str(error)) from error
