"""Renders one lesson, in this process, to the five files of it in a folder."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from manim.manager import Manager

from studio.ask.errors import RequestError
from studio.ask.inputs import Inputs, versions
from studio.ask.lessons import requested_lesson
from studio.ask.request import RenderRequest
from studio.engine.drawing import FilmRenderer
from studio.engine.settings import manim_settings
from studio.film.captions import Caption, to_srt, to_vtt
from studio.film.manifest import SUFFIXES, Manifest, Section
from studio.film.poster import write_poster

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson
    from studio.engine.writer import FilmWriter


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a render is: frames drawn, and the beat being played, counted from 1."""

    frames: int
    beat: int
    beats: int
    name: str


def render_lesson(
    request: RenderRequest,
    folder: Path,
    progress: Callable[[Progress], None] = lambda _: None,
    inputs: str | None = None,
) -> Manifest:
    """Render a lesson into a folder: film, poster, two forms of captions, and the manifest last.

    Parameters
    ----------
    request
        What to render.
    folder
        An existing folder; manim's own files go to its subfolder ``media``.
    progress
        Called after each picture.
    inputs
        The request's `Inputs.digest`, if it is known already.

    Raises
    ------
    RequestError
        For a parameter the lesson does not have, or a value it cannot take.
    """
    began = time.perf_counter()
    inputs = inputs or Inputs(request.package).digest(request)
    lesson = requested_lesson(request)
    films = {suffix: folder / f"{request.lesson}{suffix}" for suffix in SUFFIXES}
    with manim_settings(request.quality, folder / "media"):
        writer = _play(lesson, films[".mp4"], request, progress)
    write_poster(films[".mp4"], films[".png"])
    captions = [
        Caption(s.start.total_seconds(), s.end.total_seconds(), s.content)
        for s in writer.subcaptions
    ]
    films[".srt"].write_text(to_srt(captions), encoding="utf-8")
    films[".vtt"].write_text(to_vtt(captions), encoding="utf-8")
    fps = request.quality.fps
    manifest = Manifest(
        lesson=request.lesson,
        title=_title(lesson),
        parameters={name: getattr(lesson, name) for name in lesson.parameters()},
        theme=request.theme,
        language=request.language,
        quality=str(request.quality),
        width=request.quality.width,
        height=request.quality.height,
        fps=fps,
        frames=writer.frames,
        duration=writer.frames / fps,
        render_seconds=round(time.perf_counter() - began, 3),
        sections=_sections(writer, fps),
        versions=versions(),
        inputs=inputs,
        files={path.name: path.stat().st_size for path in films.values()},
    )
    manifest.write(folder / f"{request.lesson}.json")
    return manifest


def _play(
    lesson: type[Lesson], film: Path, request: RenderRequest, report: Callable[[Progress], None]
) -> FilmWriter:
    """Play a lesson into a film; the writer knows its sections, captions and length."""
    beats = lesson.beats
    writer: FilmWriter

    def progress(frames: int) -> None:
        name = writer.starts[-1].name
        report(Progress(frames, beats.index(name) + 1 if name in beats else 0, len(beats), name))

    renderer = FilmRenderer(film, progress)
    scene = lesson(renderer=renderer)
    writer = renderer.file_writer
    manager = Manager(scene)
    try:
        _set_up(manager, request)
        manager.construct()
        manager.tear_down()
        manager.post_construct()
    except BaseException:
        writer.abort_encode_jobs()
        raise
    return writer


def _set_up(manager: Manager[Lesson], request: RenderRequest) -> None:
    """Run the lesson's ``setup``, where values that are fine by themselves may prove impossible."""
    try:
        manager.setup()
    except ValueError as error:
        if not request.assignments:
            raise
        given = ", ".join(f"{name}={value}" for name, value in request.assignments)
        raise RequestError(f"{given}: {error}") from error


def _sections(writer: FilmWriter, fps: int) -> list[Section]:
    ends = [start.frame for start in writer.starts[1:]] + [writer.frames]
    return [
        Section(
            name=start.name,
            first_frame=start.frame,
            frames=end - start.frame,
            start=start.frame / fps,
            duration=(end - start.frame) / fps,
        )
        for start, end in zip(writer.starts, ends, strict=True)
    ]


def _title(lesson: type[Lesson]) -> str:
    """First line of the lesson's description."""
    return (inspect.getdoc(lesson) or lesson.name()).splitlines()[0]
