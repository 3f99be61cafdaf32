"""Makes decks: renders the films they lack, cuts them, writes them, and puts each in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from studio.ask.request import ClipRequest, RenderRequest
from studio.clips.cutting import cut
from studio.crew.clipping import FOLDER as CLIPS
from studio.crew.clipping import make_all_clips
from studio.crew.filmed import films_of, inputs_of, need_all
from studio.crew.production import Reporter
from studio.crew.shelving import publish_whole, writing_to
from studio.crew.staging import Staging
from studio.decks.manifest import DeckManifest, file_digests, free_name, manifest_path, read_deck
from studio.decks.story import Story, read_story
from studio.decks.writing import FORMS, DeckRequest, deck_inputs

DECKS, FILMS = "decks", "films"  # folders of the output: its decks, and in it films for them alone


class Made(NamedTuple):
    """A deck that is in its place, and what is to be said of it."""

    path: Path
    remarks: tuple[str, ...]
    fresh: bool
    """Whether it was written now, and not up to date already."""


class Told(NamedTuple):
    """A film that a deck tells, its last pictures as vectors, and the lecturer's notes by beat.

    The ``title`` is the film's own if there is no other.
    """

    film: Path
    pages: Path | None = None
    notes: Mapping[str, str] = {}
    title: str = ""


def make_decks(
    requests: Sequence[RenderRequest],
    decks: Sequence[DeckRequest],
    output: Path,
    reporter: Reporter,
    *,
    jobs: int | None = None,
    force: bool = False,
) -> list[Made]:
    """Make decks of the same lessons in the folder ``decks`` of the output.

    A film of the output that is what is asked for is used; one that is not stays as it is, and
    another is rendered for the decks alone. A deck that was changed since it was written stays as
    it is, too: the new one goes beside it.

    Parameters
    ----------
    requests
        The lessons' films, in order, each once.
    decks
        What is to be written.
    output
        The folder of the finished films.
    reporter
        Is told how the films come along.
    jobs, force
        As in `produce`; a deck that is up to date is written again, too.

    Raises
    ------
    RequestError
        For what a lesson does not take, or a template that is none.
    StudioError
        If a film could not be made, or the deck not be written.
    """
    own = output / DECKS / FILMS
    films = films_of(requests, output, own, reporter, jobs=jobs, force=force)
    shown = any(FORMS[deck.to].vectors for deck in decks)
    pages: Sequence[Path | None] = [None] * len(films)
    if shown:
        pages = draw_pages(
            [ClipRequest(request, "pdf", own) for request in requests], reporter, jobs
        )
    return write_decks(list(map(Told, films, pages)), decks, output / DECKS, force=force)


def write_decks(
    films: Sequence[Told], decks: Sequence[DeckRequest], folder: Path, *, force: bool = False
) -> list[Made]:
    """Write decks of films that are there into a folder; see `make_decks`."""
    return [_make(films, deck, folder, force) for deck in decks]


def _make(films: Sequence[Told], deck: DeckRequest, folder: Path, force: bool) -> Made:
    entries = FORMS[deck.to].entries
    said = [(told.title, told.notes) for told in films]
    inputs = deck_inputs(deck, [inputs_of(told.film) for told in films], said)
    with writing_to(folder):
        name = free_name(folder, deck.name, deck.to, entries)
        target = folder / FORMS[deck.to].opens.format(name=name)
        before = read_deck(folder, name, deck.to)
        if not force and before and before.inputs == inputs and target.exists():
            return Made(target, _beside(deck, name, folder), fresh=False)
        with Staging(folder) as staging:
            story = _story(films, deck, staging)
            made = staging.folder(name)
            remarks = FORMS[deck.to].write(story, made, name, deck)
            named = tuple(entry.format(name=name) for entry in entries)
            manifest = DeckManifest(
                deck=name, to=deck.to, inputs=inputs, files=file_digests(made, named)
            )
            manifest.write(made)
            publish_whole(made, folder, named, staging.folder(".before"))
            manifest_path(made, name, deck.to).replace(manifest_path(folder, name, deck.to))
    return Made(target, (*_beside(deck, name, folder), *remarks), fresh=True)


def draw_pages(
    requests: Sequence[ClipRequest], reporter: Reporter, jobs: int | None = None
) -> list[Path]:
    """Where the last pictures of each lesson's beats are as vectors, that only decks use."""
    folder = requests[0].films
    need_all(make_all_clips(requests, folder, reporter, jobs=jobs))
    return [folder / CLIPS / request.name for request in requests]


def _story(films: Sequence[Told], deck: DeckRequest, staging: Staging) -> Story:
    clips = staging.folder("clips")
    folders = [clips / told.film.stem for told in films]
    for told, folder in zip(films, folders, strict=True):
        folder.mkdir()
        cut(told.film, folder, split=True)
    pages = [told.pages for told in films] if FORMS[deck.to].vectors else ()
    notes, titles = [told.notes for told in films], [told.title for told in films]
    return read_story(folders, deck.title or None, pages, notes, titles)


def _beside(deck: DeckRequest, name: str, folder: Path) -> tuple[str, ...]:
    if name == deck.name:
        return ()
    kept = folder / FORMS[deck.to].opens.format(name=deck.name)
    return (f"{kept} was changed since it was written and stays as it is",)
