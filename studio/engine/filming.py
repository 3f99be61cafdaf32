"""Plays a lesson into a film: the four phases of manim's manager, with a film renderer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from manim import Manager

from studio.engine.captioning import CaptionStrip, Cued
from studio.engine.drawing import FilmRenderer
from studio.engine.settings import manim_settings
from studio.engine.writer import film as film_at

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
    cued: Cued | None = None,
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
    cued
        What parts a caption into what is shown at once, if captions are to be in the picture.

    Returns
    -------
    The lesson at its end, and the writer.
    """
    writer: FilmWriter

    def report(frames: int) -> None:
        progress(frames, writer.starts[-1].name)

    strip = CaptionStrip(lesson.frame, cued) if cued else None
    to = film_at(film) if isinstance(film, Path) else film
    with manim_settings(quality, media, strip.frame if strip else lesson.frame):
        renderer = FilmRenderer(strip.opening(to) if strip else to, report)
        scene = lesson(renderer=renderer)
        if strip:
            strip.step_back(scene)
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
