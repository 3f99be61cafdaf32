"""Removes what the project wrote, and nothing else: ``make clean``.

It is known by its manifest or its mark. Only Python's own modules are imported, so that it runs
without a virtual environment.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from studio.ask.errors import printable
from studio.ask.marks import LOG, SHEET, SHEET_HEAD
from studio.crew.hold import PREFIX, changed, left_behind

ROOMS = ("gdcore", "scenes", "studio", "tests", "benchmarks")
# Of the tools that `make test` runs; each puts the tag into a folder that it may lose at any time.
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache")
TAG = "CACHEDIR.TAG"
CLIPS, CLIP_LIST = "clips", "clips.json"  # the folder of clips, and their list in a lesson's
DECKS, FILMS = "decks", "films"  # folders of the output: its decks, and the films for them alone
GALLERY_FILMS = "gallery-films"
LECTURE = "lecture.json"  # in the folder of a lecture, beside its folder of films


def main(arguments: list[str]) -> None:
    """Clean the folder of finished files that is named, and the checkout, the current folder."""
    (output,) = arguments
    try:
        for kept in clean_output(Path(output)):
            print(f"clean: {printable(str(kept))} stays: it was changed since it was made")
        clean_checkout(Path())
    except OSError as error:
        sys.exit(f"clean: cannot remove {printable(str(error.filename))}: {error.strerror}")


def clean_output(folder: Path) -> list[Path]:
    """Remove lessons, clips, logs, sheets and working folders left behind; what was changed stays.

    So with galleries, with decks in a folder of theirs, and with lectures, in one each. A link to a
    folder is followed, a link inside it is not: the studio makes none.
    """
    if not folder.is_dir():
        return []
    kept = _clean_films(folder) + _clean_written(folder)
    kept += _clean_own(folder / GALLERY_FILMS)
    decks = folder / DECKS
    if _is_folder(decks):
        kept += clean_decks(decks)
        with suppress(OSError):
            decks.rmdir()
    for inner in sorted(folder.iterdir()):
        if inner.name not in (DECKS, FILMS, CLIPS) and _is_lecture(inner):
            kept += _clean_lecture(inner)
    return kept


def _is_lecture(folder: Path) -> bool:
    """Whether a folder is that of a lecture, which may not be finished."""
    if not _is_folder(folder):
        return False
    return (folder / FILMS).is_dir() or _read(folder / LECTURE, {"lecture", "files"}) is not None


def _clean_lecture(folder: Path) -> list[Path]:
    """Remove the film of a lecture, its parts' films, and what else was made of them."""
    path = folder / LECTURE
    kept: list[Path] = []
    if found := _read(path, {"lecture", "files"}):
        own = {name: size for name, size in found["files"].items() if Path(name).name == name}
        kept += _remove_lesson(path, {"files": own})
    kept += _clean_own(folder / FILMS) + clean_output(folder)
    with suppress(OSError):
        folder.rmdir()
    return kept


def clean_decks(folder: Path) -> list[Path]:
    """Remove decks, each whole, and the films that were made for them alone.

    One that was changed stays as it is, with all that it shows.
    """
    kept = _clean_written(folder) + _clean_own(folder / FILMS)
    _clean_films(folder)
    return kept


def _clean_written(folder: Path) -> list[Path]:
    """Remove decks and galleries, each whole."""
    kept: list[Path] = []
    for path in sorted(folder.glob("*.json")):
        if (manifest := _deck(path)) is None:
            continue
        files = [folder / name for name in manifest["files"]]
        if changed_files := [file for file in files if not _is_as_written(file, folder, manifest)]:
            kept += changed_files
            continue
        folders = {inner for file in files for inner in file.parents if folder in inner.parents}
        for file in (*files, path):
            file.unlink(missing_ok=True)
        for inner in sorted(folders, reverse=True):
            _remove(iter(()), inner)
    return kept


def _clean_own(films: Path) -> list[Path]:
    """Remove films that were made for something else alone, and their folder."""
    if not _is_folder(films):
        return []
    kept = _clean_films(films)
    _remove(iter(()), films)
    return kept


def _clean_films(folder: Path) -> list[Path]:
    """Remove lessons, logs, sheets and working folders left behind, but nothing of subfolders."""
    kept: list[Path] = []
    for path in sorted(folder.iterdir()):
        if manifest := _manifest(path):
            kept += _remove_lesson(path, manifest)
        elif _is_marked(path):
            path.unlink()
    kept += _clean_clips(folder / CLIPS)
    if any(folder.glob(f"{PREFIX}-*")):
        for working in left_behind(folder, _now(folder)):
            shutil.rmtree(working, ignore_errors=True)
    return kept


