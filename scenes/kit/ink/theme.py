"""Colours by role: what a thing means decides its colour, in every lesson.

Based on the Okabe-Ito palette (Okabe & Ito, "Color Universal Design", 2008), each hue moved in
lightness until it reads on its background: text at least 4.5:1, graphics at least 3:1
(WCAG 2.2, success criteria 1.4.3 and 1.4.11).

A theme is a file, ``scenes/themes/<name>.toml``, or is made of a brand's colours.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from manim import ManimColor, interpolate_color
from matplotlib.colors import LinearSegmentedColormap, to_hex

from scenes.kit.ink import theme_file
from scenes.kit.ink.brand import Brand, read_brand
from scenes.kit.ink.brand_colors import derived
from scenes.kit.ink.cast import CAST
from scenes.kit.ink.number_format import POINT, NumberFormat
from scenes.kit.ink.theme_file import ThemeError

FOLDER = Path(__file__).parents[2] / "themes"
READABLE, SATURATION = 4.5, 0.65  # contrast of a colour that is made from a hue


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette: its name, colours ``#RRGGBB`` and those of the roles.

    A ``star`` marks a minimum. ``heights`` are the colours of the landscape, from its lowest place
    to its highest; the slate of ``contour_low`` to ``contour_high`` is for quiet curves; ``rates``
    are four tints of the plain-descent blue, for the same algorithm at four learning rates;
    ``rated`` has the one hot hue for those that are beyond the limit.

    A brand's has more: ``fonts``, files that come before Lato; a ``logo`` for the corner of cards,
    and of films if ``logo_in_films`` says so (`scenes.kit.ink.logo` places it); ``moved`` says, a
    line each, which colours could not stay as they were.
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
    fonts: tuple[Path, ...] = ()
    logo: Path | None = None
    logo_in_films: bool = False
    moved: tuple[str, ...] = ()

    def roles(self) -> dict[str, str]:
        """Colour of each role that carries meaning, by name."""
        own = dict(self.inks)
        cast = {r: own.get(r) or of_hue(m.hue, self.background) for r, m in CAST.items()}
        return {"text": self.text, "muted": self.muted, **cast}

    def rated(self, beyond: Iterable[bool]) -> tuple[str, ...]:
        """Colours of runs at four rates: cool tints far apart, danger's for those too large."""
        over = list(beyond)
        last, widest = len(self.rates) - 1, max(over.count(False) - 1, 1)
        tints = (self.rates[number * last // widest] for number in range(len(over)))
        return tuple(self.roles()["danger"] if far else next(tints) for far in over)

    def height(self, fraction: float) -> str:
        """Colour of the landscape; ``fraction`` 0 is its lowest place, 1 its highest."""
        return to_hex(_colormap(self.heights)(float(fraction))).upper()

    def contour(self, fraction: float) -> ManimColor:
        """Slate of a contour line; ``fraction`` 0 is the lowest level shown, 1 the highest."""
        return interpolate_color(
            ManimColor(self.contour_low), ManimColor(self.contour_high), fraction
        )


def load_theme(name: str | Path) -> Theme:
    """The theme of a name, or that of a file ``….toml``, be it of a theme or of a brand.

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
    table = theme_file.toml(path)
    if "brand" in table:
        return _branded(path.stem, read_brand(path, table, tuple(THEMES)))
    return Theme(path.stem, **theme_file.colors(path, table, CAST))


@cache
def _branded(name: str, brand: Brand) -> Theme:
    """A theme in the colours of a brand, of the brightness of one of the scenes' own."""
    base = THEMES[brand.base or _suited(brand)]
    own: dict[str, Any] = {
        "logo": brand.logo,
        "logo_in_films": brand.in_films,
        "fonts": brand.fonts,
    }
    if not brand.colors:
        return replace(base, name=name, **own)
    hues = {role: color for role, color in base.roles().items() if role in CAST}
    table, moved = derived(brand.colors, theme_file.toml(FOLDER / f"{base.name}.toml"), hues)
    path = Path(f"{name}.toml")
    return Theme(name, **theme_file.colors(path, table, CAST), moved=moved, **own)


def _suited(brand: Brand) -> str:
    """The theme on which a brand's colours read best."""
    return max(
        THEMES,
        key=lambda name: sum(contrast(c, THEMES[name].background) for c in brand.colors[:1]),
    )


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
