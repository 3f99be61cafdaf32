"""What decides how an outline is drawn, to be compared from frame to frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from manim import VMobject

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

# What manim 0.22 keeps in an outline: how it is drawn, all of which `Look` compares …
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
_CURVE, _RGBA = 4 * 3 * 8, 4 * 8  # bytes of a curve's points and of a colour
_CLEAR = np.zeros((1, 4))


class Look(NamedTuple):
    """All that decides how an outline is drawn; equal only for those that are drawn the same."""

    points: bytes
    fill: bytes
    stroke: bytes
    rim: bytes
    stroke_width: float
    rim_width: float
    joint: object
    cap: object
    sheen: tuple[float, ...]
    image: object
    own: object

    @property
    def path(self) -> NDArray[np.float64]:
        """Points (n, 3)."""
        return np.frombuffer(self.points).reshape(-1, 3)

    @property
    def reach(self) -> float:
        """The width of what is drawn along the path."""
        return max(self.stroke_width, self.rim_width)

    @property
    def outline(self) -> tuple[object, ...]:
        """All that decides where it is drawn."""
        return self.points, self.stroke_width, self.rim_width, self.joint, self.own

    def begins_as(self, other: Look) -> bool:
        """Whether it is a line in one colour, and another is a longer or shorter one."""
        if self.points[:_CURVE] != other.points[:_CURVE] or self[1:] != other[1:]:
            return False
        return self.own is None and self.image is None and self._is_line

    @property
    def _is_line(self) -> bool:
        plain = len(self.stroke) <= _RGBA and len(self.rim) <= _RGBA
        return plain and not np.frombuffer(self.fill).reshape(-1, 4)[:, 3].any()


def look_of(mobject: Mobject) -> Look | object:
    """How an object looks; what cannot be told of it is equal to nothing."""
    if not isinstance(mobject, VMobject):
        return object()
    own = None
    if hasattr(type(mobject), "paint"):  # manim is slow to say that an object has no such thing
        if not hasattr(type(mobject), "appearance"):
            return object()
        own = type(mobject), mobject.appearance()
    style = vars(mobject)  # manim's own methods take several times as long
    return Look(
        style["points"].tobytes(),
        style.get("fill_rgbas", _CLEAR).tobytes(),
        style.get("stroke_rgbas", _CLEAR).tobytes(),
        style.get("background_stroke_rgbas", _CLEAR).tobytes(),
        style["stroke_width"],
        style["background_stroke_width"],
        style["joint_type"],
        style["cap_style"],
        tuple(style["sheen_direction"]),
        style["background_image"],
        own,
    )


def refuse_unknown_styles() -> None:
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
