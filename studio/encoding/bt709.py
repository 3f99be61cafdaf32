"""Pictures to BT.709 with limited range, 4:2:0: the tiles that changed, compiled where it runs.

From R′, G′ and B′ of 0 to 255, with the weights K of ITU-R BT.709-6:

    Y′ = 16 + 219/255 (K_R R′ + K_G G′ + K_B B′)
    C_B = 128 + 224/255 (B′ − (K_R R′ + K_G G′ + K_B B′)) / (2 (1 − K_B))
    C_R = 128 + 224/255 (R′ − (K_R R′ + K_G G′ + K_B B′)) / (2 (1 − K_R))

each rounded once, the two chromas of the mean of two by two pixels.
"""

from __future__ import annotations

from typing import TypeAlias

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
def _convert(words, tiles, tile, luma, blues, reds):  # type: ignore[no-untyped-def]
    (rows, columns), (height, width) = words.shape, tile
    for i in range(tiles.shape[0]):
        top, bottom = i * height, min((i + 1) * height, rows)
        j = 0
        while j < tiles.shape[1]:
            first = j
            while j < tiles.shape[1] and tiles[i, j]:
                j += 1
            left, right = first * width, min(j * width, columns)
            if j > first:
                for n in range(top, bottom):
                    _luma(words[n, left:right], luma[n, left:right])
                for n in range(top // 2, bottom // 2):
                    _chroma(
                        words[2 * n, left:right],
                        words[2 * n + 1, left:right],
                        blues[n, left // 2 : right // 2],
                        reds[n, left // 2 : right // 2],
                    )
            j += 1


def convert(words: Words, tiles: Tiles, luma: Plane, blues: Plane, reds: Plane) -> None:
    """Write tiles of a picture into its three planes.

    Parameters
    ----------
    words
        Pixels (rows, columns), both even.
    tiles
        Those to convert; the others are left as they are.
    luma, blues, reds
        Y′ (rows, columns), C_B and C_R (half as many of each).
    """
    _convert(words, tiles, (HEIGHT, WIDTH), luma, blues, reds)
