"""Numbers that change on screen, built from glyphs that are compiled once.

A readout is one outline put together from the digits' outlines, so that showing a new value
costs a copy of a few hundred points and never a run of the typesetter.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.ink.glyphs import INFINITY, MINUS, TIMES, compose, decoded
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.numerals import numerals, rounds
from scenes.kit.ink.text import LABEL, UNITS_PER_POINT
from scenes.kit.ink.theme import Theme
from scenes.kit.time.live import Live

Align = Literal["left", "center", "right"]
PART: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}  # of the width, at the anchor


def fixed(decimals: int) -> Callable[[float], str]:
    """Format with that many decimals; ``fixed(2)(-1.005)`` is ``"−1.00"`` with a true minus."""

    def write(value: float) -> str:
        if not math.isfinite(value):
            return _not_finite(value)
        text = f"{value:.{decimals}f}"
        if float(text) == 0:
            text = text.removeprefix("-")
        return text.replace("-", MINUS)

    return write


def significant(digits: int, largest: float = 1e5, least: int = -4) -> Callable[[float], str]:
    """Format with that many significant digits, as a power of ten from ``largest`` up.

    So is what is smaller than the power ``least`` of ten.
    ``significant(3)`` writes 412, 65.7, 1.48, 0.0293 and 1.26×10^7 (the caret raises).
    """

    def write(value: float) -> str:
        if not math.isfinite(value):
            return _not_finite(value)
        if value == 0:
            return "0"
        size = math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}"))))
        if abs(value) >= largest or size < least:
            return f"{value / 10.0**size:.{digits - 1}f}{TIMES}10^{size}".replace("-", MINUS)
        return fixed(max(digits - 1 - size, 0))(value)

    return write


def plain(value: float, digits: int = 10) -> str:
    """Format without needless zeros, as on an axis: 0, 2.5, −10, 1000."""
    if not math.isfinite(value):
        return _not_finite(value)
    text = f"{value:.{digits}g}"
    return text.replace("-", MINUS) if "e" not in text else significant(3)(value)


def decimal(value: float) -> str:
    """Format without a power of ten, however small: 0.00007, as typst's maths can set it."""
    return fixed(12)(value).rstrip("0").rstrip(".")


def _not_finite(value: float) -> str:
    if math.isnan(value):
        raise ValueError("a readout was given nan, which has no value to show")
    return INFINITY if value > 0 else MINUS + INFINITY


class Number(Live, VMobject):
    """A number as one outline, anchored at a point on its baseline.

    Parameters
    ----------
    value
        What is shown first.
    theme, role
        The number's colour.
    write
        Value to text, such as ``fixed(2)``; ``^`` raises what follows it.
    size
        Font size in manim points.
    font
        ``"text"`` (Lato, or the theme's own) or ``"math"`` (New Computer Modern Math).
    align
        The side of the number that stays at the anchor.
    """

    def __init__(
        self,
        value: float,
        theme: Theme,
        *,
        write: Callable[[float], str] | None = None,
        size: float = LABEL,
        role: str = "text",
        font: Literal["text", "math"] = "text",
        align: Align = "left",
        color: str | None = None,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=color or theme.roles()[role], fill_opacity=1)
        self.write, self.font, self.align = write or fixed(2), font, align
        self.number_format, self.files = theme.numbers, theme.fonts
        self.scale_to_units = size * UNITS_PER_POINT
        self.meaning = Meaning("number", "" if color else role, size=size)
        self.anchor = np.zeros(3)
        self.source: Callable[[], float] | None = None
        self.anew: Callable[[], float] | None = None
        self.show_value(value)

    def show_value(self, value: float) -> Number:
        """Show a value, staying at the anchor."""
        self.value = float(value)
        self.shown = self.write(self.value)
        points, width = compose(self.number_format.written(self.shown), self.font, self.files)
        start = np.array([-width * PART[self.align], 0.0, 0.0])
        self.set_points((points + start) * self.scale_to_units + self.anchor)
        return self

    def put(self, anchor: NDArray[np.float64] | tuple[float, float, float]) -> Number:
        """Move the anchor, on the number's baseline, to a scene point."""
        self.anchor = np.asarray(anchor, dtype=float)
        return self.show_value(self.value)

    def read(self, source: Callable[[], float], anew: Callable[[], float] | None = None) -> Number:
        """Follow a reading: from now on show what ``source`` returns, checked every frame.

        ``anew`` comes to the same by another way, for checks; a record's reading has one.
        """
        self.source, self.anew = source, anew or getattr(source, "anew", None)
        self.go_live()
        return self

    def checked(self, source: Callable[[], float]) -> Number:
        """Say what a number that stays as it is has to show, for checks to read."""
        self.source = self.anew = source
        return self

    def state(self) -> object:
        return self.value if self.source is None else float(self.source())

    def depict(self) -> None:
        """Show what the source reads."""
        if self.source is not None and (value := float(self.source())) != self.value:
            self.show_value(value)

    @property
    def natural_height(self) -> float:
        """Height of what is shown, as long as the number is not scaled."""
        points, _ = compose(self.number_format.written(self.shown), self.font, self.files)
        return float(np.ptp(points[:, 1])) * self.scale_to_units if len(points) else 0.0

    def claims(self) -> list[Claim]:
        """That its ink is its value, or what is to be read now."""
        source = self.anew or self.source
        return self.reads(self.value if source is None else float(source()))

    def reads(self, value: float, what: str = "value") -> list[Claim]:
        """That its ink, read glyph by glyph, is a value: as it is written, and rounded to that.

        A text that a value only switches on, such as a place that was won, does not round it.
        """
        if not len(self.points):
            return []
        ink = self.number_format.read(decoded(self.points, self.font, self.files))
        true = self.write(value)
        is_format = len(numerals(ink)) == 1 and self.write(2 * abs(value) + 1) != true
        return [Claim(what, ink, true), *([rounds(what, ink, [value])] if is_format else [])]
