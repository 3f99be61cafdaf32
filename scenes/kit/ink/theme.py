"""Colours by role: what a thing means decides its colour, in every lesson.

Based on the Okabe-Ito palette (Okabe & Ito, "Color Universal Design", 2008), each hue moved in
lightness until it reads on its background: text at least 4.5:1, graphics at least 3:1
(WCAG 2.2, success criteria 1.4.3 and 1.4.11).

A theme is a file, ``scenes/themes/<name>.toml``.
"""

from __future__ import annotations

import colorsys
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from manim import ManimColor, interpolate_color
from matplotlib.colors import LinearSegmentedColormap, to_hex

from scenes.kit.ink.cast import CAST
from scenes.kit.ink.number_format import POINT, NumberFormat

FOLDER = Path(__file__).parents[2] / "themes"
_PLAIN = ("background", "text", "muted", "faint", "star", "star_rim", "contour_low", "contour_high")
_RAMPS = ("heights", "rates")
_RATES = 4  # tints of one algorithm at several learning rates
READABLE, SATURATION = 4.5, 0.65  # contrast of a colour that is made from a hue
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


class ThemeError(ValueError):
    """A theme that there is not, or a file that is none; the message is one line."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette: its name, colours ``#RRGGBB`` and those of the roles.

    A ``star`` marks a minimum. ``heights`` are the colours of the landscape, from its lowest place
    to its highest; the slate of ``contour_low`` to ``contour_high`` is for quiet curves; ``rates``
    are four tints of the plain-descent blue, for the same algorithm at four learning rates;
    ``rated`` has the one hot hue for those that are beyond the limit.
    """

    name: str
    background: str
    text: str
    muted: str
    faint: str
    star: str
    star_rim: str
    contour_low: str
    contour_high: str
    heights: tuple[str, ...]
    rates: tuple[str, ...]
    inks: tuple[tuple[str, str], ...]  # roles and their own colours
    numbers: NumberFormat = POINT  # of the language that is written in these colours

    def roles(self) -> dict[str, str]:
        """Colour of each role that carries meaning, by name."""
        own = dict(self.inks)
        cast = {r: own.get(r) or of_hue(m.hue, self.background) for r, m in CAST.items()}
        return {"text": self.text, "muted": self.muted, **cast}

    def rated(self, beyond: Iterable[bool]) -> tuple[str, ...]:
        """Colours of runs at four rates: a cool tint each, danger's for those beyond the limit."""
        danger = self.roles()["danger"]
        pairs = zip(self.rates, beyond, strict=True)
        return tuple(danger if over else tint for tint, over in pairs)

    def height(self, fraction: float) -> str:
        """Colour of the landscape; ``fraction`` 0 is its lowest place, 1 its highest."""
        return to_hex(_colormap(self.heights)(float(fraction))).upper()

    def contour(self, fraction: float) -> ManimColor:
        """Slate of a contour line; ``fraction`` 0 is the lowest level shown, 1 the highest."""
        return interpolate_color(
            ManimColor(self.contour_low), ManimColor(self.contour_high), fraction
        )


def load_theme(name: str | Path) -> Theme:
    """The theme of a name, or that of a file ``….toml``.

    Raises
    ------
    ThemeError
        For a theme there is not, listing those there are; for a file that cannot be read, lacks a
        colour, or has one too many, naming the file, the key and what is allowed.
    """
    if str(name) in THEMES:
        return THEMES[str(name)]
    path = Path(name)
    if path.suffix != ".toml":
        raise ThemeError(f"no theme {str(name)!r}; there are {', '.join(THEMES)}, or a FILE.toml")
    return _read(path)


def _read(path: Path) -> Theme:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"the theme {path} cannot be read: {error.strerror}") from None
    except ValueError as error:  # of TOML or of UTF-8
        raise ThemeError(f"the theme {path} is not valid TOML: {error}") from None
    _only(path, "", table, (*_PLAIN, *_RAMPS, "roles"))
    _all(path, table, (*_PLAIN, *_RAMPS, "roles"))
    roles = table["roles"]
    if not isinstance(roles, dict):
        raise ThemeError(f"the theme {path}: roles is a table [roles], a colour for each role")
    _only(path, "roles.", roles, tuple(CAST))
    inks = tuple((role, _color(path, f"roles.{role}", color)) for role, color in roles.items())
    plain: dict[str, Any] = {key: _color(path, key, table[key]) for key in _PLAIN}
    heights, rates = (_ramp(path, key, table[key]) for key in _RAMPS)
    return Theme(path.stem, **plain, heights=heights, rates=rates, inks=inks)


def _only(path: Path, table: str, found: dict[str, Any], allowed: tuple[str, ...]) -> None:
    if unknown := found.keys() - set(allowed):
        there_are = f"there is no {table}{min(unknown)}; there are {', '.join(allowed)}"
        raise ThemeError(f"the theme {path}: {there_are}")


def _all(path: Path, found: dict[str, Any], needed: tuple[str, ...]) -> None:
    if missing := set(needed) - found.keys():
        takes = f"{min(missing)} is missing; it takes {', '.join(needed)}"
        raise ThemeError(f"the theme {path}: {takes}")


def _ramp(path: Path, key: str, colors: object) -> tuple[str, ...]:
    needed = f"{_RATES}" if key == "rates" else "two or more"
    count = len(colors) if isinstance(colors, list) else 0
    if count < 2 or (key == "rates" and count != _RATES):
        raise ThemeError(f"the theme {path}: {key} is a list of {needed} colours #RRGGBB")
    return tuple(_color(path, key, color) for color in cast(list[object], colors))


def _color(path: Path, key: str, color: object) -> str:
    if not isinstance(color, str) or not _COLOR.fullmatch(color):
        raise ThemeError(f"the theme {path}: {key} = {color!r} is no colour #RRGGBB")
    return color.upper()


THEMES: dict[str, Theme] = {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}
DARK, LIGHT = THEMES["dark"], THEMES["light"]


def luminance(color: str) -> float:
    """Relative luminance in [0, 1] of ``#RRGGBB`` (WCAG 2.2, definition of relative luminance)."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours ``#RRGGBB``, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@cache
def _colormap(colors: tuple[str, ...]) -> LinearSegmentedColormap:
    return LinearSegmentedColormap.from_list("heights", colors, N=1024)


@cache
def of_hue(hue: float, background: str) -> str:
    """A colour of a hue in degrees, so light or dark that text in it reads on a background."""
    away = 0.01 if contrast(background, "#FFFFFF") > contrast(background, "#000000") else -0.01
    color, lightness = background, 0.5
    while contrast(color, background) < READABLE and 0 <= lightness <= 1:
        channels = colorsys.hls_to_rgb(hue / 360, lightness, SATURATION)
        color = "#" + "".join(f"{round(255 * channel):02X}" for channel in channels)
        lightness += away
    return color
