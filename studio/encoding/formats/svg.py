"""SVG: a beat's last picture as vectors."""

from __future__ import annotations

import io
from pathlib import Path

import cairo

from studio.encoding.formats import Format, Page, Sheet
from studio.encoding.holes import cut_holes


class Drawing:
    """A page of SVG; holes are cut where the sheet is transparent."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self._path, self._written = path, io.BytesIO()
        self.surface = cairo.SVGSurface(self._written, sheet.width, sheet.height)

    def close(self) -> None:
        self.surface.finish()
        self._path.write_bytes(cut_holes(self._written.getvalue()))


def open_svg(path: Path, sheet: Sheet) -> Page:
    """An SVG drawing."""
    return Drawing(path, sheet)


FORMAT = Format("posters, pages", ".svg", width=1920, fps=60, page=open_svg, alpha=True, still=True)
