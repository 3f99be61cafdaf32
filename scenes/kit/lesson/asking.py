"""The "?" where a run would go next: as large as a question over the picture, and on no label."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.labels import place
from scenes.kit.ink.layout import Frame
from scenes.kit.ink.meaning import meaning_of
from scenes.kit.ink.rims import HALO, haloed
from scenes.kit.ink.text import TITLE, Text
from scenes.kit.ink.theme import Theme

Points = NDArray[np.float64]

LARGE = 2.2  # times the title, for one letter that the last row has to see
ROOM = 0.06  # scene units that stay free between it and what is read or marked
FARTHEST, STEP = 1.2, 0.1  # how far from its place it may go, and in which steps
READ = ("text", "number", "marker")  # kinds of what it must not lie on
AROUND = 16  # directions in which it may go


def question_mark(where: Points, theme: Theme, frame: Frame, shown: Iterable[Mobject] = ()) -> Text:
    """A "?" at a scene point (3,), or as near to it as it covers nothing that is read.

    Empty in a bare frame, whose slide asks.
    """
    if frame.bare:
        return Text("", theme).move_to(where)
    mark = Text("?", theme, size=LARGE * TITLE, weight="bold", halo=True)
    haloed(mark, theme, 2 * HALO)
    obstacles = [(points, ROOM) for points in map(_outline, _read(shown)) if len(points)]
    size = float(mark.width), float(mark.height)
    best = place(size, _around(where), clear_of=obstacles, inside=frame.safe)
    mark.move_to(best)
    return mark


def _around(where: Points) -> Points:
    """Scene points (n, 3) around one, the nearest first, which is itself."""
    turn = 2 * np.pi * np.arange(AROUND) / AROUND
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
    radii = np.arange(STEP, FARTHEST + STEP / 2, STEP)
    places = where + radii[:, None, None] * ring
    return np.concatenate([np.asarray(where, dtype=float)[None], places.reshape(-1, 3)])


def _read(shown: Iterable[Mobject]) -> Iterable[Mobject]:
    """Texts, numbers and markers among mobjects, those in panels too."""
    for mobject in shown:
        meaning = meaning_of(mobject)
        if meaning is not None and meaning.kind in READ:
            yield mobject
        else:
            yield from _read(mobject.submobjects)


def _outline(mobject: Mobject) -> Points:
    """Scene points (n, 3) of what is drawn of a mobject."""
    parts = [
        part.points
        for part in mobject.get_family()
        if isinstance(part, VMobject) and (part.get_fill_opacity() or part.get_stroke_opacity())
    ]
    points = np.concatenate([np.zeros((0, 3)), *parts])
    return np.asarray(points[np.isfinite(points).all(axis=1)])
