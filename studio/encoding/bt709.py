"""Pictures to BT.709 with limited range, 4:2:0: the tiles that changed, by compiled code.

They are packed one after the other, so that a picture may be drawn on again while what changed in
it waits to be encoded.

From R′, G′ and B′ of 0 to 255, with the weights K of ITU-R BT.709-6:

    Y′ = 16 + 219/255 (K_R R′ + K_G G′ + K_B B′)
    C_B = 128 + 224/255 (B′ − (K_R R′ + K_G G′ + K_B B′)) / (2 (1 − K_B))
    C_R = 128 + 224/255 (R′ − (K_R R′ + K_G G′ + K_B B′)) / (2 (1 − K_R))

each rounded once, the two chromas of the mean of two by two pixels.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.compiled import compiled
from studio.encoding.tiles import HEIGHT, WIDTH, Tiles

Words: TypeAlias = NDArray[np.uint32]  # red in the lowest eight bits, then green, blue, alpha
Plane: TypeAlias = NDArray[np.uint8]

_BITS = 16  # after the point of the weights
_RED, _BLUE = 0.2126, 0.0722
_GREEN = 1 - _RED - _BLUE


def _weights(red: float, green: float, blue: float, scale: float) -> list[int]:
    return [round(weight * scale / 255 * 2**_BITS) for weight in (red, green, blue)]


# Numbers of 32 bits, or the compiler would reckon with 64 and do half as many at a time.
_Y_RED, _Y_GREEN, _Y_BLUE = map(np.uint32, _weights(_RED, _GREEN, _BLUE, 219))
_Y_ZERO = np.uint32((16 << _BITS) + (1 << _BITS - 1))
_B_RED, _B_GREEN, _B_BLUE = map(
    np.int32, _weights(*(-_RED / 2 / (1 - _BLUE), -_GREEN / 2 / (1 - _BLUE), 0.5), 224)
)
_R_RED, _R_GREEN, _R_BLUE = map(
    np.int32, _weights(*(0.5, -_GREEN / 2 / (1 - _RED), -_BLUE / 2 / (1 - _RED)), 224)
)
_C_ZERO = np.int32((128 << _BITS + 2) + (1 << _BITS + 1))
_FOUR = np.int32(_BITS + 2)  # bits of the sum of four pixels
_BYTE, _TWO, _LOW = np.uint32(0xFF), np.uint32(0xFF00FF), np.uint32(0xFFFF)
_8, _16 = np.uint32(8), np.uint32(16)


@compiled
def _luma(row, luma):  # type: ignore[no-untyped-def]
    for n in range(luma.size):
        word = row[n]
        red, green, blue = word & _BYTE, (word >> _8) & _BYTE, (word >> _16) & _BYTE
        luma[n] = np.uint8((_Y_RED * red + _Y_GREEN * green + _Y_BLUE * blue + _Y_ZERO) >> _16)


@compiled
def _chroma(upper, lower, blues, reds):  # type: ignore[no-untyped-def]
    for n in range(blues.size):
        a, b, c, d = upper[2 * n], upper[2 * n + 1], lower[2 * n], lower[2 * n + 1]
        both = (a & _TWO) + (b & _TWO) + (c & _TWO) + (d & _TWO)  # red, and blue above it
        sums = ((a >> _8) & _TWO) + ((b >> _8) & _TWO) + ((c >> _8) & _TWO) + ((d >> _8) & _TWO)
        red, green, blue = np.int32(both & _LOW), np.int32(sums & _LOW), np.int32(both >> _16)
        blues[n] = np.uint8((_B_RED * red + _B_GREEN * green + _B_BLUE * blue + _C_ZERO) >> _FOUR)
        reds[n] = np.uint8((_R_RED * red + _R_GREEN * green + _R_BLUE * blue + _C_ZERO) >> _FOUR)


@compiled
def _copy(source, target):  # type: ignore[no-untyped-def]
    for n in range(target.size):
        target[n] = source[n]


@compiled
def _boxes(tiles, tile, size):  # type: ignore[no-untyped-def]
    """The rows and columns of tiles side by side: first, and after the last, of both (n, 4)."""
    (height, width), (rows, columns) = tile, size
    boxes, count = np.empty((tiles.size, 4), np.int64), 0
    for i in range(tiles.shape[0]):
        for j in range(tiles.shape[1]):
            if not tiles[i, j]:
                continue
            if j == 0 or not tiles[i, j - 1]:
                boxes[count, 0], boxes[count, 1] = i * height, min((i + 1) * height, rows)
                boxes[count, 2] = j * width
                count += 1
            boxes[count - 1, 3] = min((j + 1) * width, columns)
    return boxes[:count]


@compiled
def _pack(words, tiles, tile, packed):  # type: ignore[no-untyped-def]
    boxes, at = _boxes(tiles, tile, words.shape), 0
    for k in range(len(boxes)):
        top, bottom, left, right = boxes[k]
        whole, half = right - left, (right - left) // 2
        for n in range(top, bottom):
            _luma(words[n, left:right], packed[at : at + whole])
            at += whole
        for n in range(top, bottom, 2):
            upper, lower = words[n, left:right], words[n + 1, left:right]
            _chroma(upper, lower, packed[at : at + half], packed[at + half : at + whole])
            at += whole
    return at


@compiled
def _unpack(packed, tiles, tile, luma, blues, reds):  # type: ignore[no-untyped-def]
    boxes, at = _boxes(tiles, tile, luma.shape), 0
    for k in range(len(boxes)):
        top, bottom, left, right = boxes[k]
        whole, half = right - left, (right - left) // 2
        for n in range(top, bottom):
            _copy(packed[at : at + whole], luma[n, left:right])
            at += whole
        for n in range(top // 2, bottom // 2):
            _copy(packed[at : at + half], blues[n, left // 2 : right // 2])
            _copy(packed[at + half : at + whole], reds[n, left // 2 : right // 2])
            at += whole


class Patch(NamedTuple):
    """Tiles of a picture, converted.

    Of each of its rows of tiles, those side by side are packed together: all rows of their Y′, then
    C_B and C_R of one row after the other.
    """

    tiles: Tiles
    packed: Plane


def convert(words: Words, tiles: Tiles) -> Patch:
    """Tiles of a picture, converted.

    Parameters
    ----------
    words
        Pixels (rows, columns), both even.
    tiles
        Those to convert.
    """
    packed = np.empty(np.count_nonzero(tiles) * HEIGHT * WIDTH * 3 // 2, np.uint8)
    return Patch(tiles, packed[: _pack(words, tiles, (HEIGHT, WIDTH), packed)])


def put(patch: Patch, luma: Plane, blues: Plane, reds: Plane) -> None:
    """Write converted tiles into a picture's three planes; what is no part of them is left.

    Parameters
    ----------
    patch
        Of a picture of this size.
    luma, blues, reds
        Y′ (rows, columns), C_B and C_R (half as many of each).
    """
    _unpack(patch.packed, patch.tiles, (HEIGHT, WIDTH), luma, blues, reds)
