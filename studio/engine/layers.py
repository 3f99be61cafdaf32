"""Drawing again only what changed, and what lies above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import ValueTracker

from studio.encoding.tiles import HEIGHT, Box, Tiles, bands, every_tile, mark, no_tiles, stripes
from studio.engine.extent import EVERYWHERE, Projection, ends
from studio.engine.looks import Look, look_of, refuse_unknown_styles

if TYPE_CHECKING:
    from manim import Camera, Mobject

_WORTH_KEEPING = 3  # fewer objects than this are soon drawn once more


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an object looked like, and where in the picture it is."""

    look: Look | object
    box: Box


class Layers:
    """Draws with a manim camera, keeping a picture of the objects that stay as they are.

    Manim draws every object above the first moving one again for each frame; in a lesson, two
    thirds of them have not changed. Objects are drawn from the bottom up, so the picture of the
    lowest ones is kept while they look the same, and drawing goes on from there, in the rows
    where anything has changed: the same operations in the same order, hence the same pixels.

    An object with a ``paint`` method of its own is drawn in every frame, unless it also has a
    method ``appearance``, which returns all that its picture depends on, as a value to compare; a
    method ``extent`` returns the points between which it is painted, or None.
    """

    def __init__(self) -> None:
        refuse_unknown_styles()
        self._under: Any = None  # the picture that everything is drawn on
        self._seen: list[_Seen] = []  # the objects in the frame before
        self._layer: Any = None  # that picture with the first objects on it
        self._layered = 0  # how many they are
        self._array: Any = None  # the one that was drawn on
        self._still: list[Mobject] = []  # below all that is drawn
        self._still_looks: list[Look | object] = []
        self._settled = 0  # how many of them have been compared with the frame before

    def forget(self) -> None:
        """Take nothing for granted of what the camera's array shows: others drew on it."""
        self._array = None

    def settle(self, mobjects: Iterable[Mobject]) -> None:
        """Objects that are below all that is drawn from now on, and stay as they are."""
        self._still = _shown(mobjects)
        self._still_looks = [look_of(mobject) for mobject in self._still]
        self._settled = 0

    def draw(self, camera: Camera, under: Any, mobjects: Iterable[Mobject]) -> Tiles:
        """Draw objects on a picture, into the camera's ``pixel_array``.

        The picture is told from another by identity: it must not be changed afterwards. Nor must
        the array be drawn on by others (see ``forget``).

        Returns
        -------
        Tiles
            Those where the picture may be another than the one drawn before.
        """
        shown = [*self._still, *_shown(mobjects)]
        seen, same, changed = self._compare(camera, shown, under)
        if same < self._layered:
            self._layered = 0
        self._under, self._seen = under, seen
        array = camera.pixel_array
        todo = changed if array is self._array else every_tile(array.shape)
        self._array = array
        if same >= self._layered + _WORTH_KEEPING:
            self._keep(camera, under, shown[self._layered : same])
            self._layered = same
        below = self._layer if self._layered else under
        above = list(zip(shown[self._layered :], seen[self._layered :], strict=True))
        for first, last in bands(todo, len(array)):
            there = [(part, was.box) for part, was in above if was.box.in_rows(first, last)]
            rows = todo[first // HEIGHT : -(-last // HEIGHT)]
            for left, right in stripes(rows, array.shape[1]):
                np.copyto(array[first:last, left:right], below[first:last, left:right])
                with _clipped(camera, Box(first, last, left, right)):
                    _draw(camera, [part for part, box in there if box.in_columns(left, right)])
        return changed

    def _keep(self, camera: Camera, under: Any, more: list[Mobject]) -> None:
        """Draw objects on the picture that is kept, a new one if none is on it yet."""
        if self._layer is None or self._layer.shape != under.shape:
            self._layer = np.empty_like(under)
        if not self._layered:
            np.copyto(self._layer, under)
        drawn, camera.pixel_array = camera.pixel_array, self._layer
        _draw(camera, more)
        camera.pixel_array = drawn

    def _compare(
        self, camera: Camera, shown: list[Mobject], under: Any
    ) -> tuple[list[_Seen], int, Tiles]:
        """How objects look, how many of the first do so as before, and where something changed."""
        before = self._seen if under is self._under else []
        settled, self._settled = self._settled if before else 0, len(self._still)
        looks = [look_of(mobject) for mobject in shown[len(self._still) :]]
        looks = [*self._still_looks[settled:], *looks]
        same = settled + _common(looks, [was.look for was in before[settled:]])
        matched, changed = _matched(before, same, len(shown))
        projection = Projection.of(camera)
        seen: list[_Seen] = before[:settled]
        for mobject, look, was in zip(shown[settled:], looks, matched[settled:], strict=True):
            if was is None or was.look != look:
                now = _Seen(look, _box(projection, mobject, look, was))
                changed += _difference(projection, was, now)
                was = now
            seen.append(was)
        if under is not self._under:
            return seen, same, every_tile(camera.pixel_array.shape)
        tiles = no_tiles(camera.pixel_array.shape)
        for box in changed:
            mark(tiles, box)
        return seen, same, tiles


def _shown(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Objects and their parts from the bottom up, as `Camera.get_mobjects_to_display` has them.

    Manim has a generator for each object and a set for each family, made anew in every frame.
    """
    found: list[Mobject] = []
    waiting = list(mobjects)[::-1]
    while waiting:
        mobject = waiting.pop()
        if len(mobject.points) and not isinstance(mobject, ValueTracker):  # numbers are not drawn
            found.append(mobject)
        waiting += mobject.submobjects[::-1]
    last = list(dict.fromkeys(found[::-1]))[::-1]  # what is there twice is drawn where it is last
    return sorted(last, key=attrgetter("z_index"))


def _draw(camera: Camera, mobjects: list[Mobject]) -> None:
    """Draw on what is there, as `Camera.capture_mobjects` does."""
    for kind, group in groupby(mobjects, camera.type_or_raise):
        camera.display_funcs[kind](list(group), camera.pixel_array)


@contextmanager
def _clipped(camera: Camera, box: Box) -> Iterator[None]:
    """What is drawn meanwhile appears in a box of whole pixels alone.

    Where an edge that cairo itself draws crosses a row or a column at which it is cut, some of its
    pixels are covered by up to 6 of 255 more or less.
    """
    context = camera.get_cairo_context(camera.pixel_array)
    context.save()
    matrix = context.get_matrix()
    context.identity_matrix()
    context.new_path()
    context.rectangle(box.left, box.top, box.right - box.left, box.bottom - box.top)
    context.clip()
    context.set_matrix(matrix)
    try:
        yield
    finally:
        context.restore()


def _box(projection: Projection, mobject: Any, look: Look | object, was: _Seen | None) -> Box:
    """Where an object is drawn."""
    if not isinstance(look, Look):
        return EVERYWHERE
    if was is not None and isinstance(was.look, Look) and look.outline == was.look.outline:
        return was.box
    points = look.path if look.own is None else mobject.extent()
    return EVERYWHERE if points is None else projection.box(points, look.reach, look.joint)


def _difference(projection: Projection, was: _Seen | None, now: _Seen) -> list[Box]:
    """Where an object is drawn in another way than before."""
    if was is None:
        return [now.box]
    before, look = was.look, now.look
    if isinstance(before, Look) and isinstance(look, Look) and look.begins_as(before):
        parts = ends(look.path, before.path)
        return [projection.box(part, look.reach, look.joint) for part in parts]
    return [was.box, now.box] if now.box != was.box else [now.box]


def _common(first: list[object], second: list[object]) -> int:
    """How many items two lists have in common at their beginning."""
    for count, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return count
    return min(len(first), len(second))


def _matched(before: list[_Seen], same: int, count: int) -> tuple[list[_Seen | None], list[Box]]:
    """What some number of objects may have been before, in order, and where those gone were.

    What has come or gone is taken to be where the first difference is.
    """
    more = count - len(before)
    if more >= 0:
        return [*before[:same], *[None] * more, *before[same:]], []
    return [*before[:same], *before[same - more :]], [was.box for was in before[same : same - more]]
