"""Which rows of a picture are another picture's: what is drawn and converted again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

HEIGHT = 16  # rows of a strip: an even number, as two rows share their chroma

Strips: TypeAlias = NDArray[np.bool_]
"""For each strip of a picture, from the top, whether it is meant."""


def no_strips(rows: int) -> Strips:
    """None of a picture's strips."""
    return np.zeros(-(-rows // HEIGHT), np.bool_)


def every_strip(rows: int) -> Strips:
    """All of a picture's strips."""
    return ~no_strips(rows)


def bands(strips: Strips, rows: int) -> Iterator[tuple[int, int]]:
    """The first row, and the one after the last, of strips side by side.

    Parameters
    ----------
    strips
        Of a picture.
    rows
        Of that picture: its last strip may have fewer than the others.
    """
    edges = np.flatnonzero(np.diff(strips, prepend=False, append=False)) * HEIGHT
    for first, last in edges.reshape(-1, 2).tolist():
        yield first, min(last, rows)
