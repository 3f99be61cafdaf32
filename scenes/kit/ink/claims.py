"""How parts claim what they show: read off their ink, beside what the record says.

Nothing here is used to draw: a number is read as it is written, a marker where it stands, an arrow
from its outline and a line from its ink.
"""

from __future__ import annotations

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.ink.marks import SHORTEST, Arrow
from scenes.kit.ink.meaning import Claim, placed
from scenes.kit.ink.numbers import Number

Array = NDArray[np.float64]
SAMPLES = 32  # points of a line that are looked at, at most
NEAR = 1e-3  # scene units that a line's end may be off its dashes beside a gap
NOTHING = 1e-6  # scene units: no ink


def visible(mobject: VMobject) -> bool:
    """Whether an outline is drawn, and not faded out."""
    filled = float(mobject.get_fill_opacity()) > 0
    stroked = mobject.stroke_width > 0 and float(mobject.get_stroke_opacity()) > 0
    return len(mobject.points) > 0 and bool(filled or stroked)


def reads(number: Number, value: float, what: str = "value") -> list[Claim]:
    """That a number shows a value, while it is to be seen."""
    return number.reads(float(value), what) if visible(number) else []


def spans(what: str, arrow: Arrow, tail: Array, tip: Array) -> list[Claim]:
    """That an arrow leads from one scene point (3,) to another, or is not there if they are one."""
    length = float(np.hypot(*(tip - tail)[:2]))
    return [placed(what, arrow.ends, np.stack([tail, tip])[: 2 * (length >= SHORTEST)])]


def lies_on(what: str, line: VMobject, true: Array) -> list[Claim]:
    """That all ink of a line is on an outline of straight pieces, cubics (4n, 3)."""
    return follows(what, line, true, gap=np.inf)


def follows(what: str, line: VMobject, true: Array, gap: float = 0.0) -> list[Claim]:
    """That a line's ink is on an outline of straight pieces, cubics (4n, 3), and all along it.

    ``gap`` is the longest part that a dashed line may leave out.
    """
    ink, truth = pieces_of(line.points), pieces_of(true)
    inked, needed = _corners(ink), _corners(truth)
    if not len(ink) or not len(truth):
        is_gap = not len(ink) and (not len(truth) or float(np.ptp(needed, axis=0).max()) <= gap)
        return [] if is_gap else [placed(what, inked, needed)]
    reached = nearest(needed, ink)
    covered = np.linalg.norm(reached - needed, axis=1) <= gap + NEAR
    return [
        placed(
            what,
            np.concatenate([inked, reached]),
            np.concatenate([nearest(inked, truth), np.where(covered[:, None], reached, needed)]),
        )
    ]


def corners(line: VMobject) -> Array:
    """Scene points (n, 3) where the straight pieces of a line begin and end, some if many."""
    return _corners(pieces_of(line.points))


def nearest(points: Array, pieces: Array) -> Array:
    """Points (m, d) of straight pieces (n, 2, d) that are nearest to some others in x and y.

    A piece may lead ever so far away.
    """
    starts, steps = pieces[:, 0, :2], pieces[:, 1, :2] - pieces[:, 0, :2]
    lengths = np.maximum(np.hypot(*steps.T), NOTHING)
    ahead = steps / lengths[:, None]
    away = points[:, None, :2] - starts
    along = np.clip((away * ahead).sum(axis=-1), 0, lengths)
    rest = away - along[..., None] * ahead
    best = np.hypot(rest[..., 0], rest[..., 1]).argmin(axis=1)
    found = points.copy()
    found[:, :2] -= rest[np.arange(len(points)), best]
    return found


def some(points: Array) -> Array:
    """Of points (n, d), no more than are looked at, evenly from the first to the last."""
    if len(points) <= SAMPLES:
        return points
    return np.asarray(points[np.linspace(0, len(points) - 1, SAMPLES).astype(int)])


def pieces_of(outline: Array) -> Array:
    """Pieces (n, 2, 3) of an outline of cubics (4m, 3), those that leave ink."""
    pieces = np.stack([outline[0::4], outline[3::4]], axis=1)
    return np.asarray(pieces[np.hypot(*(pieces[:, 1] - pieces[:, 0])[:, :2].T) > NOTHING])


def _corners(pieces: Array) -> Array:
    return some(pieces.reshape(-1, 3))
