"""Drawing on pages of vectors, as of PDF and SVG, what is otherwise drawn on pictures."""

from __future__ import annotations

from collections.abc import Callable

import cairo
import numpy as np

from scenes.kit.ink.paths import Context

FINE = 300 / 72  # pixels for a point of a page: 300 to the inch


class Vectors(cairo.Context):  # type: ignore[type-arg]  # it takes none when it runs
    """A context for vectors, which takes colours as those of pictures do: red and blue swapped."""

    def set_source_rgb(self, red: float, green: float, blue: float) -> None:
        super().set_source_rgb(blue, green, red)

    def set_source_rgba(self, red: float, green: float, blue: float, alpha: float = 1.0) -> None:
        super().set_source_rgba(blue, green, red, alpha)

    def set_source(self, source: cairo.Pattern) -> None:
        if isinstance(source, cairo.LinearGradient):
            swapped = cairo.LinearGradient(*source.get_linear_points())
            for offset, red, green, blue, alpha in source.get_color_stops_rgba():
                swapped.add_color_stop_rgba(offset, blue, green, red, alpha)
            source = swapped
        super().set_source(source)


def as_picture(context: Context, paint: Callable[[Context], object]) -> None:
    """Paint what is no good as vectors, such as cells side by side: there it becomes a picture.

    On a picture it is painted as it is.
    """
    if not isinstance(context, Vectors):
        paint(context)
        return
    left, bottom, right, top = context.clip_extents()
    across = [context.user_to_device(x, y) for x, y in ((left, top), (right, bottom))]
    (x, y), (width, height) = across[0], np.subtract(across[1], across[0])
    image = cairo.ImageSurface(
        cairo.FORMAT_ARGB32, int(np.ceil(width * FINE)), int(np.ceil(height * FINE))
    )
    inner = Vectors(image)
    inner.scale(FINE, FINE)
    inner.translate(-x, -y)
    inner.transform(context.get_matrix())
    paint(inner)
    context.save()
    context.identity_matrix()
    context.translate(x, y)
    context.scale(1 / FINE, 1 / FINE)
    context.set_source_surface(image)
    context.paint()
    context.restore()
