"""Which language a lesson is told in: that asked for, or English where its words are missing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.ask.errors import RequestError
from studio.ask.lessons import package_folder

FALLBACK = "en"


def spoken_language(lesson: str, language: str, package: str = "scenes") -> tuple[str, str]:
    """The language to tell a lesson in, and a remark if it is not the one asked for.

    A lesson whose words are not complete in a language, by those that it has in English, is told
    in English.

    Raises
    ------
    RequestError
        For words that are not valid TOML.
    """
    folder = package_folder(package) / "words"
    asked, whole = (folder / code / f"{lesson}.toml" for code in (language, FALLBACK))
    if language == FALLBACK or not whole.is_file():
        return language, ""
    if not asked.is_file():
        return FALLBACK, f"{lesson} has no words in {language}, and is told in {FALLBACK}"
    missing = sorted(_keys(_read(whole)) - _keys(_read(asked)))
    if not missing:
        return language, ""
    more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
    lacks = f"{lesson} lacks {missing[0]}{more} in {language}"
    return FALLBACK, f"{lacks}, and is told in {FALLBACK}"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequestError(f"{path.parent.name}/{path.name} is not valid TOML: {error}") from None


def _keys(words: Mapping[str, Any], prefix: str = "") -> set[str]:
    """Names of all words, those of tables with the table's before them."""
    found = set()
    for key, value in words.items():
        name = f"{prefix}{key}"
        found |= _keys(value, f"{name}.") if isinstance(value, dict) else {name}
    return found
