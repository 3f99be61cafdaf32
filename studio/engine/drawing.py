"""Manim's cairo renderer, made for films: only what changed is drawn, and handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manim import CairoRenderer, list_update

from studio.encoding.tiles import Tiles, no_tiles
from studio.engine.layers import Layers
from studio.engine.writer import FilmWriter, Opening, film

if TYPE_CHECKING:
    from manim import Mobject, Scene


class FilmRenderer(CairoRenderer):
    """Draws a scene and hands each picture to a `FilmWriter` as it is.

    Manim copies each picture for the encoder, 8 MB a frame at 1080p, and draws the whole picture
    anew at each play, to keep what does not move in it. Here all pictures are drawn on one array,
    each where it is not the one before; that also holds from one play to the next.
    """

    def __init__(self, to: Path | Opening, progress: Callable[[int], None]) -> None:
        super().__init__()
        self._opening = film(to) if isinstance(to, Path) else to
        self._progress = progress
        self._layers = Layers()
        self._changed: Tiles | None = None  # since the picture handed over before; None: all

    def init_scene(self, scene: Scene, session_spec: Any, file_writer_settings: Any) -> None:
        self.file_writer = FilmWriter(
            file_writer_settings,
            opening=self._opening,
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
        if not mobjects and not scene.static_mobjects:
            mobjects = list_update(scene.mobjects, scene.foreground_mobjects)
        changed = self._layers.draw(self.camera, self.camera.background, mobjects or ())
        if self._changed is not None:
            self._changed |= changed

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> None:
        """Take what does not move in a play as it is now."""
        self._layers.settle(static_mobjects)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)

    def freeze_current_frame(self, duration: float) -> None:
        self.add_frame(self.camera.pixel_array, int(duration / (1 / self.camera.frame_rate)))

    def _take_changed(self) -> Tiles | None:
        """Where the picture is another than the one for which this was asked before."""
        changed, self._changed = self._changed, no_tiles(self.camera.pixel_array.shape)
        return changed


def _question(scene: Scene) -> int | None:
    """The number of the question that a scene waits for; one may follow at once on another."""
    return len(getattr(scene, "questions", ())) if getattr(scene, "asking", False) else None
