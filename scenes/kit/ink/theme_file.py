"""What a theme's file may hold, and what is said of one that holds something else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

PLAIN = ("background", "text", "muted", "faint", "star", "star_rim", "contour_low", "contour_high")
RAMPS = ("heights", "rates")
RATES = 4  # tints of one algorithm at several learning rates
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


class ThemeError(ValueError):
    """A theme that there is not, or a file that is none; the message is one line."""


def toml(path: Path) -> dict[str, Any]:
    """The table that a file holds.

    Raises
    ------
    ThemeError
        For a file that cannot be read, or is not valid TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"the theme {path} cannot be read: {error.strerror}") from None
    except ValueError as error:  # of TOML or of UTF-8
        raise ThemeError(f"the theme {path} is not valid TOML: {error}") from None


def colors(path: Path, table: dict[str, Any], cast_of: Iterable[str]) -> dict[str, Any]:
    """The colours of a theme by name, in capitals: plain ones, ramps, and those of its roles.

    Raises
    ------
    ThemeError
        For a colour that is missing, is none, or is one too many.
    """
    only(path, "", table, (*PLAIN, *RAMPS, "roles"))
    complete(path, table, (*PLAIN, *RAMPS, "roles"))
    roles = table["roles"]
    if not isinstance(roles, dict):
        raise ThemeError(f"the theme {path}: roles is a table [roles], a colour for each role")
    only(path, "roles.", roles, tuple(cast_of))
    return {
        **{key: color(path, key, table[key]) for key in PLAIN},
        **{key: _ramp(path, key, table[key]) for key in RAMPS},
        "inks": tuple((role, color(path, f"roles.{role}", ink)) for role, ink in roles.items()),
    }


def only(path: Path, table: str, found: dict[str, Any], allowed: tuple[str, ...]) -> None:
    """Refuse a key that means nothing."""
    if unknown := found.keys() - set(allowed):
        there_are = f"there is no {table}{min(unknown)}; there are {', '.join(allowed)}"
        raise ThemeError(f"the theme {path}: {there_are}")


def complete(path: Path, found: dict[str, Any], needed: tuple[str, ...]) -> None:
    """Refuse a table that lacks something."""
    if missing := set(needed) - found.keys():
        takes = f"{min(missing)} is missing; it takes {', '.join(needed)}"
        raise ThemeError(f"the theme {path}: {takes}")


def color(path: Path, key: str, value: object) -> str:
    """A colour ``#RRGGBB`` in capitals; anything else is refused."""
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise ThemeError(f"the theme {path}: {key} = {value!r} is no colour #RRGGBB")
    return value.upper()


def _ramp(path: Path, key: str, values: object) -> tuple[str, ...]:
    needed = f"{RATES}" if key == "rates" else "two or more"
    count = len(values) if isinstance(values, list) else 0
    if count < 2 or (key == "rates" and count != RATES):
        raise ThemeError(f"the theme {path}: {key} is a list of {needed} colours #RRGGBB")
    return tuple(color(path, key, value) for value in cast(list[object], values))
