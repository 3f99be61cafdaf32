"""The camera of lessons: manim's, with painted mobjects, rims that erase, and outlines kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from manim import Camera, CapStyleType, LineJointType, Mobject, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from numpy.typing import NDArray

from scenes.kit.ink.masks import Mask
from scenes.kit.ink.meaning import meaning_of
from scenes.kit.ink.painted import Painted, Rimmed
from scenes.kit.ink.paths import MANY, Context, is_straight, lay_curves, lay_lines

HOLE = 0.00123, 0.00456, 0.00789  # red, green, blue: no colour of eight bits


class _Part(Enum):
    """What is drawn of an outline, from the bottom up."""

    RIM = auto()
    FILL = auto()
    STROKE = auto()


class PaintingCamera(Camera):
    """Manim's camera, which asks painted mobjects to paint, and draws outlines faster.

    Most outlines are the same in the next frame: a text that fades, a star over what moves. What
    they cover is kept as masks.

    Parameters
    ----------
    transparent
        Draw on nothing: a rim in the background's colour erases what is under it. Over the
        background's colour the picture is the one that is drawn otherwise.
    """

    def __init__(self, *, transparent: bool = False, **options: Any) -> None:
        self.transparent = transparent
        super().__init__(**options)
        self._laid: WeakKeyDictionary[VMobject, _Laid] = WeakKeyDictionary()

    def init_background(self) -> None:
        """Make what is drawn on."""
        super().init_background()
        if self.transparent:
            self.background = np.zeros_like(self.background)  # colours are multiplied by alpha

    def draw_on(
        self, context: Context, mobjects: Iterable[Mobject], size: tuple[float, float]
    ) -> None:
        """Draw mobjects on a page of some size, its background first, if there is one.

        SVG has no way to erase: there a rim that is to erase is drawn in a colour that nothing else
        has, `HOLE`, to be made a mask of when the page is done.

        Parameters
        ----------
        context
            Of a page that is counted in its own units from the upper left.
        mobjects
            From the bottom up.
        size
            Width and height of the page.
        """
        width, height = size
        across, down = width / self.frame_width, -height / self.frame_height
        if not self.transparent:
            context.set_source_rgb(*self.background_color.to_rgb()[::-1])
            context.rectangle(0, 0, width, height)
            context.fill()
        context.translate(width / 2, height / 2)
        context.scale(across, down)
        for mobject in self.get_mobjects_to_display(mobjects):
            if isinstance(mobject, VMobject):
                self.display_vectorized(mobject, context)

    def display_vectorized(self, vmobject: VMobject, ctx: Context) -> PaintingCamera:
        """Draw a mobject."""
        if isinstance(vmobject, Painted):
            vmobject.paint(ctx, lambda: self._draw(vmobject, ctx))
        else:
            self._draw(vmobject, ctx)
        return self

    def _draw(self, vmobject: VMobject, context: Context) -> None:
        """Draw an outline, its rim below its fill and its stroke above."""
        if not len(vmobject.points):
            return
        look = _look(vmobject, context)
        laid = self._laid.get(vmobject)
        if laid is None or not laid.is_as(look, vmobject.points):
            laid = self._laid[vmobject] = _Laid(look, vmobject.points.copy())
        else:
            laid.again = look.in_pixels
        context.new_path()
        for part in _Part:
            rgbas = _colors(vmobject, part)
            if look.shows(part) and any(rgbas[:, 3].tolist()):
                self._set_ink(context, vmobject, part, rgbas)
                self._draw_part(context, vmobject, part, laid)
                context.set_operator(cairo.OPERATOR_OVER)

    def _set_ink(self, context: Context, vmobject: VMobject, part: _Part, rgbas: Any) -> None:
        """Set what a part is drawn with: on nothing, what covers what is under it erases it."""
        self.set_cairo_context_color(context, rgbas, vmobject)
        if not self.transparent:
            return
        if part is _Part.FILL:
            meaning = meaning_of(vmobject)
            if meaning is not None and meaning.kind == "veil":
                context.set_operator(cairo.OPERATOR_DEST_OUT)
        elif part is _Part.RIM and self._is_ground(rgbas):
            if isinstance(context.get_target(), cairo.SVGSurface):  # all would become one picture
                context.set_source_rgba(*HOLE[::-1], rgbas[0][3])
            else:
                context.set_operator(cairo.OPERATOR_DEST_OUT)

    def _is_ground(self, rgbas: Any) -> bool:
        """Whether a rim has the background's colour."""
        return bool(np.allclose(rgbas[:, :3], self.background_color.to_rgb(), atol=0.5 / 255))

    def _draw_part(self, context: Context, vmobject: VMobject, part: _Part, laid: _Laid) -> None:
        """Draw with what is set; what is drawn again, through a mask if it is worth one."""
        if laid.again and part not in laid.masks:
            stroked = self._lay_part(context, vmobject, part, laid)
            laid.masks[part] = Mask.of(context, len(laid.points), stroked=stroked)
        mask = laid.masks.get(part)
        if mask is not None:
            mask.paint(context)
        elif self._lay_part(context, vmobject, part, laid):
            context.stroke_preserve()
        else:
            context.fill_preserve()
        if part is _Part.RIM:
            context.new_path()  # it may have an outline of its own

    def _lay_part(self, context: Context, vmobject: VMobject, part: _Part, laid: _Laid) -> bool:
        """Lay out what is filled or, if this returns that it is, stroked."""
        rim = vmobject.rim() if part is _Part.RIM and isinstance(vmobject, Rimmed) else None
        if rim is not None:
            context.new_path()
            lay_curves(context, rim)
            return False
        if not context.has_current_point():
            self._lay(context, vmobject, laid)
        if part is _Part.FILL:
            return False
        width = laid.look.stroke_width if part is _Part.STROKE else laid.look.rim_width
        context.set_line_width(width * self.cairo_line_width_multiple)
        context.set_line_join(LINE_JOIN_MAP[vmobject.joint_type])
        context.set_line_cap(CAP_STYLE_MAP[vmobject.cap_style])
        return True

    def _lay(self, context: Context, vmobject: VMobject, laid: _Laid) -> None:
        """Lay out an outline."""
        if laid.path is not None:
            context.append_path(laid.path)
            return
        points = np.asarray(vmobject.points[:, :2])
        if len(points) % 4 or not np.isfinite(points).all():
            self.set_cairo_context_path(context, vmobject)
        elif len(points) >= MANY and is_straight(points):
            lay_lines(context, points[0::4], points[3::4])
        else:
            lay_curves(context, points.reshape(-1, 8))
        if laid.again:
            laid.path = context.copy_path()


