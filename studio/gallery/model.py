"""What a gallery shows of each film, read from its manifest, its clips and its lesson."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from scenes.kit.lesson.parameters import Parameter
from scenes.kit.lesson.words import Words
from studio.ask.lessons import load_lesson
from studio.clips.cliplist import Clip, ClipList
from studio.film.captions import Caption, cues
from studio.film.manifest import Manifest, Section, read_manifest

FILMS = "films"  # folder of a gallery, with one for each film
WORDS = "gallery"  # the pages' own words, beside the lessons'


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: what it is called, its path in the film's folder, its bytes."""

    label: str
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Beat:
    """A part of a film, which is a clip of its own."""

    number: int
    section: Section
    clip: Clip
    questions: tuple[str, ...]

    @property
    def stem(self) -> str:
        """Of its files' names: ``01-valley``."""
        return Path(self.clip.file).stem

    @property
    def end(self) -> float:
        """Second of the film at which it is over."""
        return self.section.start + self.section.duration

    @property
    def captions(self) -> dict[str, str]:
        """Its sentence in each language, that of the film first."""
        return self.section.captions or {"": self.section.caption}


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of the film's lesson, in words, and the value it has here."""

    name: str
    takes: str
    default: str
    here: str
    help: str

    @property
    def is_changed(self) -> bool:
        """Whether the film is not the lesson's own."""
        return self.here != self.default


@dataclass(frozen=True)
class Film:
    """A film with its parts; its files are in a folder of its name."""

    name: str
    manifest: Manifest
    beats: tuple[Beat, ...]
    settings: tuple[Setting, ...]
    year: int
    size: int

    @property
    def folder(self) -> str:
        """From the gallery's own."""
        return f"{FILMS}/{self.name}"

    @cached_property
    def captions(self) -> dict[str, list[Caption]]:
        """Cues by language, that of the film first."""
        own = self.manifest.language
        return {
            language: [
                cue
                for beat in self.beats
                for cue in cues(_said(beat.section, beat.section.captions.get(language, "")))
            ]
            for language in sorted(
                self._languages, key=lambda language: (language != own, language)
            )
        }

    @property
    def searched(self) -> str:
        """All words by which it is found."""
        said = (text for beat in self.beats for text in beat.section.captions.values())
        asked = (question for beat in self.beats for question in beat.questions)
        names = (beat.section.name for beat in self.beats)
        named = (text for s in self.settings for text in (s.name, s.here, s.help))
        found = [self.manifest.title, self.name, *said, *asked, *names, *named]
        return " ".join(found).replace("_", " ").casefold()

    @property
    def asks(self) -> bool:
        """Whether it stops for a question."""
        return any(beat.questions for beat in self.beats)

    @property
    def loops(self) -> bool:
        """Whether a part of it repeats without a seam."""
        return any(beat.section.loop for beat in self.beats)

    @property
    def ends_sentence(self) -> bool:
        """Whether its title needs no full stop after it."""
        return self.manifest.title.rstrip()[-1:] in tuple(".?!…")

    @property
    def _languages(self) -> set[str]:
        known = [set(beat.section.captions) for beat in self.beats if beat.section.captions]
        return set.intersection(*known) if known else set()


def read_film(film: Path, clips: ClipList, words: Words, package: str) -> Film:
    """What is to be shown of a film.

    Parameters
    ----------
    film
        With its manifest beside it.
    clips
        It cut at its beats.
    words
        Of the gallery's pages.
    package
        Where its lesson is.
    """
    manifest = read_manifest(film.with_suffix(".json"))
    assert manifest is not None  # it was cut by it
    pairs = zip(manifest.sections, clips.clips, strict=True)
    return Film(
        name=film.stem,
        manifest=manifest,
        beats=tuple(
            Beat(number, section, clip, tuple(question.text for question in clip.questions))
            for number, (section, clip) in enumerate(pairs, start=1)
        ),
        settings=tuple(_settings(manifest, words, package)),
        year=datetime.fromtimestamp(film.stat().st_mtime, UTC).year,
        size=film.stat().st_size,
    )


def _said(section: Section, text: str) -> Caption:
    return Caption(section.start, section.start + section.duration, text)


def _settings(manifest: Manifest, words: Words, package: str) -> Iterator[Setting]:
    for name, parameter in load_lesson(manifest.lesson, package).parameters().items():
        here = manifest.parameters.get(name, parameter.default)
        yield Setting(
            name,
            _takes(parameter, words),
            _written(parameter.default),
            _written(here),
            parameter.help,
        )


def _takes(parameter: Parameter, words: Words) -> str:
    """The values it takes, in the language of the page."""
    known, key = words.keys(), f"type_{parameter.type.__name__}"
    if key not in known:
        return parameter.allowed
    kind = words[key]
    if parameter.interval:
        low, high = (f"{end:.10g}" for end in (parameter.interval.low, parameter.interval.high))
        kind = words.numbers.written(words["range"].format(type=kind, low=low, high=high))
    return words["values"].format(count=parameter.length, type=kind) if parameter.length else kind


def _written(value: object) -> str:
    """A value as it is typed after ``--set NAME=``."""
    if isinstance(value, (tuple, list)):
        return ",".join(map(_written, value))
    return str(value).lower() if isinstance(value, bool) else f"{value}"
