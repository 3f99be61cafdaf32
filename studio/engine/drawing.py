"""Manim's cairo renderer, made for films: less is drawn, and nothing is copied on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import CairoRenderer, list_update

from studio.encoding.tiles import Tiles, no_tiles
from studio.engine.layers import Layers
from studio.engine.writer import FilmWriter, Opening, film

if TYPE_CHECKING:
    from manim import Mobject, Scene


class FilmRenderer(CairoRenderer):
    """Draws a scene and hands each picture to a `FilmWriter` as it is.

    Manim draws on one array and copies it for the encoder: 8 MB a frame at 1080p, in memory that is
    new each time. Here the array drawn on is given away, and the next picture is drawn on one that
    the encoder has finished with.
    """

    def __init__(self, to: Path | Opening, progress: Callable[[int], None]) -> None:
        super().__init__()
        self._opening = film(to) if isinstance(to, Path) else to
        self._progress = progress
        self._layers = Layers()
        self._changed: Tiles | None = None  # since the picture handed over before; None: all
        self._free: SimpleQueue[Any] = SimpleQueue()

    def init_scene(self, scene: Scene, session_spec: Any, file_writer_settings: Any) -> None:
        self.file_writer = FilmWriter(
            file_writer_settings,
            opening=self._opening,
            release=self._free.put,
            progress=self._progress,
            asking=lambda: _question(scene),
            changed=self._take_changed,
        )

    def update_frame(
        self,
        scene: Scene,
        mobjects: Iterable[Mobject] | None = None,
        include_submobjects: bool = True,
        ignore_skipping: bool = True,
        **kwargs: Any,
    ) -> None:
        under = self.camera.background if self.static_image is None else self.static_image
        shown = mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
        changed = self._layers.draw(self.camera, under, shown)
        if self._changed is not None:
            self._changed |= changed

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self._take_frame())

    def freeze_current_frame(self, duration: float) -> None:
        self.add_frame(self._take_frame(), int(duration / (1 / self.camera.frame_rate)))

    def _take_changed(self) -> Tiles | None:
        """Where the picture is another than the one for which this was asked before."""
        changed, self._changed = self._changed, no_tiles(self.camera.pixel_array.shape)
        return changed

    def _take_frame(self) -> Any:
        drawn = self.camera.pixel_array
        try:
            self.camera.pixel_array = self._free.get_nowait()
        except Empty:
            self.camera.pixel_array = np.empty_like(drawn)
        return drawn


def _question(scene: Scene) -> int | None:
    """The number of the question that a scene waits for; one may follow at once on another."""
    return len(getattr(scene, "questions", ())) if getattr(scene, "asking", False) else None
