"""Writes the pages of a gallery from their templates, and beside them what they are set in."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import font_lato
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scenes.kit.ink.theme import THEMES
from scenes.kit.lesson.words import LANGUAGES, Words
from studio.gallery.embeds import Shown, embeds
from studio.gallery.model import WORDS, Beat, Download, Film
from studio.gallery.wording import called, clock, counted, listed, size

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = Path(font_lato.font_directory)
PAGE = "page"  # folder of what all pages share
SHARED = {
    **{f"{weight}.ttf": FONTS / f"Lato-{weight}.ttf" for weight in ("Regular", "Bold", "Black")},
    "Lato-OFL.txt": FONTS / "OFL.txt",
    **{name: TEMPLATES / name for name in ("gallery.css", "index.js", "player.js", "embeds.js")},
}
EMBED = "embed.html"  # the page of a whole film with nothing but a player


@dataclass(frozen=True)
class Gallery:
    """All that its pages say: a title, the language they speak, and the films.

    ``address`` is where it will be found, if that is known, with a slash at its end; ``author`` is
    to be cited.
    """

    title: str
    language: str
    films: tuple[Film, ...]
    address: str | None = None
    author: str | None = None

    @cached_property
    def words(self) -> Words:
        """Of the pages."""
        return Words(WORDS, self.language)

    @property
    def seconds(self) -> float:
        """Of all films."""
        return sum(film.manifest.duration for film in self.films)

    @property
    def settings(self) -> list[str]:
        """Names of what can be set, those first that most films have."""
        known = Counter(setting.name for film in self.films for setting in film.settings)
        return sorted(known, key=lambda name: (-known[name], name))

    @property
    def spoken(self) -> list[str]:
        """Languages by their names that every film has captions in."""
        each = [set(film.captions) for film in self.films]
        return [called(code) for code in LANGUAGES if all(code in one for one in each)]


def write_pages(gallery: Gallery, folder: Path) -> None:
    """Write the index, a page for each film, and a page with a bare player for each embed.

    Parameters
    ----------
    gallery
        What they say.
    folder
        Where each film's files are already, in a folder of its name inside ``films``.
    """
    (folder / PAGE).mkdir()
    for name, source in SHARED.items():
        shutil.copyfile(source, folder / PAGE / name)
    environment = _environment(gallery)
    _write(environment, "index.html.jinja", folder / "index.html", root="")
    for film in gallery.films:
        place = folder / film.folder
        shared = {"root": "../../", "film": film}
        files = _downloads(gallery, film, place)
        _write(environment, "film.html.jinja", place / "index.html", downloads=files, **shared)
        whole = {"beat": None, "source": f"{film.name}.mp4", "poster": f"{film.name}.png"}
        _write(environment, "embed.html.jinja", place / EMBED, **whole, **shared)
        for beat in film.beats:
            part = {"beat": beat, "source": beat.clip.file, "poster": beat.clip.first}
            _write(environment, "embed.html.jinja", place / f"{beat.stem}.html", **part, **shared)


def player_data(film: Film, beat: Beat | None = None) -> str:
    """What a player's script knows of a film, or of one beat as a clip, as JSON."""
    start, end = (beat.section.start, beat.end) if beat else (0.0, film.manifest.duration)
    beats = [beat] if beat else film.beats
    tracks = {
        language: {
            "label": called(language),
            "cues": [
                [cue.start - start, cue.end - start, cue.text]
                for cue in told
                if start - 0.001 <= cue.start < end - 0.001
            ],
        }
        for language, told in film.captions.items()
    }
    parts = [{"start": b.section.start - start, "end": b.end - start} for b in beats]
    data = {"fps": film.manifest.fps, "tracks": tracks, "beats": parts}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def captions_file(name: str, language: str, kind: str) -> str:
    """Name of the captions in a language of a film, or of a clip."""
    return f"{name}.{language}.{kind}"


def _environment(gallery: Gallery) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = gallery.words
    environment.filters.update(bytes=lambda number: size(number, words), link=quote)
    environment.globals.update(
        gallery=gallery,
        page=PAGE,
        words=words,
        light=THEMES["light"],
        dark=THEMES["dark"],
        called=called,
        clock=clock,
        counted=lambda what, number: counted(what, number, words),
        listed=lambda items: listed(items, words),
        embeds_of=lambda film, beat=None: embeds(_shown(gallery, film, beat), gallery.address),
        player_data=player_data,
    )
    return environment


def _write(environment: Environment, template: str, path: Path, **said: object) -> None:
    path.write_text(environment.get_template(template).render(**said), encoding="utf-8")


def _downloads(gallery: Gallery, film: Film, folder: Path) -> Sequence[Download]:
    """The files of a whole film."""
    words, name = gallery.words, film.name
    labels = {f"{name}.mp4": words["film"], f"{name}.png": words["poster"]}
    for language in film.captions:
        label = words["subtitles"].format(language=called(language))
        for kind in ("srt", "vtt"):
            labels[captions_file(name, language, kind)] = f"{label} (.{kind})"
    labels[f"{name}.json"] = words["facts"]
    return [Download(label, file, (folder / file).stat().st_size) for file, label in labels.items()]


def _shown(gallery: Gallery, film: Film, beat: Beat | None) -> Shown:
    """A film, or a beat of it as a clip, as it is embedded elsewhere."""
    manifest = film.manifest
    if beat is None:
        title = alt = manifest.title
        files, loop = (f"{film.name}.mp4", f"{film.name}.png", EMBED), False
        stem = film.name
    else:
        title, alt = f"{manifest.title} ({beat.number}/{len(film.beats)})", beat.clip.alt
        files, loop = (beat.clip.file, beat.clip.last, f"{beat.stem}.html"), beat.clip.loop
        stem = beat.stem
    video, poster, page = (f"{film.folder}/{file}" for file in files)
    return Shown(
        film=video,
        poster=poster,
        page=page,
        title=title,
        alt=alt,
        width=manifest.width,
        height=manifest.height,
        loop=loop,
        captions=tuple(
            (code, called(code), f"{film.folder}/{captions_file(stem, code, 'vtt')}")
            for code in film.captions
        ),
        note=gallery.words["latex_needs"],
    )
