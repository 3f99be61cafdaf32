"""Makes decks: renders the films they lack, cuts them, writes them, and puts each in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from studio.ask.errors import RequestError, StudioError, one_line
from studio.ask.inputs import Inputs
from studio.ask.request import ClipRequest, RenderRequest
from studio.clips.cutting import cut
from studio.crew.clipping import FOLDER as CLIPS
from studio.crew.clipping import make_all_clips
from studio.crew.production import Outcome, Reporter, produce
from studio.crew.staging import Staging
from studio.decks.manifest import DeckManifest, file_digests, free_name, manifest_path, read_deck
from studio.decks.story import Story, read_story
from studio.decks.writing import FORMS, DeckRequest, deck_inputs
from studio.film.manifest import read_manifest, up_to_date

DECKS, FILMS = "decks", "films"  # folders of the output: its decks, and in it films for them alone


class Made(NamedTuple):
    """A deck that is in its place, and what is to be said of it."""

    path: Path
    remarks: tuple[str, ...]
    fresh: bool
    """Whether it was written now, and not up to date already."""


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
    films = _films(requests, output, reporter, jobs, force)
    shown = any(FORMS[deck.to].vectors for deck in decks)
    pages = _pages(requests, output / DECKS / FILMS, reporter, jobs) if shown else []
    return [_make(films, pages, deck, output / DECKS, force) for deck in decks]


def _make(
    films: Sequence[Path], pages: Sequence[Path], deck: DeckRequest, folder: Path, force: bool
) -> Made:
    entries = FORMS[deck.to].entries
    inputs = deck_inputs(deck, [_inputs_of(film) for film in films])
    with _written(folder):
        name = free_name(folder, deck.name, deck.to, entries)
        target = folder / FORMS[deck.to].opens.format(name=name)
        before = read_deck(folder, name, deck.to)
        if not force and before and before.inputs == inputs and target.exists():
            return Made(target, _beside(deck, name, folder), fresh=False)
        with Staging(folder) as staging:
            story = _story(films, pages if FORMS[deck.to].vectors else (), staging)
            made = staging.folder(name)
            remarks = FORMS[deck.to].write(story, made, name, deck)
            named = tuple(entry.format(name=name) for entry in entries)
            manifest = DeckManifest(
                deck=name, to=deck.to, inputs=inputs, files=file_digests(made, named)
            )
            manifest.write(made)
            _publish(made, folder, named, staging.folder(".before"))
            manifest_path(made, name, deck.to).replace(manifest_path(folder, name, deck.to))
    return Made(target, (*_beside(deck, name, folder), *remarks), fresh=True)


def _films(
    requests: Sequence[RenderRequest],
    output: Path,
    reporter: Reporter,
    jobs: int | None,
    force: bool,
) -> list[Path]:
    """Where the film of each request is: in the output, or among those made for decks alone."""
    own = output / DECKS / FILMS
    digests = Inputs(requests[0].package)
    wanted = {request.name: digests.digest(request) for request in requests}
    there = {
        name: output
        for name, inputs in wanted.items()
        if not force and up_to_date(output, name, inputs)
    }
    missing = [request for request in requests if request.name not in there]
    outcomes = produce(missing, own, reporter, jobs=jobs, force=force) if missing else []
    _complain(outcomes)
    return [there.get(name, own) / f"{name}.mp4" for name in wanted]


def _pages(
    requests: Sequence[RenderRequest], folder: Path, reporter: Reporter, jobs: int | None
) -> list[Path]:
    """Where each lesson's last pictures are as vectors, that only decks use."""
    drawn = [ClipRequest(request, "pdf", folder) for request in requests]
    _complain(make_all_clips(drawn, folder, reporter, jobs=jobs))
    return [folder / CLIPS / request.lesson for request in requests]


def _complain(outcomes: Sequence[Outcome]) -> None:
    if complaints := [outcome.complaint for outcome in outcomes if outcome.complaint]:
        failed = any(outcome.result == "failed" for outcome in outcomes)
        raise (StudioError if failed else RequestError)("; ".join(complaints))


def _story(films: Sequence[Path], pages: Sequence[Path], staging: Staging) -> Story:
    clips = staging.folder("clips")
    folders = [clips / film.stem for film in films]
    for film, folder in zip(films, folders, strict=True):
        folder.mkdir()
        cut(film, folder, split=True)
    return read_story(folders, pages=pages)


def _publish(made: Path, folder: Path, names: Sequence[str], aside: Path) -> None:
    """Put files and folders in place of those of the same names, each whole."""
    for name in names:
        if (folder / name).is_dir():
            (folder / name).replace(aside / name)
        (made / name).replace(folder / name)


def _inputs_of(film: Path) -> str:
    manifest = read_manifest(film.with_suffix(".json"))
    assert manifest is not None  # it was just made, or found to be up to date
    return manifest.inputs


def _beside(deck: DeckRequest, name: str, folder: Path) -> tuple[str, ...]:
    if name == deck.name:
        return ()
    kept = folder / FORMS[deck.to].opens.format(name=deck.name)
    return (f"{kept} was changed since it was written and stays as it is",)


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    """What cannot be written is told in a line."""
    try:
        yield
    except OSError as error:
        raise StudioError(f"cannot write to {folder}: {one_line(error)}") from error
