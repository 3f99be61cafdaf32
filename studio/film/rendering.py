"""Renders one lesson, in this process, to the five files of it in a folder."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.kit.lesson.parameters import ParameterError
from studio.ask.errors import RequestError
from studio.ask.inputs import Inputs, versions
from studio.ask.lessons import requested_lesson
from studio.ask.request import RenderRequest
from studio.engine.filming import film_lesson
from studio.film.captions import Caption, shown_at_once, to_srt, to_vtt
from studio.film.files import SUFFIXES
from studio.film.manifest import AskedQuestion, Manifest, Section
from studio.film.poster import write_poster

if TYPE_CHECKING:
    from scenes.kit.lesson.director import Question
    from scenes.kit.lesson.lesson import Lesson
    from scenes.kit.lesson.settings import ConfiguredLesson
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
    films = {suffix: folder / f"{request.name}{suffix}" for suffix in SUFFIXES}
    try:
        with media_folder(folder) as media:
            scene, writer = film_lesson(
                lesson,
                films[".mp4"],
                request.quality,
                Path(media),
                reporting(lesson, progress),
                shown_at_once if request.burned else None,
            )
    except ParameterError as error:
        raise RequestError(str(error)) from error
    fps = request.quality.fps
    found = sections(scene, writer, fps)
    best = next((s for s in found if s.name == scene.pictured), found[-1])
    last = (best.first_frame + best.frames - 1) / fps
    write_poster(films[".mp4"], films[".png"], last)
    captions = [
        Caption(s.start.total_seconds(), s.end.total_seconds(), s.content)
        for s in writer.subcaptions
    ]
    films[".srt"].write_text(to_srt(captions), encoding="utf-8")
    films[".vtt"].write_text(to_vtt(captions), encoding="utf-8")
    manifest = Manifest(
        lesson=request.lesson,
        beat=request.beat,
        title=scene.title,
        parameters=lesson.values(),
        theme=request.theme,
        language=request.language,
        quality=str(request.quality),
        width=request.quality.width,
        height=request.quality.height,
        fps=fps,
        frames=writer.frames,
        duration=writer.frames / fps,
        render_seconds=round(time.perf_counter() - began, 3),
        sections=found,
        questions=[asked(question, fps) for question in scene.questions],
        versions=versions(),
        inputs=inputs,
        files={path.name: path.stat().st_size for path in films.values()},
    )
    manifest.write(folder / f"{request.name}.json")
    return manifest


def media_folder(folder: Path) -> AbstractContextManager[str]:
    """The folder for manim's own files, to which braces in its path would be blanks to fill."""
    if {"{", "}"} & set(str(folder)):
        return tempfile.TemporaryDirectory()
    return nullcontext(str(folder / "media"))


def reporting(
    lesson: ConfiguredLesson[Lesson], report: Callable[[Progress], None]
) -> Callable[[int, str], None]:
    """From frames and the name of a beat to how far the render is."""
    beats = lesson.beats

    def progress(frames: int, name: str) -> None:
        report(Progress(frames, beats.index(name) + 1 if name in beats else 0, len(beats), name))

    return progress


def sections(scene: Lesson, writer: FilmWriter, fps: int) -> list[Section]:
    """The sections of a lesson that was played."""
    ends = [start.frame for start in writer.starts[1:]] + [writer.frames]
    return [
        Section(
            name=start.name,
            first_frame=start.frame,
            frames=end - start.frame,
            start=start.frame / fps,
            duration=(end - start.frame) / fps,
            loop=start.name in scene.loops,
            caption=scene.caption(start.name) if start.name in scene.beats else "",
            captions=scene.sentences(start.name) if start.name in scene.beats else {},
        )
        for start, end in zip(writer.starts, ends, strict=True)
    ]


def asked(question: Question, fps: int) -> AskedQuestion:
    """A question of the lesson, with the frames from which on it and its answer are seen."""
    frame = round(question.time * fps)
    return AskedQuestion(
        beat=question.beat,
        frame=frame,
        time=frame / fps,
        text=question.text,
        reveal=round(question.until * fps),
    )
