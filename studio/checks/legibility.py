"""Contrast of what is seen against what is really behind it in the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from manim import VMobject, config

from scenes.kit.ink.vision import Array, contrast, rgb
from scenes.kit.panels.contours import Contours
from studio.checks.things import Thing, inks_of
from studio.engine.inspection import Moment, Pixels

OF_TEXT, OF_LINES = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11
OF_DEPTH = 1.5  # between the lowest and the highest place of a landscape that are seen
# Part of an outline that may lie on something worse: a tangent runs along its curve for a while.
WORST_OF_TEXT, WORST_OF_LINES = 0.1, 0.5
STEP = 0.1  # scene units between the points of an outline that are looked at
SHORT = 0.3  # scene units of a line that is hardly there yet, under the marker at its end


def illegible(moment: Moment, things: list[Thing]) -> Iterator[tuple[str, str, str]]:
    """Texts and lines that do not stand out from what is behind them.

    The picture is drawn without the texts, then without all markers and lines, and read along the
    outlines of what was left out. Behind what has a halo is its halo.
    """
    still = [t for t in things if not t.moving and t.leaves]
    texts = [thing for thing in still if thing.is_text]
    kinds = ("marker", "arrow", "path", "line")
    lines = [thing for thing in still if thing.kind in kinds and not _is_short(thing)]
    for group, least in ((texts, OF_TEXT), (lines, OF_LINES)):
        behind = drawn_without(moment, group)
        for thing in group:
            found = contrast_with(thing, behind)
            if found < least:
                yield "low contrast", f"{thing.name} at {found:.2f}:1", f"what is behind, {least}:1"
    yield from _landscape([t for t in still if t.kind == "landscape"])


def contrast_with(thing: Thing, behind: Pixels) -> float:
    """Contrast of a thing's ink with a picture, exceeded by all but the worst part of it."""
    worst, part = np.inf, WORST_OF_TEXT if thing.is_text else WORST_OF_LINES
    for leaf in thing.leaves:
        under = _halo(leaf)
        if under is None:
            under = sampled(behind, along(leaf.points)) / 255
        if len(under):
            ratios = [contrast(_mixed(under, *ink), under) for ink in inks_of(leaf)]
            worst = min(worst, float(np.quantile(np.max(ratios, axis=0), part)))
    return worst


def _halo(leaf: VMobject) -> Array | None:
    """Colour (1, 3) of the rim that lifts an outline off what it covers."""
    rim = leaf.get_stroke_rgbas(background=True)
    if not leaf.get_stroke_width(background=True) or not len(rim) or rim[0, 3] < 1:
        return None
    return np.asarray(rim[:1, :3], dtype=float)


def drawn_without(moment: Moment, things: Sequence[Thing]) -> Pixels:
    """The picture without the ink of some things."""
    if not things:
        return moment.pixels
    with _inkless([leaf for thing in things for leaf in thing.leaves]):
        return moment.draw()


def sampled(picture: Pixels, points: Array) -> Array:
    """Pixels (n, 3) under scene points (m, 3), those that are in the picture."""
    height, width = picture.shape[:2]
    column = (points[:, 0] / config.frame_width + 0.5) * width
    row = (0.5 - points[:, 1] / config.frame_height) * height
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    return np.asarray(picture[row[inside].astype(int), column[inside].astype(int)], dtype=float)


def along(points: Array) -> Array:
    """Scene points (n, 3) spread evenly over an outline of cubics (4m, 3)."""
    starts, steps = points[0::4], points[3::4] - points[0::4]
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    count = max(2, min(400, int(lengths.sum() / STEP)))
    at = (np.arange(count) + 0.5) / count * lengths.sum()
    ends = np.cumsum(lengths)
    piece = np.minimum(np.searchsorted(ends, at), len(starts) - 1)
    part = 1 - (ends[piece] - at) / np.maximum(lengths[piece], 1e-9)
    return np.asarray(starts[piece] + part[:, None] * steps[piece])


def _is_short(thing: Thing) -> bool:
    left, right, bottom, top = thing.box
    return thing.kind in ("path", "line") and bool(np.hypot(right - left, top - bottom) < SHORT)


def _mixed(under: Array, color: str, opacity: float) -> Array:
    return opacity * rgb(color) + (1 - opacity) * under


def _landscape(things: list[Thing]) -> Iterator[tuple[str, str, str]]:
    """A landscape has depth: its lowest place and its highest are to be told apart."""
    for thing in things:
        bands = [leaf for leaf in thing.leaves if leaf.get_fill_opacity()]
        if not isinstance(thing.mobject, Contours) or not bands:
            continue
        ends = (rgb(leaf.get_fill_color().to_hex()) for leaf in (bands[0], bands[-1]))
        depth = float(contrast(*ends))
        if depth < OF_DEPTH:
            yield "no depth", f"{thing.name} of {depth:.2f}:1", f"low to high {OF_DEPTH}:1"


@contextmanager
def _inkless(leaves: list[VMobject]) -> Iterator[None]:
    """Outlines without fill and stroke, for a while."""
    kept = [(leaf, leaf.fill_rgbas, leaf.stroke_rgbas) for leaf in leaves]
    try:
        for leaf, fill, stroke in kept:
            leaf.fill_rgbas, leaf.stroke_rgbas = fill * (1, 1, 1, 0), stroke * (1, 1, 1, 0)
        yield
    finally:
        for leaf, fill, stroke in kept:
            leaf.fill_rgbas, leaf.stroke_rgbas = fill, stroke
