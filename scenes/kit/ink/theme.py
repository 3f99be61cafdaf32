"""Colours by role: what a thing means decides its colour, in every lesson.

Based on the Okabe-Ito palette (Okabe & Ito, "Color Universal Design", 2008), each hue moved in
lightness until it reads on its background: text at least 4.5:1, graphics at least 3:1
(WCAG 2.2, success criteria 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from manim import ManimColor, interpolate_color


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette. Every field but ``name`` is a colour ``#RRGGBB`` named for its role.

    ``contour_low`` to ``contour_high`` is the one slate hue of the landscape, from the lowest
    level to the highest; ``rates`` are four tints of the plain-descent blue, for the same
    algorithm at four learning rates.
    """

    name: str
    background: str
    text: str
    muted: str
    faint: str
    batch: str
    stochastic: str
    mini_batch: str
    gradient: str
    minimum: str
    momentum: str
    nesterov: str
    adagrad: str
    rmsprop: str
    adam: str
    contour_low: str
    contour_high: str
    rates: tuple[str, str, str, str]

    def roles(self) -> dict[str, str]:
        """Colour of each role that carries meaning, by name."""
        quiet = {"name", "background", "faint", "contour_low", "contour_high", "rates"}
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in quiet
        }

    def contour(self, fraction: float) -> ManimColor:
        """Slate of a contour line; ``fraction`` 0 is the lowest level shown, 1 the highest."""
        return interpolate_color(
            ManimColor(self.contour_low), ManimColor(self.contour_high), fraction
        )


DARK = Theme(
    name="dark",
    background="#0F1117",
    text="#F2F3F5",
    muted="#9AA4B2",
    faint="#2A303C",
    batch="#56B4E9",
    stochastic="#F0A33A",
    mini_batch="#2CC295",
    gradient="#FF7A45",
    minimum="#F0E442",
    momentum="#D58BB9",
    nesterov="#D45279",
    adagrad="#A47E0C",
    rmsprop="#84EDB4",
    adam="#8D7CFF",
    contour_low="#8593AB",
    contour_high="#465066",
    rates=("#BFE3F9", "#8ACBF2", "#56B4E9", "#3B8FD4"),
)

LIGHT = Theme(
    name="light",
    background="#FFFFFF",
    text="#14171F",
    muted="#5A6472",
    faint="#E3E7ED",
    batch="#0072B2",
    stochastic="#B35900",
    mini_batch="#00785A",
    gradient="#C2410C",
    minimum="#8A6D00",
    momentum="#9C4A80",
    nesterov="#6D0620",
    adagrad="#7A2E00",
    rmsprop="#004B57",
    adam="#4A1FD0",
    contour_low="#66748C",
    contour_high="#B4BDCB",
    rates=("#012C48", "#004D7C", "#0067A3", "#1F7ABD"),
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT)}


def luminance(color: str) -> float:
    """Relative luminance in [0, 1] of ``#RRGGBB`` (WCAG 2.2, definition of relative luminance)."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours ``#RRGGBB``, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
