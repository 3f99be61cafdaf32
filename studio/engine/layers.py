"""Drawing again only what changed, and what lies above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import ValueTracker, VMobject

from studio.encoding.strips import Strips, bands, every_strip, no_strips
from studio.engine.extent import Rows, meet, rows_of, strips_of

if TYPE_CHECKING:
    from manim import Camera, Mobject

# What manim 0.22 keeps in an outline: how it is drawn, all of which `_look` compares …
_STYLE = {
    "points",
    *("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "background_image"),
    *("stroke_width", "background_stroke_width", "background_stroke_color"),
    *("fill_opacity", "stroke_opacity", "background_stroke_opacity"),
    *("joint_type", "cap_style", "sheen_direction", "sheen_factor"),
}
# … and what no picture shows.
_OTHER = {
    *("_bezier_t_values", "close_new_points", "n_points_per_cubic_curve", "point_hash"),
    *("make_smooth_after_applying_functions", "pre_function_handle_to_anchor_scale_factor"),
    *("tolerance_for_point_equality", "shade_in_3d", "dim", "name", "target", "z_index"),
    *("submobjects", "updaters", "updating_suspended"),
}
_WORTH_KEEPING = 3  # fewer objects than this are drawn faster than a picture is copied


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an object looked like, and the rows of the picture that it is in."""

    look: object
    rows: Rows


class Layers:
    """Draws with a manim camera, keeping a picture of the objects that stay as they are.

    Manim draws every object above the first moving one again for each frame; in a lesson, two
    thirds of them have not changed. Objects are drawn from the bottom up, so the picture of the
    lowest ones is kept while they look the same, and drawing goes on from there, in the rows where
    anything has changed: the same operations in the same order, hence the same pixels.

    An object with a ``paint`` method of its own is drawn in every frame, unless it also has a
    method ``appearance``, which returns all that its picture depends on, as a value to compare.
    """

    def __init__(self) -> None:
        _refuse_unknown_styles()
        self._under: Any = None  # the picture that everything is drawn on
        self._seen: list[_Seen] = []  # the objects in the frame before
        self._layer: Any = None  # that picture with the first objects on it
        self._layered = 0  # how many they are
        # By identity, each array that was drawn on, and where it is not the frame before.
        self._arrays: dict[int, tuple[Any, Strips]] = {}

    def forget(self) -> None:
        """Take nothing for granted of what the camera's arrays show: others drew on them."""
        self._arrays.clear()

    def draw(self, camera: Camera, under: Any, mobjects: Iterable[Mobject]) -> Strips:
        """Draw objects on a picture, into the camera's ``pixel_array``.

        The picture is told from another by identity: it must not be changed afterwards. Nor must
        arrays that were drawn on, but for those that do not come back (see ``forget``).

        Returns
        -------
        Strips
            Those where the picture may be another than the one drawn before.
        """
        shown = [part for part in camera.get_mobjects_to_display(mobjects) if _is_drawn(part)]
        seen, same, changed = self._compare(camera, shown, under)
        if same < self._layered:
            self._layered = 0
        self._under, self._seen = under, seen
        array = camera.pixel_array
        todo = self._stale(array, changed)
        if same >= self._layered + _WORTH_KEEPING:
            _restore(array, self._layer if self._layered else under, every_strip(len(array)))
            _draw(camera, shown[self._layered : same])
            self._layer, self._layered = array.copy(), same
            todo = every_strip(len(array))
        else:
            _restore(array, self._layer if self._layered else under, todo)
        above = list(zip(shown, seen, strict=True))[self._layered :]
        for first, last in bands(todo, len(array)):
            with _clipped(camera, first, last):
                _draw(camera, [part for part, was in above if meet(was.rows, (first, last))])
        return changed

    def _compare(
        self, camera: Camera, shown: list[Mobject], under: Any
    ) -> tuple[list[_Seen], int, Strips]:
        """How objects look, how many of the first do so as before, and where something changed."""
        looks = [_look(mobject) for mobject in shown]
        before = self._seen if under is self._under else []
        same = _common(looks, [was.look for was in before])
        matched, changed = _matched(before, same, len(looks))
        seen = []
        for mobject, look, was in zip(shown, looks, matched, strict=True):
            if was is None or was.look != look:
                changed += [] if was is None else [was.rows]
                was = _Seen(look, rows_of(camera, mobject))
                changed.append(was.rows)
            seen.append(was)
        rows = len(camera.pixel_array)
        if under is not self._under:
            return seen, same, every_strip(rows)
        return seen, same, strips_of(changed, rows)

    def _stale(self, array: Any, changed: Strips) -> Strips:
        """Where an array is not the present frame, which is then taken to be on it."""
        for _, stale in self._arrays.values():
            stale |= changed
        _, stale = self._arrays.get(id(array), (array, every_strip(len(array))))
        self._arrays[id(array)] = array, no_strips(len(array))
        return stale


