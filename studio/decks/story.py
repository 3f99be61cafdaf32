"""What a deck tells, whatever it is written as: steps, each with the clips that play in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scenes.kit.ink.theme import Theme, load_theme
from scenes.kit.lesson.words import deck_words
from studio.clips.cliplist import Clip, ClipList, read_clips
from studio.clips.cliplist import Part as Stretch


@dataclass(frozen=True, slots=True)
class Part:
    """A clip that plays at once, its two end pictures, and what is said of it."""

    film: Path
    first: Path
    last: Path
    duration: float
    said: str
    """The question it ends with, or the sentence of the beat."""
    asks: bool = False
    stands: bool = False
    """Whether it is one picture from end to end, that need not be waited for."""
    page: Path | None = None
    """Its last picture as vectors."""

    @property
    def place(self) -> str:
        """Where its film is kept in a deck; no two parts share it."""
        return f"{self.film.parent.name}/{self.film.name}"


@dataclass(frozen=True, slots=True)
class Step:
    """A beat: one part, and one more for each question it stops for."""

    lesson: str
    """Title of its lesson."""
    beat: str
    number: int
    """Of the beat in its lesson, from 1, of ``count``."""
    count: int
    parts: tuple[Part, ...]
    loop: bool
    caption: str
    questions: tuple[str, ...]
    alt: str
    notes: str = ""
    """The lecturer's own, for the speaker."""

    @property
    def title(self) -> str:
        """Of its slide: that of the lesson, and which of its beats it is, if it has several."""
        return f"{self.lesson} ({self.number}/{self.count})" if self.count > 1 else self.lesson


@dataclass(frozen=True, slots=True)
class Story:
    """A deck's title, language and colours, the size of its pictures, and its steps."""

    title: str
    language: str
    theme: Theme
    width: int
    height: int
    steps: tuple[Step, ...]
    words: dict[str, str]
    """What the language calls a question, and the like."""

    @property
    def parts(self) -> Iterator[Part]:
        """Of all steps, in order."""
        for step in self.steps:
            yield from step.parts


def read_story(
    folders: Sequence[Path],
    title: str | None = None,
    pages: Sequence[Path | None] = (),
    notes: Sequence[Mapping[str, str]] = (),
    titles: Sequence[str] = (),
) -> Story:
    """The story of clips that were cut with their questions split, a folder a lesson.

    Parameters
    ----------
    folders
        Each with its ``clips.json``.
    title
        Of the deck; by default that of its only lesson, or what the language calls the course.
    pages
        For each of the folders, one with the last pictures as PDF; none if there are none.
    notes
        For each of the folders, the lecturer's own, by beat.
    titles
        For each of the folders, what its lesson is called, where it is another than its own.
    """
    drawn = pages or [None] * len(folders)
    noted = notes or [{}] * len(folders)
    called = titles or [""] * len(folders)
    lists = [
        (folder, vectors, said, found.model_copy(update={"title": name or found.title}))
        for folder, vectors, said, name in zip(folders, drawn, noted, called, strict=True)
        if (found := read_clips(folder)) is not None
    ]
    first = lists[0][-1]
    words = deck_words(first.language)
    steps = [step for told in lists for step in _steps(*told)]
    clip = first.clips[0]
    return Story(
        title=title or (first.title if len(lists) == 1 else words["course"]),
        language=first.language,
        theme=load_theme(first.theme),
        width=clip.width,
        height=clip.height,
        steps=tuple(steps),
        words=words,
    )


def _steps(
    folder: Path, vectors: Path | None, notes: Mapping[str, str], clips: ClipList
) -> Iterator[Step]:
    drawn = read_clips(vectors) if vectors is not None else None
    pages = {clip.beat: clip.file for clip in drawn.clips} if drawn else {}
    for number, clip in enumerate(clips.clips, start=1):
        *before, last = _parts(folder, clip)
        if vectors is not None and clip.beat in pages and not last.asks:
            last = replace(last, page=vectors / pages[clip.beat])
        parts = (*before, last)
        yield Step(
            lesson=clips.title,
            beat=clip.beat,
            number=number,
            count=len(clips.clips),
            parts=parts,
            loop=clip.loop and len(parts) == 1,
            caption=clip.caption,
            questions=tuple(question.text for question in clip.questions),
            alt=clip.alt,
            notes=notes.get(clip.beat, ""),
        )


def _parts(folder: Path, clip: Clip) -> Iterator[Part]:
    """The clip, or what comes up to the answer of each of its questions and what comes after."""
    begin = 0
    for part in clip.parts:
        if part.asks is None:
            yield _part(folder, part, clip.caption)
        else:
            question = clip.questions[part.asks]
            stands = question.frame <= begin
            yield _part(folder, part, question.text, asks=True, stands=stands)
        begin += part.frames
    if not clip.parts:
        yield _part(folder, clip, clip.caption, stands=clip.stands)


def _part(
    folder: Path, clip: Clip | Stretch, said: str, *, asks: bool = False, stands: bool = False
) -> Part:
    film, first, last = (folder / name for name in (clip.file, clip.first, clip.last))
    return Part(film, first, last, clip.duration, said, asks, stands)
