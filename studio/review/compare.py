"""Compares pictures as eyes do: an edge that moved by part of a pixel is no difference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]  # (height, width, 3)
LEVELS = 28  # of 256 that a pixel may lie outside of what its neighbours show in the other picture
MANY = 6  # pixels that must do so for the pictures to differ: three in a row are half a marker
MEAN = 2.0  # levels by which pictures may differ on the whole, as for a faint change everywhere


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two pictures are apart.

    Attributes
    ----------
    beyond
        Levels (height, width) by which each pixel is out of range; 0 where it is within.
    mean
        Mean difference in levels.
    """

    beyond: NDArray[np.int16]
    mean: float

    @property
    def pixels(self) -> int:
        """How many pixels differ."""
        return int((self.beyond > 0).sum())

    @property
    def same(self) -> bool:
        """Whether a viewer would take one for the other."""
        return self.pixels < MANY and self.mean <= MEAN


def compare(expected: Pixels, actual: Pixels, levels: int = LEVELS) -> Comparison:
    """Compare two pictures of the same size.

    A pixel is in range if every channel lies between the lowest and the highest of the nine
    pixels round that place in the other picture, give or take some levels; that must hold both
    ways round, so that nothing may vanish either.

    Raises
    ------
    ValueError
        If the sizes differ.
    """
    if expected.shape != actual.shape:
        raise ValueError(f"pictures of {expected.shape} and {actual.shape} cannot be compared")
    beyond = np.maximum(_outside(actual, expected), _outside(expected, actual))
    mean = float(np.abs(expected.astype(np.int16) - actual).mean())
    return Comparison(np.clip(beyond - levels, 0, None).astype(np.int16), mean)


def side_by_side(expected: Pixels, actual: Pixels, comparison: Comparison) -> Image.Image:
    """Expected, actual, and in red on the dimmed picture where they differ."""
    marked = (actual // 3).astype(np.uint8)
    marked[comparison.beyond > 0] = (255, 60, 60)
    rim = np.full((expected.shape[0], 4, 3), 128, dtype=np.uint8)
    return Image.fromarray(np.concatenate([expected, rim, actual, rim, marked], axis=1))


def load(path: Path) -> Pixels:
    """A stored picture."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def save(picture: Pixels, path: Path, colors: int = 192) -> None:
    """Store a picture small, in so many colours: none is more than 15 levels from what it was.

    Colours are chosen to cover all there are; the usual choice, by how often they occur, would
    spend them on the antialiasing of letters and lose a yellow star.
    """
    image = Image.fromarray(picture)
    cover = image.quantize(colors, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    cover.save(path, optimize=True)


def _outside(picture: Pixels, other: Pixels) -> NDArray[np.int16]:
    """Levels (height, width) by which a picture leaves the range of the other's neighbourhoods."""
    low, high = _extreme(other, np.minimum), _extreme(other, np.maximum)
    values = picture.astype(np.int16)
    out = np.maximum(values - high, low - values)
    return np.asarray(np.clip(out, 0, None).max(axis=-1), dtype=np.int16)


def _extreme(picture: Pixels, choose: np.ufunc) -> NDArray[np.int16]:
    """Lowest or highest value of the nine pixels round each place."""
    padded = np.pad(picture.astype(np.int16), ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = picture.shape[:2]
    shifts = [padded[i : i + height, j : j + width] for i in range(3) for j in range(3)]
    return np.asarray(choose.reduce(shifts))
