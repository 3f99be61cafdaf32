"""What an outline covers, as spans of pixels in a row, painted on a picture.

A span is a row, its first column, the one after its last, and how much is covered of each of its
pixels, of 255.
"""

from __future__ import annotations

import numpy as np

from scenes.kit.ink.compiled import compiled

# Two parts of a pixel at a time, in 32 bits: the compiler then does eight pixels at once.
_PARTS, _HALVES = np.uint32(0xFF00FF), np.uint32(0x800080)
_8 = np.uint32(8)


@compiled
def _times(parts, factor):  # type: ignore[no-untyped-def]
    """Two parts of 255, 16 bits apart, times a third, each product rounded."""
    products = parts * factor + _HALVES
    return ((products + ((products >> _8) & _PARTS)) >> _8) & _PARTS


@compiled
def _over(word, more, kept):  # type: ignore[no-untyped-def]
    """A pixel of which so much is kept, and more added."""
    return (_times(word & _PARTS, kept) | (_times((word >> _8) & _PARTS, kept) << _8)) + more


@compiled
def paint(words, spans, clip, color, opacity):  # type: ignore[no-untyped-def]
    """Paint spans (n, 4) on pixels of 32 bits (rows, columns), as cairo paints ARGB32.

    Parameters
    ----------
    clip
        The first column and row, and the ones after the last, that are painted on.
    color
        What it adds to the four parts of a pixel, from the highest bits down, of 1: alpha, and
        colours multiplied by it.
    opacity
        How much it takes of what is below.
    """
    left, top, right, bottom = clip
    kept, more = np.empty(256, np.uint32), np.zeros(256, np.uint32)
    for n in range(256):  # rounded once
        kept[n] = 255 - int(opacity * n + 0.5)
        for part in color:
            more[n] = (more[n] << _8) | np.uint32(int(part * n + 0.5))
    for i in range(len(spans)):
        row, first, last, cover = spans[i, 0], spans[i, 1], spans[i, 2], spans[i, 3]
        first, last = max(first, left), min(last, right)
        if not (top <= row < bottom and first < last):
            continue
        if last == first + 1:
            words[row, first] = _over(words[row, first], more[cover], kept[cover])
        elif not kept[cover]:
            words[row, first:last] = more[cover]
        else:
            below = words[row, first:last]
            for n in range(below.size):
                below[n] = _over(below[n], more[cover], kept[cover])


@compiled
def without(spans, taken):  # type: ignore[no-untyped-def]
    """Spans (n, 4) less what others (m, 4) cover of their pixels."""
    if not len(spans) or not len(taken):
        return spans.copy()
    top, left, right = taken[:, 0].min(), taken[:, 1].min(), taken[:, 2].max()
    parts = np.zeros((taken[:, 0].max() - top + 1, right - left), np.uint8)
    for i in range(len(taken)):
        parts[taken[i, 0] - top, taken[i, 1] - left : taken[i, 2] - left] = taken[i, 3]
    rest = np.empty(((spans[:, 2] - spans[:, 1]).sum(), 4), np.int32)
    count = 0
    for i in range(len(spans)):
        row = spans[i, 0] - top
        for column in range(spans[i, 1], spans[i, 2]):
            cover = spans[i, 3]
            if 0 <= row < len(parts) and left <= column < right:
                cover = int(cover * (255 - parts[row, column - left]) / 255 + 0.5)
            if cover:
                rest[count, 0], rest[count, 1] = spans[i, 0], column
                rest[count, 2], rest[count, 3] = column + 1, cover
                count += 1
    return rest[:count]
