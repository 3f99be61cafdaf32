"""Stroking lines: how much of every pixel lies between the two edges of a line.

Of a straight piece that is the area of a pixel between two parallels, exactly; of pieces that meet
or cross, the one that covers most of a pixel counts.
"""

from __future__ import annotations

from math import ceil, floor, sqrt

from scenes.kit.ink.compiled import compiled

BUTT, ROUND, MITER = 0, 1, 2  # how lines end and where two meet …
_JOINED = 3  # … or begin, where the one before covers what is beyond
_STRAIGHT = 0.9  # cosine of the turn up to which nobody sees how two pieces are joined
_LIMIT = 10.0  # longest miter, in widths of its line, as cairo has it
_ROWS = 4  # of a pixel, in which the chords of a disc are measured
_SAME = 0.01  # pixels between a line's ends that make it a closed one
_CORNER = 0.7072  # pixels from the middle of one to its corner


@compiled
def _edge(x, y):  # type: ignore[no-untyped-def]
    """What `_beside` needs to know of an edge of normal (x, y)."""
    x, y = abs(x), abs(y)
    corner = 2 * x * y
    return (x + y) / 2, abs(x - y) / 2, 1 / max(x, y), 1 / corner if corner > 0 else 0.0


@compiled
def _beside(distance, edge):  # type: ignore[no-untyped-def]
    """Part of a pixel on one side of an edge, so far beyond its middle."""
    reach, straight, slope, bend = edge
    far = abs(distance)
    if far <= straight:
        return 0.5 + distance * slope
    corner = max(reach - far, 0.0)
    rest = corner * corner * bend
    return 1 - rest if distance > 0 else rest


@compiled
def _within(distance, half, edge):  # type: ignore[no-untyped-def]
    """Part of a pixel, so far from the middle of a line, that the line covers."""
    covered = _beside(half - distance, edge)
    if half + distance < edge[0]:
        covered -= _beside(-half - distance, edge)
    return covered


@compiled
def _disc(x, y, half):  # type: ignore[no-untyped-def]
    """Part of a pixel, at (x, y) from the middle of a disc, that the disc covers."""
    far = sqrt(x * x + y * y)
    if far < half - _CORNER:
        return 1.0
    if far > half + _CORNER:
        return 0.0
    total = 0.0
    for n in range(_ROWS):
        aside = y + (n + 0.5) / _ROWS - 0.5
        if abs(aside) < half:
            chord = sqrt(half * half - aside * aside)
            total += max(min(chord, x + 0.5) - max(-chord, x - 0.5), 0.0)
    return total / _ROWS


@compiled
def _dot(cover, x, y, spans, count, half):  # type: ignore[no-untyped-def]
    """Add what a disc covers; return the count."""
    rows, columns = cover.shape
    for row in range(max(floor(y - half), 0), min(ceil(y + half), rows)):
        for column in range(max(floor(x - half), 0), min(ceil(x + half), columns)):
            known = int(cover[row, column])
            more = int(_disc(column + 0.5 - x, row + 0.5 - y, half) * 255 + 0.5)
            if more and not known:
                spans[count, 0], spans[count, 1] = row, column
                count += 1
            cover[row, column] = 255 - ((255 - known) * (255 - more) + 127) // 255
    return count


@compiled
def _beyond(x, y, half, end, u, v):  # type: ignore[no-untyped-def]
    """Part of a pixel beyond the end of a piece, from which it lies at (x, y), that is covered.

    The piece goes on in direction u, the next one in direction v.
    """
    if end == ROUND:
        far = sqrt(x * x + y * y)
        if far > 0:
            return _within(far, half, _edge(x / far, y / far))
    cover = _within(abs(y * u[0] - x * u[1]), half, _edge(*u))
    if end == MITER:
        return min(cover, _within(abs(y * v[0] - x * v[1]), half, _edge(*v)))
    return cover * _beside(-x * u[0] - y * u[1], _edge(*u))


