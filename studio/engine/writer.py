"""Manim's file writer, replaced: pictures go on through all sections, not to a file a play."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manim import SceneFileWriter

from studio.encoding.encoder import BackgroundEncoder, Sink, VideoEncoder
from studio.encoding.tiles import Tiles

Opening = Callable[[Any], Sink]
"""From manim's settings to where pictures go."""


def film(path: Path) -> Opening:
    """One film of all sections, encoded in the background."""

    def opened(settings: Any) -> Sink:
        encoder = VideoEncoder(path, settings.video_encoder)
        return BackgroundEncoder(encoder, settings.encoder_queue_size)

    return opened


@dataclass(frozen=True, slots=True)
class SectionStart:
    """A section of a film and the frame it begins with."""

    name: str
    frame: int


class FilmWriter(SceneFileWriter):
    """Hands on the frames of a scene, and notes where its sections begin.

    Parameters
    ----------
    settings
        Manim's own.
    opening
        Of where the frames go, such as a `film`.
    progress
        Called with the number of frames drawn so far, after each picture.
    asking
        For what answer the scene waits, if for any: the film can be cut where this changes.
    changed
        Where the picture is another than the one written before; None: anywhere.
    """

    def __init__(
        self,
        settings: Any,
        *,
        opening: Opening,
        progress: Callable[[int], None],
        asking: Callable[[], object] = lambda: None,
        changed: Callable[[], Tiles | None] = lambda: None,
    ) -> None:
        self.frames = 0
        self.starts: list[SectionStart] = []
        self._progress = progress
        self._asking, self._asked = asking, asking()
        self._changed = changed
        super().__init__(settings)
        self._encoder = opening(settings)
        self.tag = self._encoder.tag

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        super().next_section(name, type_, skip_animations)
        if self.starts and self.starts[-1].frame == self.frames:
            self.starts.pop()  # it stayed empty, as the one manim creates before the first
        self.starts.append(SectionStart(name, self.frames))
        if hasattr(self, "_encoder"):  # manim begins a first section of its own before it is there
            self._encoder.begin(name)

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        if repeat < 1:
            return  # a wait shorter than a frame
        before, self._asked = self._asked, self._asking()
        keyframe = self.starts[-1].frame == self.frames or self._asked != before
        self._encoder.write(pixels, repeat, keyframe=keyframe, changed=self._changed())
        self.frames += repeat
        self._progress(self.frames)

    def finish(self) -> None:
        """Finish the film and drop a last section that stayed empty."""
        if len(self.starts) > 1 and self.starts[-1].frame == self.frames:
            self.starts.pop()
        self._encoder.close()

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Give the film up."""
        self._encoder.abort()

    # Plays are no files of their own.

    def add_partial_movie_file(self, hash_animation: str | None) -> None: ...

    def begin_animation(self, allow_write: bool = False, **_: Any) -> None: ...

    def end_animation(self, allow_write: bool = False) -> None: ...

    def is_already_cached(self, hash_invocation: str) -> bool:
        return False
