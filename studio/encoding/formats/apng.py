"""Animated PNG: every pixel exact, large."""

from __future__ import annotations

from pathlib import Path

from studio.encoding.animation import Animation, Coding
from studio.encoding.formats import Format, FrameWriter, Picture


def open_apng(path: Path, picture: Picture) -> FrameWriter:
    """A PNG file of many pictures; a loop plays for ever, anything else once."""
    plays = {"plays": "0" if picture.loop else "1"}
    pixels = "rgba" if picture.alpha else "rgb24"
    return Animation(path, picture, Coding("apng", pixels, {"pred": "mixed"}, "apng", plays))


FORMAT = Format("exact colours", ".apng", width=854, fps=25, writer=open_apng, alpha=True)
