"""The files that the text of a card names, which are all that it sees."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from studio.ask.errors import printable
from studio.ask.inputs import is_file

_QUOTED = re.compile(r'"([^"\n]+)"')
_PACKAGE = re.compile(r'"@[\w-]+/')


class CardError(ValueError):
    """What is wrong with the text of a card, and in which of its lines, from 1, if it is in one."""

    def __init__(self, told: str, line: int | None = None) -> None:
        super().__init__(told)
        self.line = line


def named_files(text: str, folder: Path) -> dict[str, Path]:
    """Files that a text names, by where they are in a folder; with those that these name.

    Raises
    ------
    CardError
        For one that lies outside the folder, or for a package.
    """
    found: dict[str, Path] = {}
    waiting = [(text, "", True)]
    while waiting:
        text, inside, own = waiting.pop()
        for place, line in _named(text, inside):
            path = folder / place
            if place in found or not is_file(path):
                continue  # Typst says so
            if not path.resolve().is_relative_to(folder.resolve()):
                told = f"{printable(place)!r} lies outside the lecture's folder"
                raise CardError(told, line if own else None)
            found[place] = path
            if path.suffix == ".typ":
                inner = path.read_text(encoding="utf-8", errors="replace")
                waiting.append((inner, str(Path(place).parent), False))
    return found


def _named(text: str, inside: str) -> Iterator[tuple[str, int]]:
    """What is in quotes, as a place seen from the folder, with its line."""
    for found in _QUOTED.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if _PACKAGE.match(found[0]):
            raise CardError("a card takes no packages", line)
        named = found[1]
        place = named.lstrip("/") if named[0] == "/" else str(Path(inside) / named)
        yield os.path.normpath(place), line
