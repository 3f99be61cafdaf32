"""Makes the clips of one lesson, in this process: cut from its film, or drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.kit.lesson.parameters import ParameterError
from studio.ask.errors import RequestError
from studio.ask.lessons import requested_lesson
from studio.ask.request import ClipRequest
from studio.clips.cliplist import ClipList
from studio.clips.cutting import cut
from studio.clips.drawing import Kind, draw_moving, draw_stills
from studio.clips.entries import Source, entry, listed
from studio.encoding.formats import Format, load_format
from studio.film.manifest import AskedQuestion, Section
from studio.film.rendering import Progress, asked, media_folder, reporting, sections

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson


def make_clips(
    request: ClipRequest,
    folder: Path,
    progress: Callable[[Progress], None] = lambda _: None,
    inputs: str = "",
) -> ClipList:
    """Make the clips of a lesson in a folder, with their pictures and captions; the list last.

    Parameters
    ----------
    request
        What to make; the film of clips that are cut from one is there.
    folder
        An existing folder; manim's own files go to its subfolder ``media``.
    progress
        Called after each picture that is drawn.
    inputs
        Digest of what they are made from.

    Raises
    ------
    RequestError
        For a beat or a parameter the lesson does not have, or a value it cannot take.
    """
    format = load_format(request.format)
    if format.is_cut:
        film = request.films / f"{request.name}.mp4"
        return cut(film, folder, beats=request.beats, inputs=inputs)
    try:
        return _drawn(request, format, folder, progress, inputs)
    except ParameterError as error:
        raise RequestError(str(error)) from error


def _drawn(
    request: ClipRequest,
    format: Format,
    folder: Path,
    progress: Callable[[Progress], None],
    inputs: str,
) -> ClipList:
    lesson = requested_lesson(request.film).on_nothing(request.transparent)
    beats = len(lesson.beats)
    stems = {
        beat: f"{number:02}-{beat}"
        for number, beat in enumerate(lesson.beats, start=1)
        if not request.beats or beat in request.beats
    }
    if len(stems) == 1:
        lesson = lesson.alone(*stems)  # those before it need not be drawn
    kind, quality = Kind(format, request.transparent), request.quality
    played: Lesson
    found: list[Section]
    questions: list[AskedQuestion] = []
    if format.still:
        played = draw_stills(lesson, stems, kind, folder, quality)
        found = [_standing(played, beat) for beat in stems]
    else:
        with media_folder(folder) as media:
            played, writer = draw_moving(
                lesson, stems, kind, folder, Path(media), quality, reporting(lesson, progress)
            )
        found = [s for s in sections(played, writer, quality.fps) if s.name in stems]
        questions = [asked(question, quality.fps) for question in played.questions]
    source = _source(request, played.title, beats, inputs)
    clips = [
        entry(
            source,
            folder,
            f"{stems[section.name]}{format.suffix}",
            section,
            questions,
            still=format.still,
        )
        for section in found
    ]
    return listed(source, folder, clips)


def _source(request: ClipRequest, title: str, beats: int, inputs: str) -> Source:
    film, size = request.film, request.quality
    return Source(
        film.lesson,
        title,
        film.theme,
        film.language,
        size.width,
        size.height,
        size.fps,
        beats,
        inputs,
    )


def _standing(lesson: Lesson, beat: str) -> Section:
    """A beat of which there is one picture: what is said is said when it is seen."""
    seconds = lesson.spoken(beat)
    return Section(
        name=beat,
        first_frame=0,
        frames=1,
        start=0.0,
        duration=seconds,
        caption=lesson.caption(beat),
    )
