"""SVG: a beat's last picture as vectors."""

from __future__ import annotations

from pathlib import Path

import cairo

from studio.encoding.encoder import location
from studio.encoding.formats import Format


def open_svg(path: Path, width: float, height: float, title: str) -> cairo.Surface:
    """An SVG drawing."""
    return cairo.SVGSurface(location(path), width, height)


FORMAT = Format("posters, pages", ".svg", width=1920, fps=60, page=open_svg, alpha=True, still=True)
