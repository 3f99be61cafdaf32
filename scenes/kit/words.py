"""Every word on screen, read from ``scenes/words/<lesson>.toml``.

A file has one table a language, each with the lesson's words and a sub-table ``captions`` with
one spoken sentence a beat. Words are Typst markup: ``$eta$`` is maths, ``#batch[...]`` takes the
colour of a role. ``kit.toml`` holds the words that lessons share.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
FOLDER = Path(__file__).parent.parent / "words"


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"no words for this lesson: {path.name} is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name} is not valid TOML: {error}") from None


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
        for name in ("kit", lesson):
            tables = _read(folder / f"{name}.toml")
            if language not in tables:
                raise ValueError(
                    f"{name}.toml has no words in {language!r}; it has {', '.join(sorted(tables))}"
                )
            self._table |= tables[language]

    def __getitem__(self, key: str) -> str:
        text = self._table.get(key)
        if not isinstance(text, str):
            raise KeyError(f"{self.lesson}.toml has no [{self.language}] {key}")
        return text

    def keys(self) -> list[str]:
        """Names of all words, without the captions."""
        return [key for key, text in self._table.items() if isinstance(text, str)]

    def caption(self, beat: str) -> str:
        """The sentence spoken during a beat."""
        captions: dict[str, str] = self._table.get("captions", {})
        if beat not in captions:
            raise KeyError(f"{self.lesson}.toml has no [{self.language}.captions] {beat}")
        return captions[beat]
