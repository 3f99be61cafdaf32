"""Every word on screen, read from ``scenes/words/<language>/<lesson>.toml``.

A language is a folder. A file has the lesson's words and a table ``captions`` with one spoken
sentence a beat. Words are Typst markup: ``$eta$`` is maths, ``#batch[...]`` takes the colour of a
role. ``kit.toml`` holds the words that lessons share, and how the language writes numbers.

A sentence must be true whatever the parameters are. Where that takes more than wording, a beat has
a sentence for each outcome, and blanks, which `Lesson.tell` tells from the run:

    repeat.shrinking = "Where the curve is flatter, the steps are shorter all by themselves."
    repeat.growing = "Where the curve is steeper, {steps} steps carry it ever farther away."
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scenes.kit.ink.cast import CAST
from scenes.kit.ink.number_format import NumberFormat

FOLDER = Path(__file__).parents[2] / "words"
LANGUAGES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/kit.toml")))


_SPOKEN = re.compile(r"[^ \t\n]+")  # a space that does not break, as in French, parts nothing


def words_of(sentence: str) -> list[str]:
    """The words of a sentence, each with the signs that are set with it.

    >>> words_of("Encore\\u00a0: une fois.")
    ['Encore\\xa0:', 'une', 'fois.']
    """
    return _SPOKEN.findall(sentence)


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"there are no words {path.parent.name}/{path.name}") from None
    except tomllib.TOMLDecodeError as error:
        name = f"{path.parent.name}/{path.name}"
        raise ValueError(f"{name} is not valid TOML: {error}") from None


class Words:
    """The words of one lesson in one language; ``words["title"]``, ``words.caption("diverge")``.

    Raises
    ------
    ValueError
        If the lesson has no words file, or none in that language.
    """

    def __init__(self, lesson: str, language: str, folder: Path = FOLDER) -> None:
        self.lesson, self.language = lesson, language
        self._table: dict[str, Any] = {}
        kit = folder / language / "kit.toml"  # a lecturer's own folder need not have one
        self._table |= _read(kit if kit.is_file() else FOLDER / language / "kit.toml")
        self._table |= _read(folder / language / f"{lesson}.toml")
        self.iso639 = str(self._table.get("language", {}).get("iso639", "und"))
        self.numbers = NumberFormat(**self._table.get("numbers", {}))

    def __getitem__(self, key: str) -> str:
        text = self._table.get(key)
        if not isinstance(text, str):
            raise KeyError(f"{self.language}/{self.lesson}.toml has no {key}")
        return text

    def called(self, role: str, form: str = "") -> str:
        """Name of a role, in a form such as ``"said_"``; the cast's if the words have none."""
        return self[form + role] if form + role in self._table else CAST[role].called

    def keys(self) -> list[str]:
        """Names of all words, without the captions."""
        return [key for key, text in self._table.items() if isinstance(text, str)]

    def captions(self) -> dict[str, str]:
        """All sentences as they are written, by beat, or by ``beat.outcome``."""
        said: dict[str, str] = {}
        for beat, text in self._table.get("captions", {}).items():
            if isinstance(text, str):
                said[beat] = text
            else:
                said |= {f"{beat}.{outcome}": sentence for outcome, sentence in text.items()}
        return said

    def caption(
        self, beat: str, outcome: str | None = None, facts: Mapping[str, str] | None = None
    ) -> str:
        """The sentence spoken during a beat that ended like that, its blanks filled with facts."""
        said, key = self.captions(), beat if outcome is None else f"{beat}.{outcome}"
        if key not in said:
            raise KeyError(f"{self.language}/{self.lesson}.toml has no [captions] {key}")
        return self.numbers.written(said[key].format_map(facts or {}))

    def line(
        self, outcome: str | None = None, facts: Mapping[str, str] | None = None
    ) -> str | None:
        """The line to copy down: ``line``, or that of an outcome, its blanks filled with facts."""
        text = self._table.get("line" if outcome is None else f"line_{outcome}")
        return None if text is None else str(text).format_map(facts or {})

    def count(self, number: int) -> str:
        """A number of things in a word if it is small, else in digits."""
        small = self["counts"].split()
        return small[number] if number < len(small) else str(number)


def deck_words(language: str) -> dict[str, str]:
    """What a language calls the parts of a slide deck, from the table ``deck`` of ``kit.toml``."""
    return dict(_read(FOLDER / language / "kit.toml")["deck"])
