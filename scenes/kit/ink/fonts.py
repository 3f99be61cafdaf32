"""The fonts that texts are set in: Lato, unless a theme brings files of its own.

Only the files given are looked at, so a page has the same outlines on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import font_lato
import typst
from matplotlib.ft2font import FT2Font

LATO = "Lato"
# What Noto Sans calls the font of a script, where it does not call it like that.
_NOTO = {
    **dict.fromkeys(("Latin", "Greek", "Cyrillic", "Combining", "Modifier", "Unknown"), ""),
    **{"Cjk": "SC", "Hangul": "KR", "Hiragana": "JP", "Katakana": "JP"},
}
_FORMULA = re.compile(r"\$[^$]*\$")
_KEPT: list[TemporaryDirectory[str]] = []  # folders of links, as long as there is a compiler


@cache
def compiler(files: tuple[Path, ...] = ()) -> typst.Compiler:
    """A typesetter that knows Lato and the fonts of some files."""
    folders = [font_lato.font_directory, *([_folder(files)] if files else [])]
    return typst.Compiler(font_paths=folders, ignore_system_fonts=True)


@cache
def families(files: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Names of the fonts that a text is set in, the first that has a letter sets it.

    Raises
    ------
    ValueError
        For a file that is no font, which it names.
    """
    own: list[str] = []
    for file in files:
        found = typst.Fonts(False, False, [_folder((file,))]).families() if file.is_file() else []
        if not found:
            raise ValueError(f"{file} is no font that can be read (.ttf, .otf)")
        own += found
    return tuple(dict.fromkeys((*own, LATO)))


def lacking(markup: str, files: tuple[Path, ...] = ()) -> str:
    """The first letter in Typst markup, its formulas aside, that no font has; empty if none is."""
    known = _letters(files)
    letters = (letter for letter in _FORMULA.sub("", markup) if ord(letter) not in known)
    return next((one for one in letters if unicodedata.category(one)[0] in "LM"), "")


def script(letter: str) -> str:
    """The script of a letter, as Unicode calls it."""
    return unicodedata.name(letter, "unknown").split()[0].capitalize()


def suggested(letter: str) -> str:
    """A free font that has a letter."""
    return " ".join(("Noto Sans", _NOTO.get(script(letter), script(letter)))).strip()


@cache
def _letters(files: tuple[Path, ...]) -> frozenset[int]:
    """Code points of all that the text fonts can write."""
    lato = Path(font_lato.font_directory) / "Lato-Regular.ttf"
    return frozenset(code for file in (lato, *files) for code in FT2Font(str(file)).get_charmap())


def _folder(files: Iterable[Path]) -> str:
    """A folder with links to files alone, as Typst looks through whole folders."""
    _KEPT.append(TemporaryDirectory(prefix="fonts-"))
    for number, file in enumerate(files):
        (Path(_KEPT[-1].name) / f"{number}{file.suffix}").symlink_to(file.resolve())
    return _KEPT[-1].name
