"""WebM with VP9: for web pages, transparent in Chromium and Firefox."""

from __future__ import annotations

from pathlib import Path

from studio.encoding.animation import Animation, Coding
from studio.encoding.formats import Format, FrameWriter, Picture

# One thread, so that the bytes are the same on every machine.
OPTIONS = {"crf": "24", "b": "0", "deadline": "good", "cpu-used": "5", "g": "120"}
EXACT = {"fflags": "+bitexact"}  # no number by chance in the file
# VP9's pictures that are kept but never shown save bytes; with alpha, libvpx has none.
OPAQUE, ALPHA = {"auto-alt-ref": "1", "lag-in-frames": "16"}, {"auto-alt-ref": "0"}


def open_webm(path: Path, picture: Picture) -> FrameWriter:
    """A WebM file."""
    pixels, more = ("yuva420p", ALPHA) if picture.alpha else ("yuv420p", OPAQUE)
    coding = Coding("libvpx-vp9", pixels, {**OPTIONS, **more}, container_options=EXACT)
    return Animation(path, picture, coding)


FORMAT = Format("web pages", ".webm", width=1280, fps=30, writer=open_webm, alpha=True)
