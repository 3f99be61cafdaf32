"""Manim's cairo renderer without the copy of every frame: arrays go round between drawing and encoding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import numpy as np
from manim.renderer.cairo_renderer import CairoRenderer

from studio.writer import FilmWriter

if TYPE_CHECKING:
    from manim import Mobject, Scene

    from studio.encoder import Pixels


class FilmRenderer(CairoRenderer):  # type: ignore[misc]
    """Draws a scene and hands each picture to a `FilmWriter` as it is.

    Manim draws on one array and copies it for the encoder: 8 MB a frame at 1080p, in memory that is
    new each time. Here the array drawn on is given away, and the next picture is drawn on one that
    the encoder has finished with.
    """

    def __init__(self, path: Path, progress: Callable[[int], None]) -> None:
        self._free: SimpleQueue[Pixels] = SimpleQueue()
        writer = partial(FilmWriter, path=path, release=self._free.put, progress=progress)
        super().__init__(file_writer_class=writer)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self._take_frame())

    def _take_frame(self) -> Pixels:
        drawn: Pixels = self.camera.pixel_array
        try:
            self.camera.pixel_array = self._free.get_nowait()
        except Empty:
            self.camera.pixel_array = np.empty_like(drawn)
        return drawn
