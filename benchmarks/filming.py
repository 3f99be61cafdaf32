"""Films a scene as the studio does, or as manim does by itself, and says how fast it went."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from manim import Manager, Scene, tempconfig

from scenes.kit.lesson.settings import Playable
from studio.ask.request import QUALITIES
from studio.crew.interpreter import tuned
from studio.encoding.encoder import Pixels, VideoEncoder, VideoSpec
from studio.encoding.tiles import Tiles
from studio.engine.drawing import FilmRenderer
from studio.engine.settings import config_of, manim_settings

HD = QUALITIES["h"]
TOGETHER = 60  # pictures of 8 MB that are encoded in one go when encoding is timed alone


class Film(NamedTuple):
    """How many frames a film has, and the seconds it took."""

    frames: int
    seconds: float


def film(lesson: Playable, clock: Callable[[], float] = time.perf_counter) -> Film:
    """Draw and encode a lesson as the studio does, 1080p60, timed by some clock."""
    with _studio() as folder:
        renderer = FilmRenderer(folder / "film.mp4", lambda _: None)
        seconds = _play(lesson(renderer=renderer), clock)
        return Film(renderer.file_writer.frames, seconds)


def by_studio(lesson: Playable, clock: Callable[[], float] = time.perf_counter) -> float:
    """Frames a second, by some clock, of a lesson that the studio draws and encodes, 1080p60."""
    made = film(lesson, clock)
    return made.frames / made.seconds


def by_encoder_alone(lesson: Playable) -> float:
    """Frames a second of encoding the pictures of a lesson, drawing them not counted."""
    with _studio() as folder:
        renderer = FilmRenderer(folder / "film.mp4", lambda _: None)
        scene = lesson(renderer=renderer)
        writer = renderer.file_writer
        clock = _Clock(folder / "alone.mp4", writer.video_encoder)
        writer._encoder.abort()
        writer._encoder = clock
        _play(scene)
        return clock.frames / clock.seconds


def by_manim(scene: type[Scene]) -> float:
    """Frames a second of a scene as stock manim films it, with its default settings, 1080p60."""
    settings = config_of()
    settings.pixel_width, settings.pixel_height = HD.width, HD.height
    settings.frame_rate = HD.fps
    settings.disable_caching = True  # every frame is to be drawn
    settings.progress_bar = "none"
    settings.verbosity = "ERROR"
    with tempfile.TemporaryDirectory() as folder:
        settings.media_dir = folder
        with tempconfig(settings):
            film = scene()
            seconds = _play(film)
            return round(film.time * HD.fps) / seconds


def _play(scene: Scene, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds that a scene takes to be played and written, set-up not counted."""
    manager: Manager[Any] = Manager(scene)
    manager.setup()
    began = clock()
    manager.construct()
    manager.tear_down()
    manager.post_construct()
    return clock() - began


@contextmanager
def _studio() -> Generator[Path, None, None]:
    """A folder, and the settings with which the studio's own processes run."""
    with tempfile.TemporaryDirectory() as folder, manim_settings(HD, Path(folder)), tuned():
        yield Path(folder)


class _Clock:
    """Stands in for the studio's encoder: collects pictures, and times it on many at a time."""

    def __init__(self, path: Path, spec: VideoSpec) -> None:
        self.seconds = 0.0
        self._encoder = VideoEncoder(path, spec)
        self._waiting: list[tuple[Pixels, int, bool, Tiles | None]] = []

    def begin(self, section: str) -> None:
        """Sections follow each other in one film."""

    def write(
        self,
        pixels: Pixels,
        repeat: int = 1,
        *,
        keyframe: bool = False,
        changed: Tiles | None = None,
    ) -> None:
        self._waiting.append((pixels.copy(), repeat, keyframe, changed))
        if len(self._waiting) == TOGETHER:
            self._encode()

    def close(self) -> None:
        self._encode()
        began = time.perf_counter()
        self._encoder.close()
        self.seconds += time.perf_counter() - began

    def abort(self) -> None:
        self._encoder.abort()

    @property
    def frames(self) -> int:
        return self._encoder.frames

    def _encode(self) -> None:
        began = time.perf_counter()
        for pixels, repeat, keyframe, changed in self._waiting:
            self._encoder.write(pixels, repeat, keyframe=keyframe, changed=changed)
        self.seconds += time.perf_counter() - began
        self._waiting.clear()
