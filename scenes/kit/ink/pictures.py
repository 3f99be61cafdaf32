"""Pictures of a lecturer's own, such as a logo: vectors stay vectors, pixels are painted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cairo
import numpy as np
from manim import Mobject, Rectangle, SVGMobject
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.painted import Outliner, Painted
from scenes.kit.ink.paths import Context

SUFFIXES = (".png", ".svg")
LARGEST = 2000  # pixels of the longer side that are kept


def picture(file: Path) -> Mobject:
    """A picture as it is, one scene unit high, centred on the origin.

    Raises
    ------
    ValueError
        For a file that holds no picture, which it names.
    """
    if file.suffix.lower() == ".png":
        return Pixels(_pixels(file))
    try:
        drawing = SVGMobject(str(file), height=1.0, use_svg_cache=False)
    except Exception as error:  # whatever the parser makes of what is no drawing
        raise ValueError(f"{file} is no SVG that can be read") from error
    if not any(len(part.points) for part in drawing.get_family()):
        raise ValueError(f"{file} has no outlines to draw; text in it must be made paths")
    return mean(drawing, Meaning("landscape", name="logo"))


class Pixels(Painted, Rectangle):
    """A picture of pixels (rows, columns, 4), red, green, blue and alpha, not multiplied by it."""

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        rows, columns = pixels.shape[:2]
        super().__init__(width=columns / rows, height=1.0, stroke_width=0, fill_opacity=1)
        alpha = pixels[..., 3:].astype(float) / 255
        shown = pixels.copy()
        shown[..., :3] = np.round(pixels[..., :3] * alpha)
        self.pixels = shown
        mean(self, Meaning("landscape", name="logo"))

    def paint(self, context: Context, outline: Outliner) -> None:
        rows, columns = self.pixels.shape[:2]
        surface = cairo.ImageSurface.create_for_data(
            self.pixels.data, cairo.FORMAT_ARGB32, columns, rows, 4 * columns
        )
        context.save()
        context.translate(self.get_left()[0], self.get_top()[1])
        context.scale(self.width / columns, -self.height / rows)
        context.set_source_surface(surface, 0, 0)
        context.get_source().set_filter(cairo.FILTER_BEST)
        context.paint_with_alpha(self.get_fill_opacity())
        context.restore()

    def appearance(self) -> object:
        return id(self.pixels), self.pixels.shape

    def extent(self) -> NDArray[np.float64]:
        return self.points


@cache
def _pixels(file: Path) -> NDArray[np.uint8]:
    try:
        with Image.open(file) as image:
            image.thumbnail((LARGEST, LARGEST))
            return np.asarray(image.convert("RGBA"), dtype=np.uint8)
    except (OSError, UnidentifiedImageError, ValueError) as error:
        raise ValueError(f"{file} is no picture that can be read") from error
