"""The forms of a deck; a new one is an entry here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from studio.decks.page import write_page, write_single_page
from studio.decks.story import Story

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DeckRequest:
    """What is asked: a deck's name, its form, and how it is to play.

    ``play`` is ``start``, at once when a slide comes, or ``click``; ``template`` is a school's own.
    A handout has ``per_page`` pictures a page, 2 or 6, with or without ``answers``. The ``title``
    is the lesson's or the course's if there is no other.
    """

    name: str
    to: str
    play: str = "start"
    template: Path | None = None
    per_page: int = 2
    answers: bool = True
    title: str = ""


Write = Callable[[Story, Path, str, DeckRequest], Sequence[str]]


class Form(NamedTuple):
    """What a deck of a form consists of, with ``{name}`` for its name, and who writes it.

    ``opens`` is the file to open. ``write`` takes the story, an empty folder, the
    deck's name and the request, and returns remarks for whoever asked. It ``needs`` packages, and
    ``vectors``, if so, the story's last pictures as such.
    """

    opens: str
    entries: tuple[str, ...]
    needs: tuple[str, ...]
    write: Write
    vectors: bool = False


def _html(story: Story, folder: Path, name: str, request: DeckRequest) -> Sequence[str]:
    (folder / name).mkdir()
    write_page(story, folder / name, play=request.play)
    return ()


def _single(story: Story, folder: Path, name: str, request: DeckRequest) -> Sequence[str]:
    write_single_page(story, folder / f"{name}.html", play=request.play)
    return ()


def _pptx(story: Story, folder: Path, name: str, request: DeckRequest) -> Sequence[str]:
    from studio.decks.powerpoint import write_powerpoint

    path = folder / f"{name}.pptx"
    return write_powerpoint(story, path, play=request.play, template=request.template)


def _pdf(story: Story, folder: Path, name: str, request: DeckRequest) -> Sequence[str]:
    from studio.decks.handout import write_handout

    path = folder / f"{name}.pdf"
    write_handout(story, path, per_page=request.per_page, answers=request.answers)
    return ()


def _tex(story: Story, folder: Path, name: str, request: DeckRequest) -> Sequence[str]:
    from studio.decks.beamer import write_beamer

    write_beamer(story, folder, name)
    return ()


FORMS: dict[str, Form] = {
    "html": Form("{name}/index.html", ("{name}",), ("jinja2",), _html),
    "single": Form("{name}.html", ("{name}.html",), ("jinja2",), _single),
    "pptx": Form("{name}.pptx", ("{name}.pptx",), ("python-pptx",), _pptx),
    "pdf": Form("{name}.pdf", ("{name}.pdf",), ("typst", "font-lato"), _pdf, vectors=True),
    "tex": Form("{name}.tex", ("{name}.tex", "{name}-media"), ("jinja2",), _tex),
}


def deck_inputs(
    request: DeckRequest, films: Sequence[str], said: Sequence[tuple[str, Mapping[str, str]]] = ()
) -> str:
    """Digest of what decides a deck: what is asked, films, and the code that writes it.

    What is ``said`` of each film is a title and notes.
    """
    code = [path for path in sorted(HERE.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    description = {
        "request": [request.name, request.to, request.play, request.per_page, request.answers],
        "template": _digest(request.template) if request.template else None,
        "films": list(films),
        "title": request.title,
        "said": [[title, dict(notes)] for title, notes in said],
        "code": {path.relative_to(HERE).as_posix(): _digest(path) for path in code},
        "versions": {name: version(name) for name in FORMS[request.to].needs},
    }
    return hashlib.sha256(json.dumps(description, sort_keys=True).encode()).hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
