"""Where things are: nothing runs into anything else, and all of it is in the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.text import SMALLEST
from studio.checks.things import Thing, overlap, shared

TOUCH = 0.02  # scene units that ink may share: less than a pixel at 480p
PAIRS = Iterator[tuple[str, str, str]]  # rule, and the two things


def texts_overlap(things: list[Thing]) -> PAIRS:
    """Two texts that run into each other."""
    texts = [thing for thing in things if thing.is_text and _stays(thing)]
    for first, second in _near(texts, texts):
        if overlap(first.boxes, second.boxes, TOUCH) and not _is_copy(first, second):
            yield "texts overlap", first.name, second.name


def text_covers(things: list[Thing]) -> PAIRS:
    """A text that runs into a marker, such as a path's current point, or an arrow's head."""
    texts = [thing for thing in things if thing.is_text and _stays(thing)]
    marks = [thing for thing in things if thing.kind in ("marker", "arrow") and _stays(thing)]
    for text, mark in _near(texts, marks):
        target = mark.boxes if mark.head is None else mark.head[None]
        if overlap(text.boxes, target, TOUCH):
            yield "a text covers", text.name, f"{mark.name}{' head' * (mark.head is not None)}"


def panels_overlap(things: list[Thing]) -> PAIRS:
    """Two panels, their numbers and names included, that run into each other."""
    panels = [t for t in things if t.kind == "panel" and not t.moving and len(t.boxes)]
    for first, second in _near(panels, panels):
        if overlap(first.boxes, second.boxes, TOUCH):
            yield "panels overlap", first.name, second.name


def leaves_frame(things: list[Thing], frame: Box) -> PAIRS:
    """Something with a meaning that is not whole in the lesson's frame."""
    for thing in things:
        if thing.moving or thing.meaning.edge or not len(thing.boxes):
            continue
        left, right, bottom, top = thing.box
        sides = {
            "left": frame.left - left,
            "right": right - frame.right,
            "bottom": frame.bottom - bottom,
            "top": top - frame.top,
        }
        for side, beyond in sides.items():
            if beyond > TOUCH:
                yield "leaves the frame", thing.name, f"{side} edge of the frame"


def too_small(things: list[Thing]) -> PAIRS:
    """A text that is set, or scaled to be, smaller than the smallest size allowed."""
    for thing in things:
        natural = getattr(thing.mobject, "natural_height", 0.0)
        if not thing.is_text or thing.moving or not natural or not len(thing.boxes):
            continue
        low, high = thing.box[2:]
        size = thing.meaning.size * (high - low) / natural
        if min(size, thing.meaning.size) < SMALLEST - 0.5 and not _is_partly_seen(thing):
            yield "text too small", f"{thing.name} of size {size:.0f}", f"{SMALLEST} points"


CHECKS: tuple[Callable[[list[Thing]], PAIRS], ...] = (
    texts_overlap,
    text_covers,
    panels_overlap,
    too_small,
)


def _stays(thing: Thing) -> bool:
    """Something that is coming or going is judged where it comes to rest."""
    return not thing.moving and len(thing.boxes) > 0


def _is_copy(first: Thing, second: Thing) -> bool:
    """The same text at the same place, as when one that changes is laid over one that stays."""
    same = first.boxes.shape == second.boxes.shape
    return same and np.allclose(first.boxes, second.boxes, rtol=0, atol=TOUCH / 4)


def _is_partly_seen(thing: Thing) -> bool:
    return len(thing.leaves) < len(thing.mobject.family_members_with_points())


def _near(first: list[Thing], second: list[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Pairs of different things, each once, whose outer boxes meet."""
    if not first or not second:
        return
    a = np.array([thing.box for thing in first])
    b = np.array([thing.box for thing in second])
    meets = shared(a, b) > TOUCH
    for i, j in np.argwhere(np.triu(meets, 1) if first is second else meets):
        yield first[i], second[j]