def _refuse_unknown_styles() -> None:
    """Fail where manim's outlines have more to them than is compared here.

    Raises
    ------
    NotImplementedError
        With the names: an unknown style that changes would leave stale pixels.
    """
    unknown = vars(VMobject()).keys() - _STYLE - _OTHER
    if unknown:
        names = ", ".join(sorted(unknown))
        raise NotImplementedError(f"manim's VMobject has {names}: does a picture depend on it?")


def _is_drawn(mobject: Mobject) -> bool:
    """Whether a camera draws an object: numbers that are animated count as mobjects, too."""
    return not isinstance(mobject, ValueTracker)


def _draw(camera: Camera, mobjects: list[Mobject]) -> None:
    """Draw on what is there, as `Camera.capture_mobjects` does."""
    for kind, group in groupby(mobjects, camera.type_or_raise):
        camera.display_funcs[kind](list(group), camera.pixel_array)


def _restore(array: Any, picture: Any, strips: Strips) -> None:
    """Put strips of a picture on an array."""
    for first, last in bands(strips, len(array)):
        np.copyto(array[first:last], picture[first:last])


@contextmanager
def _clipped(camera: Camera, first: int, last: int) -> Iterator[None]:
    """What is drawn with cairo meanwhile appears in some rows alone."""
    context = camera.get_cairo_context(camera.pixel_array)
    context.save()
    matrix = context.get_matrix()
    context.identity_matrix()
    context.new_path()
    context.rectangle(0, first, camera.pixel_width, last - first)
    context.clip()
    context.set_matrix(matrix)
    try:
        yield
    finally:
        context.restore()


def _look(mobject: Mobject) -> object:
    """All that decides how an object is drawn; equal only for objects that are drawn the same."""
    if not isinstance(mobject, VMobject):
        return object()  # equal to nothing
    own = None
    if hasattr(type(mobject), "paint"):  # manim is slow to say that an object has no such thing
        if not hasattr(type(mobject), "appearance"):
            return object()
        own = type(mobject), mobject.appearance()
    return (
        mobject.points.tobytes(),
        _bytes(mobject.get_fill_rgbas()),
        _bytes(mobject.get_stroke_rgbas(background=False)),
        _bytes(mobject.get_stroke_rgbas(background=True)),
        mobject.get_stroke_width(background=False),
        mobject.get_stroke_width(background=True),
        mobject.joint_type,
        mobject.cap_style,
        _bytes(mobject.sheen_direction),
        mobject.get_background_image(),
        own,
    )


def _bytes(values: Any) -> bytes:
    return np.asarray(values).tobytes()


def _common(first: list[object], second: list[object]) -> int:
    """How many items two lists have in common at their beginning."""
    for count, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return count
    return min(len(first), len(second))


def _matched(before: list[_Seen], same: int, count: int) -> tuple[list[_Seen | None], list[Rows]]:
    """What some number of objects may have been before, in order, and the rows of those gone.

    What has come or gone is taken to be where the first difference is.
    """
    more = count - len(before)
    if more >= 0:
        return [*before[:same], *[None] * more, *before[same:]], []
    return [*before[:same], *before[same - more :]], [
        was.rows for was in before[same : same - more]
    ]
