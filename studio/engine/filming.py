"""Plays a lesson into a film: the four phases of manim's manager, with a film renderer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from manim import Manager

from studio.engine.drawing import FilmRenderer
from studio.engine.settings import manim_settings

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson
    from scenes.kit.lesson.settings import Playable
    from studio.ask.request import Quality
    from studio.engine.writer import FilmWriter, Opening


class Filmed(NamedTuple):
    """A lesson that was played into a film.

    Attributes
    ----------
    lesson
        At its end; it knows its title and the questions it asked.
    writer
        Which knows the film's sections, captions and length.
    """

    lesson: Lesson
    writer: FilmWriter


def film_lesson(
    lesson: Playable,
    film: Path | Opening,
    quality: Quality,
    media: Path,
    progress: Callable[[int, str], None],
) -> Filmed:
    """Play a lesson into a film, or elsewhere; what it leaves unfinished is removed.

    Parameters
    ----------
    lesson
        In its theme and language, with its values.
    film
        The file to write, or what opens another place for the pictures to go.
    quality
        Size and rate.
    media
        Folder for manim's own files, without braces in its path.
    progress
        Called after each picture with the frames drawn so far and the beat's name.

    Returns
    -------
    The lesson at its end, and the writer.
    """
    writer: FilmWriter

    def report(frames: int) -> None:
        progress(frames, writer.starts[-1].name)

    with manim_settings(quality, media, lesson.frame):
        renderer = FilmRenderer(film, report)
        scene = lesson(renderer=renderer)
        writer = renderer.file_writer
        manager = Manager(scene)
        try:
            manager.setup()
            writer.tag(scene.title, scene.words.iso639)
            manager.construct()
            manager.tear_down()
            manager.post_construct()
        except BaseException:
            writer.abort_encode_jobs()
            raise
    return Filmed(scene, writer)
