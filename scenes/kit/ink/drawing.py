"""Reads the drawings that Typst writes: glyphs that are used again and again, lines and areas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import svgelements
from lxml import etree
from manim import VMobject, VMobjectFromSVGPath
from numpy.typing import NDArray

from gdcore.arrays import read_only

Matrix = NDArray[np.float64]  # (3, 3), of points (x, y, 1)
_HREF = "{http://www.w3.org/1999/xlink}href"


def read_drawing(svg: str) -> list[VMobject]:
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
) -> Iterator[VMobject]:
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


def _shape(path: str, style: etree._Element, matrix: Matrix) -> Iterator[VMobject]:
    """A path at its place, in its colours; none if there is nothing to draw."""
    outline = _outline(path)
    if not len(outline):
        return
    shape = VMobject()
    points = outline.copy()
    points[:, :2] = outline[:, :2] @ matrix[:2, :2].T + matrix[:2, 2]
    shape.set_points(points)
    fill, stroke = (svgelements.Color(style.get(name, "none")) for name in ("fill", "stroke"))
    shape.set_style(
        fill_color=fill.hexrgb,
        fill_opacity=fill.opacity,
        stroke_color=stroke.hexrgb,
        stroke_opacity=stroke.opacity,
        stroke_width=float(style.get("stroke-width", 1)) if stroke.value is not None else 0,
    )
    yield shape


@cache
def _outline(path: str) -> NDArray[np.float64]:
    """Points (n, 3) of a path, as manim has them: four for each of its curves."""
    return read_only(VMobjectFromSVGPath(svgelements.Path(path)).points)


@cache
def _transform(text: str) -> Matrix:
    found = svgelements.Matrix(text)
    return np.array([[found.a, found.c, found.e], [found.b, found.d, found.f], [0, 0, 1]])
