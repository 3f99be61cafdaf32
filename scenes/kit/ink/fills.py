"""Filling outlines: the area that is covered of every pixel, exactly.

Every edge adds, to the pixels of each row that it crosses, what it covers of them and of all to the
right of them; summed along a row that is the area (Levien, font-rs, 2016). What has a winding that
is not zero is inside; where outlines overlap within a pixel, the sum of their areas is taken.
"""

from __future__ import annotations

from math import ceil, floor

from scenes.kit.ink.compiled import compiled

SHIFT = 4
BLOCK = 1 << SHIFT  # pixels of a row that are marked together


@compiled
def _add(areas, column, area):  # type: ignore[no-untyped-def]
    if column < areas.size:
        areas[max(column, 0)] += area


@compiled
def _cross(areas, start, end, tall):  # type: ignore[no-untyped-def]
    """An edge within a row: from one x to another, so tall, negative if it goes up."""
    low, high = min(start, end), max(start, end)
    first, last = floor(low), ceil(high)
    if last <= first + 1:
        part = (low + high) / 2 - first
        _add(areas, first, tall * (1 - part))
        _add(areas, first + 1, tall * part)
        return
    slope = 1 / (high - low)
    into, beyond = 1 - (low - first), high - last + 1
    begun, ended = 0.5 * slope * into * into, 0.5 * slope * beyond * beyond
    _add(areas, first, tall * begun)
    if last == first + 2:
        _add(areas, first + 1, tall * (1 - begun - ended))
    else:
        second = slope * (into + 0.5)
        _add(areas, first + 1, tall * (second - begun))
        begin, end = first + 2, last - 1
        areas[0] += tall * slope * max(min(end, 0) - begin, 0)
        for column in range(max(begin, 0), min(end, areas.size)):
            areas[column] += tall * slope
        second += (last - first - 3) * slope
        _add(areas, last - 1, tall * (1 - second - ended))
    _add(areas, last, tall * ended)


@compiled
def _edge(areas, marked, reach, ax, ay, bx, by):  # type: ignore[no-untyped-def]
    """Add what an edge covers; keep how far to the left and right each row is reached."""
    if ay == by:
        return
    way = 1.0
    if ay > by:
        ax, ay, bx, by, way = bx, by, ax, ay, -1.0
    slope = (bx - ax) / (by - ay)
    rows, columns = areas.shape
    for row in range(max(floor(ay), 0), min(ceil(by), rows)):
        upper, lower = max(ay, row), min(by, row + 1)
        start, end = ax + (upper - ay) * slope, ax + (lower - ay) * slope
        low, high = floor(min(start, end)), ceil(max(start, end))
        if low < columns:
            _cross(areas[row], start, end, way * (lower - upper))
        low, high = min(max(low, 0), columns), max(min(high + 1, columns), 0)
        reach[row, 0], reach[row, 1] = min(reach[row, 0], low), max(reach[row, 1], high)
        for block in range(low >> SHIFT, (high >> SHIFT) + 1):
            marked[row, block] = True


@compiled
def _spans(areas, marked, reach, left, row, spans, count):  # type: ignore[no-untyped-def]
    """Write a row's spans, so far to the right; return how many there are now."""
    total, column = 0.0, reach[0]
    while column < reach[1]:
        total += areas[column]
        areas[column] = 0
        begun = column
        column += 1
        while column < reach[1]:
            if not column & (BLOCK - 1) and not marked[column >> SHIFT]:
                column += BLOCK
            elif areas[column]:
                break
            else:
                column += 1
        column = min(column, reach[1])
        cover = int(min(abs(total), 1.0) * 255 + 0.5)
        if cover:
            spans[count, 0], spans[count, 1] = row, left + begun
            spans[count, 2], spans[count, 3] = left + column, cover
            count += 1
    return count


@compiled
def filled(vertices, firsts, extents, clip, areas, marked, reach, spans):  # type: ignore[no-untyped-def]
    """How much is covered by polygons, each closed by a straight line if need be.

    Parameters
    ----------
    vertices, firsts, extents
        As `flattened` returns them.
    clip
        The first column and row, and the ones after the last, that count.
    areas, marked
        Zeros, one for each pixel of a picture, and one for each `BLOCK` of a row and one more: as
        they are again afterwards.
    reach, spans
        Room for two numbers for each row, and for four for each pixel.

    Returns
    -------
    How many spans there are.
    """
    left, top = max(clip[0], floor(extents[0])), max(clip[1], floor(extents[1]))
    right, bottom = min(clip[2], ceil(extents[2])), min(clip[3], ceil(extents[3]))
    if left >= right or top >= bottom:
        return 0
    # What is small stays in the processor's cache.
    rows, columns, blocks = bottom - top, right - left, ((right - left) >> SHIFT) + 1
    areas = areas[: rows * columns].reshape((rows, columns))
    marked = marked[: rows * blocks].reshape((rows, blocks))
    reach[:rows, 0], reach[:rows, 1] = columns, 0
    for run in range(len(firsts) - 1):
        first, last = firsts[run], firsts[run + 1] - 1
        for k in range(first, last + 1):
            n = k + 1 if k < last else first
            ax, ay = vertices[k, 0] - left, vertices[k, 1] - top
            _edge(areas, marked, reach, ax, ay, vertices[n, 0] - left, vertices[n, 1] - top)
    count = 0
    for row in range(rows):
        count = _spans(areas[row], marked[row], reach[row], left, top + row, spans, count)
    marked[:] = False
    return count
