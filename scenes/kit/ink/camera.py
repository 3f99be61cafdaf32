"""The camera of lessons: manim's, with painted mobjects, rims that erase, and faster outlines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import cairo
import numpy as np
from manim import Camera, Mobject, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.typing import PixelArray
from numpy.typing import NDArray

from scenes.kit.ink.meaning import meaning_of
from scenes.kit.ink.outlines import WIDTH, Outlines, Part
from scenes.kit.ink.painted import Painted
from scenes.kit.ink.paths import MANY, Context, is_straight, lay_curves, lay_lines
from scenes.kit.ink.raster import Pen, Raster

HOLE = 0.00123, 0.00456, 0.00789  # red, green, blue: no colour of eight bits


class PaintingCamera(Camera):
    """Manim's camera, which asks painted mobjects to paint, and draws outlines faster.

    Parameters
    ----------
    transparent
        Draw on nothing: a rim in the background's colour erases what is under it. Over the
        background's colour the picture is the one that is drawn otherwise.
    """

    def __init__(self, *, transparent: bool = False, **options: Any) -> None:
        self.transparent = transparent
        super().__init__(**options)
        self._outlines = Outlines()

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

    def display_multiple_non_background_colored_vmobjects(
        self, vmobjects: Iterable[VMobject], pixel_array: PixelArray
    ) -> None:
        """Draw mobjects on a picture."""
        context = self.get_cairo_context(pixel_array)
        raster = Raster.of(context)
        for vmobject in vmobjects:
            self._display(vmobject, context, raster)

    def display_vectorized(self, vmobject: VMobject, ctx: Context) -> PaintingCamera:
        """Draw a mobject."""
        self._display(vmobject, ctx, Raster.of(ctx))
        return self

    def _display(self, vmobject: VMobject, context: Context, raster: Raster | None) -> None:
        if isinstance(vmobject, Painted):
            vmobject.paint(
                context,
                lambda without=None: self._draw(vmobject, context, Raster.of(context), without),
            )
        else:
            self._draw(vmobject, context, raster)

    def _draw(
        self,
        vmobject: VMobject,
        context: Context,
        raster: Raster | None,
        without: NDArray[np.float64] | None = None,
    ) -> None:
        """Draw an outline, its rim below its fill and its stroke above."""
        if not len(vmobject.points):
            return
        outline = self._outlines.of(vmobject, raster) if raster is not None else None
        context.new_path()
        for part in Part:
            rgbas = part.colors(vmobject)
            if not part.width(vmobject) or not any(rgbas[:, 3].tolist()):
                continue
            erases = self._erases(vmobject, part, rgbas)
            if raster is not None and outline is not None and len(rgbas) == 1:
                red, green, blue, opacity = rgbas[0].tolist()
                pen = Pen((blue, green, red), opacity, erases)
                outline.paint(raster, vmobject, part, pen, without)
            elif raster is not None and not self.transparent:
                # Or cairo would cover pixels at the edge of a clip by a little more or less.
                with raster.whole.layer(context) as layer:
                    self._draw_by_cairo(layer, vmobject, part, rgbas, erases=erases)
            else:
                self._draw_by_cairo(context, vmobject, part, rgbas, erases=erases)

    def _draw_by_cairo(
        self, context: Context, vmobject: VMobject, part: Part, rgbas: Any, *, erases: bool
    ) -> None:
        self._set_ink(context, vmobject, part, rgbas, erases=erases)
        self._draw_part(context, vmobject, part)
        context.set_operator(cairo.OPERATOR_OVER)

    def _set_ink(
        self, context: Context, vmobject: VMobject, part: Part, rgbas: Any, *, erases: bool
    ) -> None:
        """Set what cairo draws a part with."""
        self.set_cairo_context_color(context, rgbas, vmobject)
        if erases and part is Part.RIM and isinstance(context.get_target(), cairo.SVGSurface):
            context.set_source_rgba(*HOLE[::-1], rgbas[0][3])  # or all would become one picture
        elif erases:
            context.set_operator(cairo.OPERATOR_DEST_OUT)

    def _erases(self, vmobject: VMobject, part: Part, rgbas: Any) -> bool:
        """Whether a part takes away what is under it: on nothing, what would cover it does."""
        if not self.transparent or part is Part.STROKE:
            return False
        if part is Part.RIM:
            return self._is_ground(rgbas)
        meaning = meaning_of(vmobject)
        return meaning is not None and meaning.kind == "veil"

    def _is_ground(self, rgbas: Any) -> bool:
        """Whether a rim has the background's colour."""
        return bool(np.allclose(rgbas[:, :3], self.background_color.to_rgb(), atol=0.5 / 255))

    def _draw_part(self, context: Context, vmobject: VMobject, part: Part) -> None:
        """Draw with what is set."""
        own = part.own(vmobject)
        if own is not None:
            lay_curves(context, own)
            context.fill()
            return
        if not context.has_current_point():
            self._lay(context, vmobject)
        if part is Part.FILL:
            context.fill_preserve()
            return
        context.set_line_width(WIDTH * part.width(vmobject))
        context.set_line_join(LINE_JOIN_MAP[vmobject.joint_type])
        context.set_line_cap(CAP_STYLE_MAP[vmobject.cap_style])
        context.stroke_preserve()

    def _lay(self, context: Context, vmobject: VMobject) -> None:
        """Lay out an outline."""
        points = np.asarray(vmobject.points[:, :2])
        if len(points) % 4 or not np.isfinite(points).all():
            self.set_cairo_context_path(context, vmobject)
        elif len(points) >= MANY and is_straight(points):
            lay_lines(context, points[0::4], points[3::4])
        else:
            lay_curves(context, points.reshape(-1, 8))
