"""Mobjects that paint themselves with cairo, and the camera that lets them.

Manim draws outlines one by one. A picture of thousands of pieces, or one that is partly hidden,
is painted faster and better by code that knows it; everything else stays manim's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from manim import Camera, Mobject, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.meaning import meaning_of

Context: TypeAlias = "cairo.Context[Any]"
Ink = tuple[float, float, float]
MANY = 64  # points from which on an outline is worth a look
SAME = 1e-5  # scene units at which points are one, as for manim
HOLE = 0.00123, 0.00456, 0.00789  # red, green, blue: no colour of eight bits


class Painted(VMobject):
    """A mobject with its own way of being drawn; it must have points, or manim leaves it out."""

    def paint(self, context: Context, outline: Callable[[], object]) -> None:
        """Draw on a context whose units are the scene's.

        Parameters
        ----------
        context
            Cairo's; what is set on it must be restored. Its red and blue are swapped, see `ink`.
        outline
            Draws the mobject's points as manim does.
        """
        outline()

    def appearance(self) -> object:
        """All that the picture depends on beside the mobject's points and style, to be compared."""
        return object()  # equal to nothing: paint every frame


class Rimmed(VMobject):
    """A mobject that knows the outline of its rim, the stroke behind it.

    To fill a rim takes a fraction of the time that cairo takes to stroke it; for hundreds of
    markers in every frame that is most of all drawing.
    """

    def rim(self) -> NDArray[np.float64] | None:
        """Cubics (n, 8) round what is the rim when it is filled; None: it is to be stroked."""
        return None


class PaintingCamera(Camera):
    """Manim's camera, which asks painted mobjects to paint, and lays outlines out faster.

    Most outlines are the same in the next frame: a text that fades, a star over what moves. Their
    paths are kept.

    Parameters
    ----------
    transparent
        Draw on nothing: a rim in the background's colour erases what is under it. Over the
        background's colour the picture is the one that is drawn otherwise.
    """

    def __init__(self, *, transparent: bool = False, **options: Any) -> None:
        self.transparent, self._marking = transparent, False
        super().__init__(**options)
        self._laid: WeakKeyDictionary[VMobject, _Laid] = WeakKeyDictionary()

    def init_background(self) -> None:
        """Make what is drawn on."""
        super().init_background()
        if self.transparent:
            self.background = np.zeros_like(self.background)  # colours are multiplied by alpha

    def display_vectorized(self, vmobject: VMobject, ctx: Context) -> PaintingCamera:
        """Draw a mobject."""
        outline = super().display_vectorized
        if isinstance(vmobject, Painted):
            vmobject.paint(ctx, lambda: outline(vmobject, ctx))
        else:
            outline(vmobject, ctx)
        return self

    def set_cairo_context_path(self, ctx: Context, vmobject: VMobject) -> PaintingCamera:
        """Lay out a mobject's outline."""
        points = vmobject.points
        laid = self._laid.get(vmobject)
        if laid is None or not np.array_equal(laid.points, points):
            self._lay(ctx, vmobject)
            self._laid[vmobject] = _Laid(points.copy())
        elif laid.path is None:
            self._lay(ctx, vmobject)
            laid.path = ctx.copy_path()
        else:
            ctx.new_path()
            ctx.append_path(laid.path)
        return self

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

    def apply_fill(self, ctx: Context, vmobject: VMobject) -> PaintingCamera:
        """Fill the outline that is laid out; on nothing, a veil takes away what is under it."""
        meaning = meaning_of(vmobject) if self.transparent else None
        veils = meaning is not None and meaning.kind == "veil"
        ctx.set_operator(cairo.OPERATOR_DEST_OUT if veils else cairo.OPERATOR_OVER)
        super().apply_fill(ctx, vmobject)
        ctx.set_operator(cairo.OPERATOR_OVER)
        return self

    def apply_stroke(
        self, ctx: Context, vmobject: VMobject, background: bool = False
    ) -> PaintingCamera:
        """Stroke the outline that is laid out; a rim may be filled instead."""
        erasing = background and self.transparent and self._is_ground(vmobject)
        if not erasing:
            self._apply_stroke(ctx, vmobject, background)
        elif isinstance(ctx.get_target(), cairo.SVGSurface):
            self._marking = True  # cairo would make all of the page one picture
            self._apply_stroke(ctx, vmobject, background)
            self._marking = False
        else:
            ctx.set_operator(cairo.OPERATOR_DEST_OUT)
            self._apply_stroke(ctx, vmobject, background)
            ctx.set_operator(cairo.OPERATOR_OVER)
        return self

    def set_cairo_context_color(
        self, ctx: Context, rgbas: Any, vmobject: VMobject
    ) -> PaintingCamera:
        """Set what is drawn with: the colour, or where a rim will be cut out its mark."""
        if not self._marking:
            super().set_cairo_context_color(ctx, rgbas, vmobject)
        else:
            ctx.set_source_rgba(*HOLE[::-1], rgbas[0][3])
        return self

    def _is_ground(self, vmobject: VMobject) -> bool:
        """Whether a rim has the background's colour."""
        rim = vmobject.get_stroke_rgbas(background=True)[:, :3]
        return bool(np.allclose(rim, self.background_color.to_rgb(), atol=0.5 / 255))

    def _apply_stroke(self, ctx: Context, vmobject: VMobject, background: bool) -> None:
        rim = vmobject.rim() if background and isinstance(vmobject, Rimmed) else None
        if rim is None:
            super().apply_stroke(ctx, vmobject, background=background)
            return
        outline = ctx.copy_path()
        _lay_curves(ctx, rim)
        self.set_cairo_context_color(ctx, vmobject.get_stroke_rgbas(background=True), vmobject)
        ctx.fill()
        ctx.append_path(outline)

    def _lay(self, ctx: Context, vmobject: VMobject) -> None:
        points = np.asarray(vmobject.points[:, :2])
        if len(points) % 4 or not np.isfinite(points).all():
            super().set_cairo_context_path(ctx, vmobject)
        elif len(points) >= MANY and _is_straight(points):
            _lay_lines(ctx, points[0::4], points[3::4])
        elif len(points):
            _lay_curves(ctx, points.reshape(-1, 8))


