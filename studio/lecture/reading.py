"""Reads a lecture's file, and tells all that is wrong with it at once, line by line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from studio.ask.errors import RequestError, printable
from studio.ask.inputs import is_file
from studio.ask.lessons import lesson_names, load_lesson
from studio.ask.request import THEMES
from studio.lecture.file import KINDS, Lecture, LessonPart

Place = Sequence[str | int]


class LectureError(RequestError):
    """Faults of a lecture's file, a line each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def read_lecture(
    path: Path, package: str = "scenes", *, known: Callable[[Lecture], bool] = lambda _: False
) -> Lecture:
    """The lecture in a file.

    Parameters
    ----------
    path
        The file.
    package
        Where its lessons are.
    known
        Whether a lecture was made as it is, so that its lessons need not be asked again.

    Raises
    ------
    LectureError
        With every fault: where it is, what is wrong, and the nearest word that would be right.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        given = tomllib.loads(text)
    except OSError as error:
        raise LectureError([f"cannot read {printable(str(path))}: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise LectureError([f"{printable(path.name)} is no text in UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise LectureError([f"{printable(path.name)}: {error}"]) from error
    where = Lines(path.name, text)
    try:
        lecture = Lecture.model_validate(given)
    except ValidationError as error:
        told = [(_place(fault["loc"]), _told(fault)) for fault in error.errors()]
        told += _beyond(given, path.parent, package)
        raise LectureError(where.sorted(told)) from error
    if known(lecture):
        return lecture
    told = list(_beyond(given, path.parent, package))
    if not told and not lecture.lessons:
        told = [(("part",), "there is no lesson among its parts")]
    if told:
        raise LectureError(where.sorted(told))
    return lecture


def seated(text: str, folder: Path) -> str:
    """The value of a parameter, where it names a file of a folder, as that file.

    Raises
    ------
    ValueError
        For a file that lies outside the folder.
    """
    path = folder / text
    if is_file(path):
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{printable(text)!r} lies outside the lecture's folder")
        return str(path)
    if is_file(Path(text)):
        raise ValueError(f"{printable(text)!r} is not in the lecture's folder")
    return text


def nearest(word: str, known: Iterable[str]) -> str:
    """A guess at what was meant, or else what there is.

    >>> nearest("lerning_rate", ["learning_rate", "steps"])
    'did you mean learning_rate?'
    >>> nearest("x", ["learning_rate", "steps"])
    'there are learning_rate, steps'
    """
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known) or 'none'}"


def _told(fault: Any) -> str:
    """What pydantic found, in a lecturer's words."""
    kind, key = fault["type"], str(fault["loc"][-1])
    if kind == "extra_forbidden":
        place = fault["loc"]
        model: type[BaseModel] = KINDS[str(place[2])] if len(place) > 3 else Lecture
        return f"there is no {key!r} here: {nearest(key, model.model_fields)}"
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'|(\d+)", fault["ctx"]["expected"])
        words = [quoted or number for quoted, number in known]
        return f"{fault['input']!r} is not allowed: {nearest(str(fault['input']), words)}"
    if kind == "missing":
        return f"{key!r} is missing"
    if kind == "part":
        found = fault["input"] if isinstance(fault["input"], dict) else {}
        guesses = (difflib.get_close_matches(word, KINDS, n=1) for word in found)
        guess = next((f": did you mean {close[0]}?" for close in guesses if close), "")
        return f"{fault['msg']}{guess}"
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    return f"{fault['msg'][0].lower()}{fault['msg'][1:]}"


def _beyond(given: dict[str, Any], folder: Path, package: str) -> Iterator[tuple[Place, str]]:
    """Faults that only lessons and files know of; what has another fault is passed over."""
    theme = given.get("theme", "dark")
    if isinstance(theme, str) and theme not in THEMES:
        yield from ((("theme",), told) for told in _theme_faults(theme, folder))
    parts = given.get("part", [])
    lessons: list[tuple[int, LessonPart]] = []
    for number, part in enumerate(parts if isinstance(parts, list) else []):
        if isinstance(part, dict) and isinstance(part.get("lesson"), str):
            sound = {key: part[key] for key in part if key in LessonPart.model_fields}
            try:
                lessons.append((number, LessonPart.model_validate(sound)))
            except ValidationError:
                continue
    if isinstance(parts, list) and parts and isinstance(parts[0], dict) and "pause" in parts[0]:
        yield ("part", 0, "pause"), "a pause comes after another part"
    known = lesson_names(package)
    called = Counter(part.called for _, part in lessons)
    for number, part in lessons:
        place = ("part", number)
        if part.lesson not in known:
            yield (*place, "lesson"), f"no lesson {part.lesson!r}: {nearest(part.lesson, known)}"
            continue
        if called[part.called] > 1:
            key = "name" if part.name else "lesson"
            yield (*place, key), f"two parts are called {part.called!r}: give each its own name"
        yield from (
            ((*place, *inner), told) for inner, told in _lesson_faults(part, folder, package)
        )


