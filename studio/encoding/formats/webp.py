"""Animated WebP: a small moving picture without a player round it."""

from __future__ import annotations

from pathlib import Path

from studio.encoding.animation import Animation, Coding
from studio.encoding.formats import Format, FrameWriter, Picture


def open_webp(path: Path, picture: Picture) -> FrameWriter:
    """A WebP file; a loop plays for ever, anything else once."""
    loop = {"loop": "0" if picture.loop else "1"}
    options = {"quality": "80", "compression_level": "3"}
    coding = Coding("libwebp_anim", "bgra", options, container_options=loop)
    return Animation(path, picture, coding)


FORMAT = Format("web pages, mail", ".webp", width=854, fps=25, writer=open_webp, alpha=True)