@dataclass(slots=True)
class _Laid:
    """The points that a path was last laid through, and the path if it was so twice."""

    points: NDArray[np.float64]
    path: cairo.Path | None = None


def stroke(
    context: Context,
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    color: Ink,
    width: float,
    opacity: float = 1.0,
) -> None:
    """Draw segments (n, 2), joined where one starts at the end of the one before.

    ``width`` is a stroke width as manim counts, a hundredth of a scene unit.
    """
    if len(starts) and opacity > 0:
        _lay_lines(context, starts, ends)
        context.set_source_rgba(*color, opacity)
        context.set_line_width(width / 100)
        context.set_line_join(cairo.LINE_JOIN_MITER)
        context.set_line_cap(cairo.LINE_CAP_BUTT)
        context.stroke()


def _is_straight(points: NDArray[np.float64]) -> bool:
    """Whether all cubics (4n, 2) are segments with handles at their thirds."""
    start, first, second, end = points.reshape(-1, 4, 2).transpose(1, 0, 2)
    third = (end - start) / 3
    return bool(
        np.abs(first - start - third).max() < SAME and np.abs(end - second - third).max() < SAME
    )


def _lay_lines(context: Context, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> None:
    """Path through segments (n, 2), which go on where one starts at the end of the one before."""
    context.new_path()
    x, y, line_to = ends[:, 0].tolist(), ends[:, 1].tolist(), context.line_to
    for first, last, start, closed in _runs(starts, ends):
        context.move_to(*start)
        for point in zip(x[first:last], y[first:last], strict=True):
            line_to(*point)
        if closed:
            context.close_path()


def _lay_curves(context: Context, cubics: NDArray[np.float64]) -> None:
    """Path through cubics (n, 8), each x and y of start, two handles and end."""
    context.new_path()
    curves, curve_to = cubics[:, 2:].tolist(), context.curve_to
    for first, last, start, closed in _runs(cubics[:, :2], cubics[:, 6:]):
        context.move_to(*start)
        for curve in curves[first:last]:
            curve_to(*curve)
        if closed:
            context.close_path()


def _runs(
    starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> Iterator[tuple[int, int, list[float], bool]]:
    """Unbroken runs of pieces: the first, the one after the last, the start, whether it closes."""
    breaks = np.flatnonzero(np.abs(starts[1:] - ends[:-1]).max(axis=1) > SAME) + 1
    firsts, lasts = np.append(0, breaks), np.append(breaks, len(starts))
    begins = starts[firsts]
    closed = np.abs(begins - ends[lasts - 1]).max(axis=1) < SAME
    return zip(firsts.tolist(), lasts.tolist(), begins.tolist(), closed.tolist(), strict=True)


def ink(color: str) -> Ink:
    """``#RRGGBB`` as cairo is to be told: manim keeps RGBA bytes where cairo has BGRA."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return blue, green, red
