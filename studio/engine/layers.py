"""Drawing again only what changed, and what lies above it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import VMobject

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


class Layers:
    """Draws with a manim camera, keeping a picture of the objects that stay as they are.

    Manim draws every object above the first moving one again for each frame; in a lesson, two
    thirds of them have not changed. Objects are drawn from the bottom up, so the picture of the
    lowest ones is kept while they look the same, and drawing goes on from there: the same
    operations in the same order, hence the same pixels.

    An object with a ``paint`` method of its own is drawn in every frame, unless it also has a
    method ``appearance``, which returns all that its picture depends on, as a value to compare.
    """

    def __init__(self) -> None:
        _refuse_unknown_styles()
        self._under: Any = None  # the picture that everything is drawn on
        self._looks: list[object] = []  # of the objects in the frame before
        self._layer: Any = None  # that picture with the first objects on it
        self._layered = 0  # how many they are

    def draw(self, camera: Camera, under: Any, mobjects: Iterable[Mobject]) -> None:
        """Draw objects on a picture, into the camera's ``pixel_array``.

        The picture is told from another by identity: it must not be changed afterwards.
        """
        shown = camera.get_mobjects_to_display(mobjects)
        looks = [_look(mobject) for mobject in shown]
        same = _common(looks, self._looks) if under is self._under else 0
        if same < self._layered:
            self._layered = 0
        self._under, self._looks = under, looks
        camera.set_pixel_array(self._layer if self._layered else under)
        if same >= self._layered + _WORTH_KEEPING:
            _draw(camera, shown[self._layered : same])
            self._layer, self._layered = camera.pixel_array.copy(), same
        _draw(camera, shown[self._layered :])


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


def _draw(camera: Camera, mobjects: list[Mobject]) -> None:
    """Draw on what is there, as `Camera.capture_mobjects` does."""
    for kind, group in groupby(mobjects, camera.type_or_raise):
        camera.display_funcs[kind](list(group), camera.pixel_array)


def _look(mobject: Mobject) -> object:
    """All that decides how an object is drawn; equal only for objects that are drawn the same."""
    if not isinstance(mobject, VMobject):
        return object()  # equal to nothing
    own = None
    if hasattr(mobject, "paint"):
        if not hasattr(mobject, "appearance"):
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
