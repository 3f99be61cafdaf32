"""A brand's file: a few colours, a logo, fonts, of which a theme is made.

    [brand]
    primary = "#003865"     # plain descent, the landscape and all that is quiet are in its hue
    accent = "#F2A900"      # the step
    more = ["#8A1538"]      # further colours, which the roles of the nearest hues take
    base = "light"          # the theme whose brightness is kept; the one on which primary reads
    logo = "logo.svg"       # or .png; in a corner of cards
    films = true            # the logo is in films, too
    font = "School.ttf"     # or several: ["School-Regular.ttf", "School-Bold.ttf"]

Everything may be left out. Files are looked for beside the brand's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.kit.ink.fonts import families
from scenes.kit.ink.pictures import SUFFIXES, picture
from scenes.kit.ink.theme_file import ThemeError, color, only

_KEYS = ("primary", "accent", "more", "base", "logo", "films", "font")
_MORE = 4  # further colours at most: a school has no more, and eyes tell no more apart


@dataclass(frozen=True, slots=True)
class Brand:
    """What a brand's file says.

    Attributes
    ----------
    colors
        ``#RRGGBB``: primary, accent and further ones; as many as there are.
    base
        The name of a theme of the scenes' own; empty if it says none.
    logo, in_films
        A picture, or None, and whether films show it.
    fonts
        Files, which are fonts.
    """

    colors: tuple[str, ...]
    base: str
    logo: Path | None
    in_films: bool
    fonts: tuple[Path, ...]


def read_brand(path: Path, file: dict[str, Any], bases: tuple[str, ...]) -> Brand:
    """The brand in the table of a file.

    Raises
    ------
    ThemeError
        Naming the key and what is allowed.
    """
    only(path, "", file, ("brand",))
    table = file["brand"]
    if not isinstance(table, dict):
        raise ThemeError(f"the theme {path}: brand is a table [brand], with {', '.join(_KEYS)}")
    only(path, "brand.", table, _KEYS)
    base = table.get("base", "")
    if base and base not in bases:
        raise ThemeError(f"the theme {path}: base = {base!r}; there are {', '.join(bases)}")
    films = table.get("films", False)
    if not isinstance(films, bool):
        raise ThemeError(f"the theme {path}: films = {films!r} is neither true nor false")
    return Brand(_colors(path, table), base, _logo(path, table), films, _fonts(path, table))


def _colors(path: Path, table: dict[str, Any]) -> tuple[str, ...]:
    more = table.get("more", [])
    if not isinstance(more, list) or len(more) > _MORE:
        raise ThemeError(f"the theme {path}: more is a list of up to {_MORE} colours #RRGGBB")
    if "primary" not in table and (more or "accent" in table):
        raise ThemeError(f"the theme {path}: primary is missing, which other colours go with")
    if more and "accent" not in table:
        raise ThemeError(f"the theme {path}: accent is missing, which comes before more colours")
    named = [(key, table[key]) for key in ("primary", "accent") if key in table]
    return tuple(color(path, key, value) for key, value in (*named, *(("more", m) for m in more)))


def _logo(path: Path, table: dict[str, Any]) -> Path | None:
    name = table.get("logo")
    if name is None:
        return None
    if not isinstance(name, str) or Path(name).suffix.lower() not in SUFFIXES:
        raise ThemeError(f"the theme {path}: logo = {name!r} is no file {' or '.join(SUFFIXES)}")
    file = _beside(path, "logo", name)
    try:
        picture(file)
    except ValueError as error:
        raise ThemeError(f"the theme {path}: logo: {error}") from None
    return file


def _fonts(path: Path, table: dict[str, Any]) -> tuple[Path, ...]:
    names = table.get("font", [])
    names = names if isinstance(names, list) else [names]
    if not all(isinstance(name, str) for name in names):
        raise ThemeError(f"the theme {path}: font is a file, or a list of files")
    files = tuple(_beside(path, "font", name) for name in names)
    try:
        families(files)
    except ValueError as error:
        raise ThemeError(f"the theme {path}: font: {error}") from None
    return files


def _beside(path: Path, key: str, name: str) -> Path:
    file = path.parent / name
    if not file.is_file():
        raise ThemeError(f"the theme {path}: {key} = {name!r}: there is no file {file}")
    return file