@compiled
def _piece(cover, origin, spans, count, a, b, v, half, begin, end):  # type: ignore[no-untyped-def]
    """Add what a piece covers, from a to b, after which another goes to v; return the count."""
    (left, top), (rows, columns) = origin, cover.shape
    ax, ay = a[0] - left, a[1] - top
    bx, by = b[0] - left, b[1] - top
    length = sqrt((bx - ax) ** 2 + (by - ay) ** 2)
    ux, uy = ((bx - ax) / length, (by - ay) / length) if length > 0 else (1.0, 0.0)
    wide = half + _CORNER
    # How far from its ends it may cover a pixel.
    before = wide if begin == ROUND else 0.0 if begin == _JOINED else _CORNER
    after = wide if end == ROUND else _CORNER
    vx, vy = v[0] - b[0], v[1] - b[1]
    far = sqrt(vx * vx + vy * vy)
    turn = (ux * vx + uy * vy) / far if far > 0 else -1.0
    if turn > _STRAIGHT or (end == MITER and _LIMIT * _LIMIT * (1 + turn) > 2):
        end = MITER
        vx, vy = vx / far, vy / far
        after = half * sqrt(max(1 - turn, 0.0) / (1 + turn)) + _CORNER
    elif end == MITER:  # it would be too long
        end, after = ROUND, wide
    edge, room = _edge(ux, uy), max(wide, after)
    low, high = min(ay, by) - room, max(ay, by) + room
    steep, level = abs(uy) > 1e-6, abs(ux) > 1e-6
    per_x, per_y = 1 / ux if level else 0.0, 1 / uy if steep else 0.0
    for row in range(max(ceil(low - 0.5), 0), min(floor(high - 0.5) + 1, rows)):
        y = row + 0.5 - ay
        first, last = 0.5, columns - 0.5
        if steep:
            middle, aside = ax + y * ux * per_y, wide * abs(per_y)
            first, last = max(first, middle - aside), min(last, middle + aside)
        if level:
            start, stop = ax - (before + y * uy) * per_x, ax + (length + after - y * uy) * per_x
            first, last = max(first, min(start, stop)), min(last, max(start, stop))
        for column in range(ceil(first - 0.5), floor(last - 0.5) + 1):
            known = cover[row, column]
            if known == 255:
                continue
            x = column + 0.5 - ax
            along = x * ux + y * uy
            if along < 0:
                if begin == _JOINED:
                    continue
                part = _beyond(x, y, half, begin, (-ux, -uy), (vx, vy))
            elif along > length:
                after_x, after_y = x - length * ux, y - length * uy
                part = _beyond(after_x, after_y, half, end, (ux, uy), (vx, vy))
            else:
                part = _within(abs(y * ux - x * uy), half, edge)
                if begin == BUTT and along < _CORNER:
                    part *= _beside(along, edge)
                if end == BUTT and along > length - _CORNER:
                    part *= _beside(length - along, edge)
            more = int(part * 255 + 0.5)
            if more > known:
                cover[row, column] = more
                if not known:
                    spans[count, 0], spans[count, 1] = row, column
                    count += 1
    return count


@compiled
def _gathered(cover, left, top, spans, count):  # type: ignore[no-untyped-def]
    """Make spans of the pixels that were touched, and their cover zero; return how many."""
    spanned, last_row, last_column, last_part = 0, -1, -1, -1
    for i in range(count):
        row, column = spans[i, 0], spans[i, 1]
        part = cover[row, column]
        cover[row, column] = 0
        if row == last_row and column == last_column + 1 and part == last_part:
            spans[spanned - 1, 2] += 1
        else:
            spans[spanned, 0], spans[spanned, 1] = top + row, left + column
            spans[spanned, 2], spans[spanned, 3] = left + column + 1, part
            spanned += 1
        last_row, last_column, last_part = row, column, part
    return spanned


@compiled
def stroked(vertices, corners, firsts, extents, half, joint, cap, clip, cover, spans):  # type: ignore[no-untyped-def]
    """How much lines cover that are so wide.

    Parameters
    ----------
    vertices, corners, firsts, extents
        As `flattened` returns them.
    half
        Of their width, in pixels.
    joint
        At corners, `ROUND` or `MITER`; what lies within a curve is smooth.
    cap
        Of lines that do not end where they begin, `BUTT` or `ROUND`.
    clip
        The first column and row, and the ones after the last, that count.
    cover
        Zeros, one for each pixel of a picture: as they are again afterwards.
    spans
        Room for four numbers for each.

    Returns
    -------
    How many spans there are.
    """
    reach = half * (_LIMIT if joint == MITER else 1) + 1
    left, top = max(clip[0], floor(extents[0] - reach)), max(clip[1], floor(extents[1] - reach))
    right, bottom = min(clip[2], ceil(extents[2] + reach)), min(clip[3], ceil(extents[3] + reach))
    if left >= right or top >= bottom:
        return 0
    # What is small stays in the processor's cache.
    cover = cover[: (bottom - top) * (right - left)].reshape((bottom - top, right - left))
    count = 0
    for run in range(len(firsts) - 1):
        first, last = firsts[run], firsts[run + 1] - 1
        across = abs(vertices[first, 0] - vertices[last, 0])
        closed = across + abs(vertices[first, 1] - vertices[last, 1]) < _SAME
        if closed and last == first + 1 and cap == ROUND:
            x, y = vertices[first, 0] - left, vertices[first, 1] - top
            count = _dot(cover, x, y, spans, count, half)
            continue
        for k in range(first, last):
            begin = cap if k == first and not closed else _JOINED
            end, after = joint if corners[k + 1] else ROUND, k + 2
            if k + 1 == last:
                end, after = (joint, first + 1) if closed else (cap, last)
            a, b, v = vertices[k], vertices[k + 1], vertices[after]
            count = _piece(cover, (left, top), spans, count, a, b, v, half, begin, end)
    return _gathered(cover, left, top, spans, count)