def _lesson_faults(part: LessonPart, folder: Path, package: str) -> Iterator[tuple[Place, str]]:
    if not (part.beats or part.set or part.notes):
        return  # without importing the lesson
    lesson = load_lesson(part.lesson, package)
    for key, beats in (("beats", part.beats), ("notes", part.notes)):
        for beat in beats:
            if beat not in lesson.beats:
                told = f"{part.lesson} has no beat {beat!r}: {nearest(beat, lesson.beats)}"
                yield (key, beat), told
    strangers = set(part.beats) - set(lesson.beats)
    if not strangers and part.beats != [beat for beat in lesson.beats if beat in part.beats]:
        yield ("beats",), f"beats come once, in the order of {part.lesson}"
    known = lesson.parameters()
    for name, text in part.values().items():
        if name not in known:
            told = f"{part.lesson} has no parameter {name!r}: {nearest(name, known)}"
            yield ("set", name), told
            continue
        try:
            lesson.configured(**lesson.parse({name: seated(text, folder)}))
        except ValueError as error:
            yield ("set", name), str(error)


def _theme_faults(theme: str, folder: Path) -> Iterator[str]:
    if not theme.endswith(".toml"):
        yield f"no theme {theme!r}: {nearest(theme, THEMES)}"
        return
    path = (folder / theme).resolve()
    if not path.is_relative_to(folder.resolve()):
        yield f"{theme!r} lies outside the lecture's folder"
    elif not path.is_file():
        yield f"there is no file {theme!r} in the lecture's folder"


def _place(loc: Place) -> Place:
    """Where a fault is in the file, without what kind of part it is."""
    return (*loc[:2], *loc[3:]) if loc[0] == "part" and len(loc) > 2 else loc


class Lines:
    """Finds the line of a key, or of the part it would belong to."""

    def __init__(self, name: str, text: str) -> None:
        self._name = printable(name)
        self._lines = text.split("\n")
        heads = [
            n for n, line in enumerate(self._lines) if re.match(r"\s*\[\[\s*part\s*\]\]", line)
        ]
        self._bounds = [0, *heads, len(self._lines)]

    def sorted(self, told: Iterable[tuple[Place, str]]) -> list[str]:
        """Each fault with its line, in the order of the file, once."""
        found = {(self._line(place), self._label(place), text) for place, text in told}
        return [f"{self._name}:{line + 1}: {label}{text}" for line, label, text in sorted(found)]

    def in_text(self, place: Place, told: str, line: int | None) -> str:
        """A fault in a text, with the line of the file that its line (from 1) is."""
        first = self._line(place)
        if line is not None:
            opened = re.search(r"(?:\"\"\"|''')\s*$", self._lines[first])
            first += line if opened else line - 1
        return f"{self._name}:{first + 1}: {self._label((*place, 0))}{told}"

    def _line(self, place: Place) -> int:
        part = int(place[1]) + 1 if place[0] == "part" and len(place) > 1 else 0
        if part + 1 >= len(self._bounds):
            return 0  # parts are written in another way
        first, last = self._bounds[part], self._bounds[part + 1]
        line = first
        for key in (str(key) for key in place[2 if part else 0 :]):
            word = rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?(?![\w-])"
            line = next((n for n in range(line, last) if re.search(word, self._lines[n])), line)
        return line

    def _label(self, place: Place) -> str:
        if place[0] == "part" and len(place) > 1:
            keys = [f"part {int(place[1]) + 1}", *(str(key) for key in place[2:-1])]
            return f"{', '.join(keys)}: "
        return ""
