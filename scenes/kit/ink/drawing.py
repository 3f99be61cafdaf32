"""Reads the drawings that Typst writes: glyphs that are used again and again, lines and areas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import svgelements
from lxml import etree
from manim import VMobjectFromSVGPath
from numpy.typing import NDArray

from gdcore.arrays import read_only

Matrix = NDArray[np.float64]  # (3, 3), of points (x, y, 1)
_HREF = "{http://www.w3.org/1999/xlink}href"


class Paint(NamedTuple):
    """How a shape is filled and stroked: colours, how opaque these are, and the stroke's width."""

    fill: str | None
    fill_opacity: float
    stroke: str | None
    stroke_opacity: float
    width: float


class Shape(NamedTuple):
    """A glyph, a line or an area: its outline's points (n, 3), as manim has them, and its paint."""

    points: NDArray[np.float64]
    paint: Paint

    @property
    def ends(self) -> NDArray[np.float64]:
        """Where its curves begin and end (m, 3)."""
        return np.concatenate([self.points[0::4], self.points[3::4]])


def read_drawing(svg: str) -> list[Shape]:
    """The shapes of a page, in its points, y upwards from its top.

    Raises
    ------
    ValueError
        For an element that is none of Typst's glyphs, lines and areas.
    """
    page = etree.fromstring(svg.encode())
    glyphs = {symbol.get("id"): symbol for symbol in page.iter("{*}symbol")}
    return [*_shapes(page, np.diag([1.0, -1.0, 1.0]), glyphs)]


def _shapes(
    parent: etree._Element, matrix: Matrix, glyphs: dict[str, etree._Element]
) -> Iterator[Shape]:
    for element in parent:
        kind = etree.QName(element).localname
        placed = matrix @ _transform(element.get("transform", ""))
        if kind == "g":
            yield from _shapes(element, placed, glyphs)
        elif kind == "use":
            (glyph,) = glyphs[element.get(_HREF).removeprefix("#")]
            x, y = (element.get(name, "0") for name in "xy")
            yield from _shape(glyph.get("d"), element, placed @ _transform(f"translate({x} {y})"))
        elif kind == "path":
            yield from _shape(element.get("d"), element, placed)
        elif kind != "defs":
            raise ValueError(f"a drawing has a <{kind}>, which is neither glyph, line nor area")


def _shape(path: str, style: etree._Element, matrix: Matrix) -> Iterator[Shape]:
    """A path at its place, in its colours; none if there is nothing to draw."""
    outline = _outline(path)
    if not len(outline):
        return
    points = outline.copy()
    points[:, :2] = outline[:, :2] @ matrix[:2, :2].T + matrix[:2, 2]
    names = style.get("fill", "none"), style.get("stroke", "none"), style.get("stroke-width", "1")
    yield Shape(read_only(points), _paint(*names))


@cache
def _paint(fill: str, stroke: str, width: str) -> Paint:
    inside, along = svgelements.Color(fill), svgelements.Color(stroke)
    opacities = inside.opacity, along.opacity
    thick = float(width) if along.value is not None else 0.0
    return Paint(inside.hexrgb, opacities[0], along.hexrgb, opacities[1], thick)


@cache
def _outline(path: str) -> NDArray[np.float64]:
    """Points (n, 3) of a path, as manim has them: four for each of its curves."""
    return read_only(VMobjectFromSVGPath(svgelements.Path(path)).points)


@cache
def _transform(text: str) -> Matrix:
    found = svgelements.Matrix(text)
    return np.array([[found.a, found.c, found.e], [found.b, found.d, found.f], [0, 0, 1]])