def _clean_clips(folder: Path) -> list[Path]:
    """Remove the clips of every lesson in a folder, logs, and folders that are empty then."""
    if not _is_folder(folder):
        return []
    kept: list[Path] = []
    for lesson in sorted(path for path in folder.iterdir() if _is_folder(path)):
        kept += _clean_list(lesson)
    kept += clean_output(folder)  # what runs that failed or were killed left
    with suppress(OSError):
        folder.rmdir()
    return kept


def _clean_list(lesson: Path) -> list[Path]:
    """Remove the clips of a lesson's folder, and the folder if it is empty then."""
    path = lesson / CLIP_LIST
    kept: list[Path] = []
    if made := _listed(path):
        kept += _remove_lesson(path, made)
        with suppress(OSError):
            lesson.rmdir()
    return kept


def clean_others(folder: Path, names: Collection[str]) -> list[Path]:
    """Remove films but those of some names, and logs of theirs; what was changed stays."""
    kept: list[Path] = []
    for path in sorted(folder.iterdir()) if _is_folder(folder) else ():
        if path.stem in names:
            continue
        if manifest := _manifest(path):
            kept += _remove_lesson(path, manifest)
        elif path.suffix == ".log" and _is_marked(path):
            path.unlink()
    return kept


def clean_other_clips(folder: Path, names: Collection[str]) -> list[Path]:
    """Remove clips of lessons but those of some names; what was changed stays."""
    kept: list[Path] = []
    for lesson in sorted(folder.iterdir()) if _is_folder(folder) else ():
        if lesson.name not in names and _is_folder(lesson):
            kept += _clean_list(lesson)
    return kept


def clean_checkout(root: Path) -> None:
    """Remove caches, compiled modules, and pictures of tests that failed."""
    for cache in (root / name for name in CACHES):
        if (cache / TAG).is_file():
            _empty(cache)
    _empty(root / ".hypothesis")
    for room in ROOMS:
        for folder in sorted((root / room).rglob("__pycache__")):
            _remove(folder.glob("*.pyc"), folder)
    scenes = root / "tests" / "scenes"
    failed = (scenes / "golden").glob("*/*.png")
    pictures = (scenes / "failures" / f"{path.parent.name}-{path.name}" for path in failed)
    _remove(pictures, scenes / "failures")


def _manifest(path: Path) -> dict[str, Any] | None:
    """The manifest of a lesson, if a file is one."""
    found = _read(path, {"lesson", "inputs", "files"})
    return found if found and all(Path(n).stem == path.stem for n in found["files"]) else None


def _listed(path: Path) -> dict[str, Any] | None:
    """The list of clips, if a file is one."""
    return _read(path, {"lesson", "clips", "files"})


def _read(path: Path, keys: set[str]) -> dict[str, Any] | None:
    """What a file says as JSON, if it has such keys and names files."""
    if path.suffix != ".json" or not _is_plain(path):
        return None
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and found.keys() >= keys and isinstance(found["files"], dict):
            return found
    return None


def _deck(path: Path) -> dict[str, Any] | None:
    """The manifest of a deck, if a file is one."""
    if not _is_plain(path):
        return None
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and found.keys() == {"deck", "to", "inputs", "files"}:
            names = found["files"]
            here = path.name == f"{found['deck']}.{found['to']}.json"
            if here and isinstance(names, dict) and not any(".." in Path(n).parts for n in names):
                return found
    return None


def _is_as_written(file: Path, folder: Path, deck: dict[str, Any]) -> bool:
    """Whether a file of a deck is as it was written, or was removed already."""
    if not file.exists():
        return True
    digest = deck["files"][file.relative_to(folder).as_posix()]
    return _is_plain(file) and hashlib.sha256(file.read_bytes()).hexdigest() == digest


def _remove_lesson(path: Path, manifest: dict[str, Any]) -> Iterator[Path]:
    """Remove a manifest and its files; those that are not as they were made stay, and are told."""
    for name, size in manifest["files"].items():
        file = path.with_name(Path(name).name)
        if _is_plain(file) and file.stat().st_size == size:
            file.unlink()
        elif file.exists():
            yield file
    path.unlink()


def _is_marked(path: Path) -> bool:
    """Whether a file is a log or a sheet of the studio."""
    if not _is_plain(path) or path.suffix not in (".log", ".png"):
        return False
    with suppress(OSError), path.open("rb") as file:
        head = file.read(SHEET_HEAD)
        return head.startswith(LOG) or SHEET.encode() in head
    return False


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _now(folder: Path) -> float:
    """The time by the clock of the drive: that of a file made just now."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=PREFIX) as file:
        return changed(Path(file.name))


def _empty(folder: Path) -> None:
    """Remove a folder with all that is in it; a link to one stays, and leads to an empty one."""
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        folder.rmdir()


def _remove(files: Iterator[Path], folder: Path) -> None:
    """Remove files, and their folder if nothing else is in it."""
    for file in list(files):
        file.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


if __name__ == "__main__":
    main(sys.argv[1:])
