"""Draws a lesson's beats anew, each into a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image

from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.vectors import Vectors
from studio.clips.straight import straight
from studio.encoding.background import Background
from studio.encoding.encoder import Pixels
from studio.encoding.formats import Format, FrameWriter, Page, Picture, Sheet
from studio.encoding.tiles import Tiles
from studio.engine.filming import film_lesson
from studio.engine.inspection import Moment, inspect_lesson

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson
    from scenes.kit.lesson.settings import ConfiguredLesson
    from studio.ask.request import Quality
    from studio.engine.filming import Filmed

NEVER = float("inf")  # seconds between looks at what moves, where only rest is looked at
POINT = 0.75  # points for a pixel of a screen
WAITING = 4  # pictures that may wait to be written; drawing pauses when it is that far ahead


class Kind(NamedTuple):
    """What files are made: their format, and whether they have alpha."""

    format: Format
    alpha: bool

    def open(self, path: Path, quality: Quality, loop: bool, title: str) -> FrameWriter:
        """Open a file of this kind."""
        assert self.format.writer is not None, "cut, not drawn"
        size = quality.width, quality.height
        return self.format.writer(path, Picture(*size, quality.fps, loop, self.alpha, title))

    def save(self, pixels: Pixels, path: Path) -> None:
        """Write a picture as PNG."""
        Image.fromarray(pixels).convert("RGBA" if self.alpha else "RGB").save(path)


def draw_moving(
    lesson: ConfiguredLesson[Lesson],
    stems: Mapping[str, str],
    kind: Kind,
    folder: Path,
    media: Path,
    quality: Quality,
    progress: Callable[[int, str], None],
) -> Filmed:
    """Play a lesson, writing each of some beats to a file, with its first and last picture.

    Parameters
    ----------
    lesson
        In its looks.
    stems
        The beats, with the beginning of their files' names.
    kind, folder, quality
        What files, where, and how large.
    media
        Folder for manim's own files.
    progress
        As of `film_lesson`.
    """

    def opening(settings: Any) -> _Files:
        paths = {beat: folder / f"{stem}{kind.format.suffix}" for beat, stem in stems.items()}
        return _Files(paths, kind, quality, lesson.loops)

    return film_lesson(lesson, opening, quality, media, progress)


def draw_stills(
    lesson: ConfiguredLesson[Lesson],
    stems: Mapping[str, str],
    kind: Kind,
    folder: Path,
    quality: Quality,
) -> Lesson:
    """Play a lesson, writing the last picture of each of some beats to a file."""
    begun: set[str] = set()

    def look(moment: Moment) -> None:
        if moment.beat not in stems:
            return
        stem = stems[moment.beat]
        if moment.beat not in begun:
            begun.add(moment.beat)
            kind.save(straight(moment.rgba), folder / f"{stem}.first.png")
        if moment.place == "end":
            pixels = straight(moment.rgba)
            kind.save(pixels, folder / f"{stem}.last.png")
            path = folder / f"{stem}{kind.format.suffix}"
            if kind.format.page is not None:
                sides = quality.width * POINT, quality.height * POINT
                sheet = Sheet(*sides, kind.alpha, moment.lesson.title)
                _draw_page(moment, kind.format.page(path, sheet), sides)
                return
            writer = kind.open(path, quality, loop=False, title=moment.lesson.title)
            writer.write(pixels)
            writer.close()

    return inspect_lesson(lesson, look, every=NEVER, quality=quality)


def _draw_page(moment: Moment, page: Page, size: tuple[float, float]) -> None:
    """Draw what is shown as vectors, by the lesson's own camera."""
    camera = moment.lesson.camera
    assert isinstance(camera, PaintingCamera)
    camera.draw_on(Vectors(page.surface), moment.shown, size)
    page.close()


@dataclass(slots=True)
class _OpenFile:
    """A beat's file that is being written."""

    beat: str
    path: Path
    writer: FrameWriter
    last: Pixels


class _Files:
    """A `Sink` that writes some sections to a file each, in the background, and drops the rest."""

    def __init__(
        self,
        paths: Mapping[str, Path],
        kind: Kind,
        quality: Quality,
        loops: tuple[str, ...],
    ) -> None:
        self._paths, self._kind, self._quality, self._loops = paths, kind, quality, loops
        self._section, self._title = "", ""
        self._open: _OpenFile | None = None
        self._background = Background(self._take, WAITING, "clips")

    def tag(self, title: str, language: str) -> None:
        self._title = title

    def begin(self, section: str) -> None:
        self._section = section

    def write(
        self,
        pixels: Pixels,
        repeat: int = 1,
        *,
        keyframe: bool = False,
        changed: Tiles | None = None,
    ) -> None:
        drawn = pixels.copy() if self._section in self._paths else None
        self._background.give((self._section, drawn, repeat))

    def close(self) -> None:
        self._background.finish()
        self._finish()

    def abort(self) -> None:
        self._background.abort()
        if self._open is not None:
            self._open.writer.abort()
            self._open.path.unlink(missing_ok=True)

    def _take(self, given: tuple[str, Pixels | None, int]) -> None:
        section, drawn, repeat = given
        if self._open is not None and self._open.beat != section:
            self._finish()
        if drawn is not None:
            pixels = straight(drawn)
            if self._open is None:
                self._begin(section, pixels)
            assert self._open is not None
            self._open.writer.write(pixels, repeat)
            self._open.last = pixels

    def _begin(self, beat: str, first: Pixels) -> None:
        path = self._paths[beat]
        writer = self._kind.open(path, self._quality, beat in self._loops, self._title)
        self._open = _OpenFile(beat, path, writer, first)
        self._kind.save(first, path.with_suffix(".first.png"))

    def _finish(self) -> None:
        if self._open is not None:
            done, self._open = self._open, None
            done.writer.close()
            self._kind.save(done.last, done.path.with_suffix(".last.png"))
