"""PDF: a beat's last picture as vectors, a page."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import cairo
import typst

from studio.encoding.encoder import location
from studio.encoding.formats import Format, Page, Sheet
from studio.encoding.formats.svg import open_svg


class Solid:
    """A page with a ground, as cairo writes it."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.surface = cairo.PDFSurface(location(path), sheet.width, sheet.height)
        self.surface.set_metadata(cairo.PDF_METADATA_TITLE, sheet.title)
        # The same bytes whenever it is made.
        self.surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "")

    def close(self) -> None:
        self.surface.finish()


class Clear:
    """A page on nothing: SVG with holes, made PDF by Typst.

    Cairo lays pictures over what is to be erased in PDF, under which it stays.
    """

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self._path, self._sheet = path, sheet
        self._folder = TemporaryDirectory(prefix="studio-")
        self._drawing = open_svg(Path(self._folder.name) / "page.svg", sheet)
        self.surface = self._drawing.surface

    def close(self) -> None:
        with self._folder:
            self._drawing.close()
            width, height = self._sheet.width, self._sheet.height
            page = Path(self._folder.name) / "page.typ"
            page.write_text(
                f"#set document(title: {json.dumps(self._sheet.title, ensure_ascii=False)}, "
                "date: none)\n"
                f"#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)\n"
                '#image("page.svg", width: 100%, height: 100%)\n',
                encoding="utf-8",
            )
            made = typst.compile(page, format="pdf", ignore_system_fonts=True)
        assert isinstance(made, bytes)
        self._path.write_bytes(made)


def open_pdf(path: Path, sheet: Sheet) -> Page:
    """A page of PDF."""
    return Clear(path, sheet) if sheet.alpha else Solid(path, sheet)


FORMAT = Format(
    "papers, handouts", ".pdf", width=1920, fps=60, page=open_pdf, alpha=True, still=True
)