class _Look(NamedTuple):
    """What decides, with its points, what an outline covers in a picture."""

    matrix: cairo.Matrix
    stroke_width: float
    rim_width: float
    joint: LineJointType
    cap: CapStyleType
    solid: bool  # a rim of its own may depend on whether the fill can be seen through
    in_pixels: bool  # on a page of vectors nothing is a mask

    def shows(self, part: _Part) -> bool:
        """Whether a part is wide enough to be seen."""
        return part is _Part.FILL or bool(
            self.stroke_width if part is _Part.STROKE else self.rim_width
        )


@dataclass(slots=True)
class _Laid:
    """An outline that was drawn, and if it was so twice, its path and what its parts cover."""

    look: _Look
    points: NDArray[np.float64]
    again: bool = False
    path: cairo.Path | None = None
    masks: dict[_Part, Mask | None] = field(default_factory=dict)

    def is_as(self, look: _Look, points: NDArray[np.float64]) -> bool:
        """Whether an outline covers the same."""
        same = self.look == look and self.points.shape == points.shape
        return same and bool((self.points == points).all())


def _look(vmobject: VMobject, context: Context) -> _Look:
    return _Look(
        context.get_matrix(),
        vmobject.get_stroke_width(background=False),
        vmobject.get_stroke_width(background=True),
        vmobject.joint_type,
        vmobject.cap_style,
        bool(vmobject.get_fill_opacity() >= 1),
        isinstance(context.get_target(), cairo.ImageSurface),
    )


def _colors(vmobject: VMobject, part: _Part) -> NDArray[np.float64]:
    """Red, green, blue and alpha (n, 4) of a part; more than one are a gradient."""
    if part is _Part.FILL:
        return vmobject.get_fill_rgbas()
    return vmobject.get_stroke_rgbas(background=part is _Part.RIM)
