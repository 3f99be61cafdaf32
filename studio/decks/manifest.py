"""What a deck consists of, as it was written: known again by it, and told from a changed one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError


class DeckManifest(BaseModel):
    """A deck in one form: what it was made from, and its files beside the manifest."""

    model_config = ConfigDict(frozen=True)

    deck: str
    to: str
    inputs: str
    """Digest of everything that decides the deck."""
    files: dict[str, str]
    """SHA-256 of each file by its path."""

    def write(self, folder: Path) -> None:
        """Write as JSON, into the folder of the deck's files."""
        text = self.model_dump_json(indent=2) + "\n"
        manifest_path(folder, self.deck, self.to).write_text(text, encoding="utf-8")


def manifest_path(folder: Path, name: str, to: str) -> Path:
    """Where the manifest of a deck is."""
    return folder / f"{name}.{to}.json"


def read_deck(folder: Path, name: str, to: str) -> DeckManifest | None:
    """The manifest of a deck in a folder, or None if there is none that can be read."""
    try:
        return DeckManifest.model_validate_json(manifest_path(folder, name, to).read_bytes())
    except (OSError, ValidationError):
        return None


def file_digests(folder: Path, entries: tuple[str, ...]) -> dict[str, str]:
    """SHA-256 of each file by its path: of the files of these names, and of all in such folders."""
    files = chain.from_iterable(_files(folder / entry) for entry in entries)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }


def free_name(folder: Path, name: str, to: str, entries: tuple[str, ...]) -> str:
    """The name, or ``name-2`` and so on: the first that no file is lost by.

    Parameters
    ----------
    folder
        Of the decks.
    name, to
        Of the deck that is to be written, and its form.
    entries
        Files and folders it consists of, with ``{name}`` for its name.
    """
    for number in count(1):
        tried = name if number == 1 else f"{name}-{number}"
        found = file_digests(folder, tuple(entry.format(name=tried) for entry in entries))
        before = read_deck(folder, tried, to)
        if not found or (before is not None and before.files == found):
            return tried
    raise AssertionError


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (inner for inner in path.rglob("*") if inner.is_file())
    elif path.exists():
        yield path
