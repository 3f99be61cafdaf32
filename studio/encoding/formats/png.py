"""PNG: a beat's last picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from studio.encoding.encoder import Pixels
from studio.encoding.formats import Format, FrameWriter, Picture


class Still:
    """Writes one picture: the last that it is given."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self._path, self._mode = path, "RGBA" if picture.alpha else "RGB"
        self._last: Pixels | None = None

    def write(self, pixels: Pixels, repeat: int = 1) -> None:
        self._last = pixels

    def close(self) -> None:
        assert self._last is not None, "a still has a picture"
        Image.fromarray(self._last).convert(self._mode).save(self._path, optimize=True)

    def abort(self) -> None: ...


def open_png(path: Path, picture: Picture) -> FrameWriter:
    """A PNG file."""
    return Still(path, picture)


FORMAT = Format(
    "papers, documents", ".png", width=1920, fps=60, writer=open_png, alpha=True, still=True
)
