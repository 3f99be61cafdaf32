"""Makes a gallery of films, and puts it in its place."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from scenes.kit.lesson.words import FOLDER, Words, deck_words
from studio.ask.request import RenderRequest
from studio.clips.cliplist import ClipList, read_clips
from studio.clips.cutting import cut
from studio.crew.filmed import films_of, inputs_of
from studio.crew.production import Reporter
from studio.crew.shelving import publish_whole, writing_to
from studio.crew.staging import Staging
from studio.decks.manifest import DeckManifest, file_digests, free_name, manifest_path, read_deck
from studio.film.captions import Caption, to_srt, to_vtt
from studio.film.manifest import read_manifest
from studio.gallery.model import FILMS, WORDS, Film, read_film
from studio.gallery.pages import HERE, Gallery, captions_file, write_pages

GALLERY, OWN = "gallery", "gallery-films"  # of the output: the pages, and films for them alone
FORM = "pages"  # in its manifest, as a deck's
NEEDS = ("font-lato", "jinja2", "markupsafe", "pillow")
WIDE, NARROW = 1120, 560  # pixels of a poster's and a part's picture in a page
QUALITY = 86  # of these pictures, WebP


@dataclass(frozen=True, slots=True)
class Front:
    """What a gallery says of itself.

    ``title`` and ``language`` are those of the course and of its first film by default;
    ``address`` is where it will be found, for embeds to name.
    """

    title: str | None = None
    language: str | None = None
    author: str | None = None
    address: str | None = None


PLAIN = Front()


class Made(NamedTuple):
    """A gallery that is in its place, and what is to be said of it."""

    path: Path
    remarks: tuple[str, ...]
    fresh: bool
    """Whether it was written now, and not up to date already."""


def render_gallery(
    requests: Sequence[RenderRequest],
    output: Path,
    reporter: Reporter,
    front: Front = PLAIN,
    *,
    jobs: int | None = None,
    force: bool = False,
) -> Made:
    """Make a gallery of lessons, and the films it lacks; see `make_gallery`.

    A film of the output that is what is asked for is used; one that is not stays as it is, and
    another is rendered for the gallery alone.
    """
    films = films_of(requests, output, output / OWN, reporter, jobs=jobs, force=force)
    return make_gallery(films, output, front, package=requests[0].package, force=force)


def make_gallery(
    films: Sequence[Path],
    output: Path,
    front: Front = PLAIN,
    *,
    package: str = "scenes",
    force: bool = False,
) -> Made:
    """Make a gallery of films in the folder ``gallery`` of the output.

    One that was changed since it was written stays as it is: the new one goes beside it.

    Parameters
    ----------
    films
        In order, each with its manifest beside it; no two of one name.
    output
        The folder that it goes to.
    front
        What it says of itself.
    package
        Where the films' lessons are.
    force
        Whether one that is up to date is written again.

    Raises
    ------
    StudioError
        If a film has no manifest, cannot be cut, or the gallery not be written.
    """
    inputs = _inputs(films, front, package)
    with writing_to(output):
        name = free_name(output, GALLERY, FORM, ("{name}",))
        target = output / name / "index.html"
        kept = output / GALLERY / "index.html"
        beside = (
            ()
            if name == GALLERY
            else (f"{kept} was changed since it was written and stays as it is",)
        )
        before = read_deck(output, name, FORM)
        if not force and before and before.inputs == inputs and target.exists():
            return Made(target, beside, fresh=False)
        with Staging(output) as staging:
            made = staging.folder("made")
            (made / name).mkdir()
            _write(films, front, package, made / name, output / name)
            manifest = DeckManifest(
                deck=name, to=FORM, inputs=inputs, files=file_digests(made, (name,))
            )
            manifest.write(made)
            publish_whole(made, output, (name,), staging.folder("before"))
            manifest_path(made, name, FORM).replace(manifest_path(output, name, FORM))
    return Made(target, beside, fresh=True)


def _write(films: Sequence[Path], front: Front, package: str, folder: Path, before: Path) -> None:
    first = read_manifest(films[0].with_suffix(".json"))
    assert first is not None  # its inputs were read
    language = front.language or first.language
    words = Words(WORDS, language)
    shown = []
    for film in films:
        place, there = (gallery / FILMS / film.stem for gallery in (folder, before))
        shown.append(read_film(film, _files(film, place, there), words, package))
        _captions(shown[-1], place)
    title = front.title or deck_words(language)["course"]
    write_pages(Gallery(title, language, tuple(shown), front.address, front.author), folder)


def _files(film: Path, folder: Path, before: Path) -> ClipList:
    """Put a film, its clips and their pictures into a folder; those that were there already do."""
    inputs = _digest_of([inputs_of(film), _code()])
    there = read_clips(before)
    if there is not None and all(clip.inputs == inputs for clip in there.clips):
        shutil.copytree(before, folder, ignore=shutil.ignore_patterns("*.html"))
        return there
    folder.mkdir(parents=True)
    clips = cut(film, folder, inputs=inputs)
    for suffix in (".mp4", ".png", ".json"):
        shutil.copyfile(film.with_suffix(suffix), folder / f"{film.stem}{suffix}")
    _shrink(film.with_suffix(".png"), folder / f"{film.stem}.webp", WIDE)
    for clip in clips.clips:
        _shrink(folder / clip.last, (folder / clip.file).with_suffix(".webp"), NARROW)
    return clips


def _captions(film: Film, folder: Path) -> None:
    """Captions in every language, of the whole film and of each clip."""
    for language in film.captions:
        said = [Caption(b.section.start, b.end, b.section.captions[language]) for b in film.beats]
        for kind, write in (("srt", to_srt), ("vtt", to_vtt)):
            path = folder / captions_file(film.name, language, kind)
            path.write_text(write(said), encoding="utf-8")
        for beat in film.beats:
            alone = [Caption(0.0, beat.section.duration, beat.section.captions[language])]
            path = folder / captions_file(beat.stem, language, "vtt")
            path.write_text(to_vtt(alone), encoding="utf-8")


def _shrink(picture: Path, path: Path, width: int) -> None:
    """A picture for a page, no wider than that."""
    with Image.open(picture) as full:
        image = full.convert("RGB")
    image.thumbnail((width, width), Image.Resampling.LANCZOS)
    image.save(path, quality=QUALITY, method=4)


def _inputs(films: Sequence[Path], front: Front, package: str) -> str:
    """Digest of what decides a gallery: its films, its front, its words and the code."""
    words = sorted(FOLDER.glob(f"*/{WORDS}.toml"))
    description = {
        "films": [[film.name, inputs_of(film)] for film in films],
        "front": [front.title, front.language, front.author, front.address],
        "package": package,
        "code": _code(),
        "words": {path.parent.name: _digest(path) for path in words},
        "versions": {name: version(name) for name in NEEDS},
    }
    return _digest_of(description)


def _code() -> dict[str, str]:
    """Digests of what this room consists of."""
    files = [path for path in sorted(HERE.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    return {path.relative_to(HERE).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest_of(description: object) -> str:
    return hashlib.sha256(json.dumps(description, sort_keys=True).encode()).hexdigest()
