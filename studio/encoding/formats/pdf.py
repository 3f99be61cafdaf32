"""PDF: a beat's last picture as vectors, a page."""

from __future__ import annotations

from pathlib import Path

import cairo

from studio.encoding.encoder import location
from studio.encoding.formats import Format


def open_pdf(path: Path, width: float, height: float, title: str) -> cairo.Surface:
    """A page of PDF."""
    surface = cairo.PDFSurface(location(path), width, height)
    surface.set_metadata(cairo.PDF_METADATA_TITLE, title)
    surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "")  # the same bytes whenever it is made
    return surface


FORMAT = Format(
    "papers, handouts", ".pdf", width=1920, fps=60, page=open_pdf, alpha=True, still=True
)
