"""Text and formulas, set by Typst in Lato and New Computer Modern Math.

Only the fonts given here are looked at, so a page has the same outlines on every machine. Sizes
are manim's points: 48 points make an em of half a scene unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
import typst
from manim import ManimColor, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.drawing import Paint, Shape, read_drawing
from scenes.kit.ink.fonts import compiler, families
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.numerals import rounds
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.theme import Theme

SMALLEST, LABEL, TITLE = 28, 34, 44
LOUD = 44  # of the number that a beat is about
UNITS_PER_POINT = 1 / 960  # scene units for one Typst point at font size 1, type set at 10 pt
STROKE_PER_UNIT = 100  # manim draws a stroke of width 1 as 0.01 units

_PAGE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: {fonts}, size: 10pt, weight: "{weight}", number-width: "tabular", fallback: false)
#show math.equation: set text(font: "New Computer Modern Math", size: 1.08em, weight: "regular")
{roles}
{body}
"""
_ROLE = re.compile(r"#(?!h\()")  # any function of the markup but #h(...), a space


@dataclass(frozen=True)
class Outlines:
    """Shapes of a compiled text in points at 10 pt, y upwards.

    ``baseline`` is the height of the first word's baseline above the lowest point.
    """

    shapes: tuple[Shape, ...]
    baseline: float


@cache
def outlines(
    body: str, weight: str = "regular", roles: str = "", files: tuple[Path, ...] = ()
) -> Outlines:
    """Compile Typst markup; ``roles`` are Typst definitions that the markup may use.

    ``files`` are fonts of a theme's own, which come before Lato.

    Raises
    ------
    ValueError
        If Typst cannot set the markup, with Typst's reason.
    """
    fonts = "(" + "".join(f'"{name}", ' for name in families(files)) + ")"
    source = _PAGE.format(body=body, weight=weight, roles=roles, fonts=fonts)
    try:
        svg = str(compiler(files).compile(source.encode(), format="svg"), "utf-8")  # type: ignore[arg-type]
    except typst.TypstError as error:
        raise ValueError(f"Typst cannot set {body!r}: {error}") from None
    shapes = tuple(read_drawing(svg))
    first_run = re.search(r'<g transform="matrix\(1 0 0 -1 \S+ (\S+)\)', svg)
    low = float(min((shape.ends[:, 1].min() for shape in shapes), default=0.0))
    return Outlines(shapes, -float(first_run[1]) - low if first_run else 0.0)


class Text(VGroup):
    """Typst markup as filled outlines, centred on the origin.

    Parameters
    ----------
    body
        Typst markup: ``"loss"``, ``"$eta = 0.1$"``, ``"#batch[batch]"``.
    theme
        Its colours are the functions ``#batch[...]``, ``#gradient[...]``, … of the markup.
    size
        Font size in manim points, `SMALLEST` or more.
    role
        Role whose colour the text takes where the markup sets none.
    weight
        Of the font: ``"regular"`` or ``"bold"``.
    color
        Instead of the role's, for what no role covers.
    halo
        Whether a rim in the background's colour lifts the text off lines behind it.
    shows
        Values of all the numbers in it, but for exponents and indices, from left to right; none
        if it was not said, as for a text without any.

    Raises
    ------
    ValueError
        If Typst cannot set the markup, or the size is under the smallest allowed.
    """

    def __init__(
        self,
        body: str,
        theme: Theme,
        *,
        size: float = LABEL,
        role: str = "text",
        weight: str = "regular",
        color: str | None = None,
        halo: bool = False,
        shows: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        if size < SMALLEST:
            raise ValueError(f"text {body!r} of size {size:g}; the smallest allowed is {SMALLEST}")
        self.body, self.size, self.shows = body, size, shows
        ink = theme.roles()
        # Without a role in it, a text is set once for all themes.
        roles = _role_functions(tuple(ink.items())) if _ROLE.search(body) else ""
        compiled = outlines(theme.numbers.markup(body), weight, roles, theme.fonts)
        scale = size * UNITS_PER_POINT
        paint = color or ink[role]
        for how, run in groupby(compiled.shapes, lambda shape: shape.paint):
            self.add(_inked([shape.points for shape in run], how, paint, scale))
        if halo:
            haloed(self, theme)
        self.rise = compiled.baseline * scale
        self.natural_height = self.height
        self.meaning = Meaning("text", "" if color else role, size=size, words=body)
        self.center()

    def claims(self) -> list[Claim]:
        """That the numbers in it are the values that it was said to show, rounded."""
        return [] if self.shows is None else [rounds("numbers", self.body, self.shows)]

    @property
    def baseline(self) -> float:
        """Scene y of the baseline, as long as the text is not rotated or scaled."""
        return float(self.get_bottom()[1] + self.rise)

    def put(
        self,
        *,
        baseline: float,
        left: float | None = None,
        center: float | None = None,
        right: float | None = None,
    ) -> Text:
        """Put the text on a baseline, its left end, its middle or its right end at a scene x."""
        self.stand_on(baseline)
        if left is not None:
            self.shift((left - self.get_left()[0], 0, 0))
        if center is not None:
            self.shift((center - self.get_center()[0], 0, 0))
        if right is not None:
            self.shift((right - self.get_right()[0], 0, 0))
        return self

    def stand_on(self, y: float) -> Text:
        """Move the text up or down until its baseline lies at scene height ``y``."""
        self.shift((0, y - self.baseline, 0))
        return self


def literal(text: str) -> str:
    """Typst markup that is set as just this text, whatever it holds: a name of a user's own."""
    plain = (c if c.isalnum() or c in " %°,." else f"\\u{{{ord(c):x}}}" for c in text)
    return "".join(plain).replace("...", "\\u{2026}")


def _role_functions(ink: tuple[tuple[str, str], ...]) -> str:
    names = ((name.replace("_", "-"), color) for name, color in ink if name != "text")
    return "\n".join(f'#let {n}(body) = text(fill: rgb("{color}"), body)' for n, color in names)


def _inked(shapes: list[NDArray[np.float64]], paint: Paint, color: str, scale: float) -> VMobject:
    """Shapes of one paint at their size, Typst's black turned into the theme's ink.

    They are one mobject: cheaper to draw, and their halos lie under all of them.
    """
    whole = VMobject().set_points(scale * np.concatenate(shapes))
    whole.set_style(
        fill_color=paint.fill,
        fill_opacity=paint.fill_opacity,
        stroke_color=paint.stroke,
        stroke_opacity=paint.stroke_opacity,
        stroke_width=paint.width * scale * STROKE_PER_UNIT,
    )
    if whole.stroke_width and whole.stroke_color == ManimColor("#000000"):
        whole.set_stroke(color=color)
    if whole.fill_opacity and whole.fill_color == ManimColor("#000000"):
        whole.set_fill(color)
    return whole
