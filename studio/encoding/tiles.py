"""Which parts of a picture are another picture's: what is drawn and converted again."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

HEIGHT, WIDTH = 16, 32  # pixels of a tile: even numbers, as two by two share their chroma
_APART = 3  # tiles between two boxes, at least: each has its price, however small it is

Tiles: TypeAlias = NDArray[np.bool_]
"""For each tile of a picture, by row and column from the upper left, whether it is meant."""


class Box(NamedTuple):
    """Rows and columns of a picture, in pixels from the upper left; the last are not in it."""

    top: float
    bottom: float
    left: float
    right: float

    def in_rows(self, first: int, last: int) -> bool:
        """Whether it has a part in some rows."""
        return self.top < last and first < self.bottom

    def in_columns(self, first: int, last: int) -> bool:
        """Whether it has a part in some columns."""
        return self.left < last and first < self.right


def no_tiles(shape: tuple[int, ...]) -> Tiles:
    """None of the tiles of a picture with so many rows and columns of pixels."""
    rows, columns = shape[:2]
    return np.zeros((-(-rows // HEIGHT), -(-columns // WIDTH)), np.bool_)


def every_tile(shape: tuple[int, ...]) -> Tiles:
    """All of a picture's tiles."""
    return ~no_tiles(shape)


def mark(tiles: Tiles, box: Box) -> None:
    """Mean the tiles, too, that a box has a part in; it may reach beyond the picture."""
    rows, columns = tiles.shape
    top, bottom = max(box.top, 0) / HEIGHT, min(box.bottom / HEIGHT, rows)
    left, right = max(box.left, 0) / WIDTH, min(box.right / WIDTH, columns)
    if bottom > top and right > left:
        tiles[int(top) : ceil(bottom), int(left) : ceil(right)] = True


def bands(tiles: Tiles, rows: int) -> Iterator[tuple[int, int]]:
    """The first row, and the one after the last, of rows side by side with tiles meant.

    Parameters
    ----------
    tiles
        Of a picture.
    rows
        Of that picture: its last tiles may have fewer than the others.
    """
    for first, last in _runs(np.logical_or.reduce(tiles, axis=1)):
        yield first * HEIGHT, min(last * HEIGHT, rows)


def stripes(tiles: Tiles, columns: int) -> Iterator[tuple[int, int]]:
    """The first column, and the one after the last, of columns side by side with tiles meant.

    Parameters
    ----------
    tiles
        Of some rows of a picture.
    columns
        Of that picture: its last tiles may have fewer than the others.
    """
    for first, last in _runs(np.logical_or.reduce(tiles, axis=0)):
        yield first * WIDTH, min(last * WIDTH, columns)


def _runs(meant: NDArray[np.bool_]) -> list[list[int]]:
    """Begin and end of those meant that are not far apart."""
    edges = np.flatnonzero(np.diff(meant, prepend=False, append=False))
    if not len(edges):
        return []
    far = np.flatnonzero(edges[2::2] - edges[1:-1:2] >= _APART)
    begins, ends = [edges[0], *edges[2::2][far]], [*edges[1:-1:2][far], edges[-1]]
    return [[int(begin), int(end)] for begin, end in zip(begins, ends, strict=True)]
