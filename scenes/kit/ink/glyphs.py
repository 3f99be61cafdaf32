"""Lines of glyphs that are compiled once: put together as outlines, and read back from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.fonts import families
from scenes.kit.ink.text import outlines

MINUS, TIMES, INFINITY = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}", "\N{INFINITY}"
MATH = ("New Computer Modern Math",)
_CHARACTERS = f"0123456789.,-+{MINUS}{TIMES}={INFINITY}e%()°"
_SUPERSCRIPT, _RAISE = 0.68, 3.6  # size of an exponent and its height over the line, in points
ALIKE = 0.02  # of a glyph's size, that ink may be off it and still be read as it


@dataclass(frozen=True)
class _Glyph:
    points: NDArray[np.float64]  # (n, 3), at 10 pt, from the pen's position on the baseline
    advance: float  # points from this pen position to the next


@cache
def _glyphs(font: str, files: tuple[Path, ...] = ()) -> dict[str, _Glyph]:
    """Outline and advance of every character, measured between two capitals H.

    ``files`` are fonts of a theme's own, which come before Lato.

    In ``HHaHbH…`` the distance of the first two H is H's advance, and every further
    distance of neighbours is that advance plus the character's between them.
    """
    line = "H" + "".join(f"H{character}" for character in _CHARACTERS) + "H"
    names = "".join(f'"{name}", ' for name in (MATH if font == "math" else families(files)))
    body = f'#set text(font: ({names}), kerning: false, ligatures: false)\n#"{line}"'
    shapes = outlines(body, files=files).shapes
    left = [float(shape.ends[:, 0].min()) for shape in shapes]
    baseline = float(shapes[0].ends[:, 1].min())
    of_h = left[1] - left[0]
    found = {" ": _Glyph(np.zeros((0, 3)), 2.2)}
    for index, character in enumerate(_CHARACTERS):
        h, glyph, following = 1 + 2 * index, 2 + 2 * index, 3 + 2 * index
        pen = left[h] + of_h
        found[character] = _Glyph(
            shapes[glyph].points - (pen, baseline, 0), left[following] - left[h] - of_h
        )
    return found


def compose(
    text: str, font: str = "text", files: tuple[Path, ...] = ()
) -> tuple[NDArray[np.float64], float]:
    """Outline of a line of glyphs from the pen position 0, and its width, in points at 10 pt.

    Raises
    ------
    ValueError
        For a character that has no compiled glyph.
    """
    glyphs = _glyphs(font, files)
    pen, size, rise = 0.0, 1.0, 0.0
    outlines_so_far = []
    for character in text:
        if character == "^":
            size, rise = _SUPERSCRIPT, _RAISE
            continue
        if character not in glyphs:
            raise ValueError(f"no glyph for {character!r} in {text!r}; there are {_CHARACTERS}")
        glyph = glyphs[character]
        outlines_so_far.append(glyph.points * size + (pen, rise, 0))
        pen += glyph.advance * size
    return np.concatenate(outlines_so_far) if outlines_so_far else np.zeros((0, 3)), pen


def decoded(ink: NDArray[np.float64], font: str = "text", files: tuple[Path, ...] = ()) -> str:
    """The glyphs that an outline (n, 3) consists of, as they are written; of any size.

    What is none of the font is read as ``?``. Spaces leave no ink, and are not read.

    >>> decoded(3 * compose("1.26\N{MULTIPLICATION SIGN}10^7")[0])
    '1.26\N{MULTIPLICATION SIGN}10^7'
    """
    read, at, size = "", 0, 0.0
    while at < len(ink):
        character, glyph_size, length = _glyph_at(ink[at:], font, files)
        if character == "?":
            return read + character
        size = size or glyph_size
        raised = glyph_size < (1 + _SUPERSCRIPT) / 2 * size
        read += "^" * (raised and "^" not in read) + character
        at += length
    return read


def _glyph_at(
    ink: NDArray[np.float64], font: str, files: tuple[Path, ...]
) -> tuple[str, float, int]:
    """The glyph with which an outline begins, its size and the number of its points."""
    characters, picked, some = _some_points(font, files)
    _, roughly = _fit(ink[np.minimum(picked, len(ink) - 1)], some)
    found, least = ("?", 0.0, 0), ALIKE
    # What is off in a few points already is not looked at in all: most of the time is numpy's own.
    for character in (characters[index] for index in np.flatnonzero(roughly < 4 * ALIKE)):
        points = _glyphs(font, files)[character].points
        if len(points) > len(ink):
            continue
        (size,), (off,) = _fit(ink[None, : len(points)], points[None])
        if size > 0 and off < least:
            found, least = (character, float(size), len(points)), float(off)
    return found


def _fit(
    ink: NDArray[np.float64], shapes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sizes (k,) at which shapes (k, n, 3) fit ink best, and how much of it they are off it."""
    own, shapes = ink - ink[:, :1], shapes - shapes[:, :1]
    sizes = (own * shapes).sum(axis=(1, 2)) / (shapes**2).sum(axis=(1, 2))
    extent = np.ptp(own[..., :2], axis=(1, 2))
    off = np.abs(own - sizes[:, None, None] * shapes).max(axis=(1, 2))
    return sizes, off / np.maximum(extent, 1e-9)


@cache
def _some_points(
    font: str, files: tuple[Path, ...]
) -> tuple[str, NDArray[np.intp], NDArray[np.float64]]:
    """Of every character that leaves ink, the places of a few points (k, n), and these."""
    glyphs = {key: one.points for key, one in _glyphs(font, files).items() if len(one.points)}
    picked = np.array([np.linspace(0, len(ink) - 1, 8, dtype=int) for ink in glyphs.values()])
    some = [points[places] for points, places in zip(glyphs.values(), picked, strict=True)]
    return "".join(glyphs), picked, np.stack(some)
