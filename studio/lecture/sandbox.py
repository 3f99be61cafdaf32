"""Typst turned loose on a lecturer's text: it sees the files that the text names, and no others."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import font_lato
import typst

from studio.ask.alone import variable
from studio.ask.errors import printable
from studio.ask.inputs import is_file

MAIN, TEXT = "main.typ", "card.typ"
NOWHERE = "http://127.0.0.1:9"  # nobody answers at the discard port: nothing is downloaded
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
DIRECT = ("NO_PROXY", "no_proxy")
_QUOTED = re.compile(r'"([^"\n]+)"')
_PACKAGE = re.compile(r'"@[\w-]+/')


class CardError(ValueError):
    """What is wrong with the text of a card, and in which of its lines, from 1, if it is in one."""

    def __init__(self, told: str, line: int | None = None) -> None:
        super().__init__(told)
        self.line = line


def compile_text(
    text: str, main: str, folder: Path, ppi: float, pictures: Mapping[str, bytes] | None = None
) -> list[bytes]:
    """Pages in PNG of a page set around a text.

    Packages are not there, nor is anything outside the text's folder, links out of it included:
    what the text names is copied to where Typst looks, and Typst looks nowhere else.

    Parameters
    ----------
    text
        The lecturer's, in Typst's markup.
    main
        What is set around it, and includes it as ``card.typ``.
    folder
        The files that the text may name.
    ppi
        Pixels per inch.
    pictures
        More files, by name.

    Raises
    ------
    CardError
        For a text that cannot be set.
    """
    found = named_files(text, folder)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        root, packages = Path(name) / "root", Path(name) / "packages"
        root.mkdir()
        packages.mkdir()
        for place, path in found.items():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, root / place)
        for place, content in (pictures or {}).items():
            (root / place).write_bytes(content)
        (root / TEXT).write_text(text, encoding="utf-8")
        (root / MAIN).write_text(main, encoding="utf-8")
        for proxy in PROXIES:
            stack.enter_context(variable(proxy, NOWHERE))
        for direct in DIRECT:
            stack.enter_context(variable(direct, ""))
        compiler = typst.Compiler(
            root / MAIN,
            root=root,
            font_paths=[font_lato.font_directory],
            ignore_system_fonts=True,
            package_path=packages,
            package_cache_path=packages,
        )
        try:
            made = compiler.compile(format="png", ppi=ppi)
        except typst.TypstError as error:
            raise _told(error) from None
    return made if isinstance(made, list) else [made or b""]


def named_files(text: str, folder: Path) -> dict[str, Path]:
    """Files that a text names, by where they are in a folder; with those that these name.

    Raises
    ------
    CardError
        For one that lies outside the folder, or for a package.
    """
    found: dict[str, Path] = {}
    waiting = [(text, "", True)]
    while waiting:
        text, inside, own = waiting.pop()
        for place, line in _named(text, inside):
            path = folder / place
            if place in found or not is_file(path):
                continue  # Typst says so
            if not path.resolve().is_relative_to(folder.resolve()):
                told = f"{printable(place)!r} lies outside the lecture's folder"
                raise CardError(told, line if own else None)
            found[place] = path
            if path.suffix == ".typ":
                inner = path.read_text(encoding="utf-8", errors="replace")
                waiting.append((inner, str(Path(place).parent), False))
    return found


def _named(text: str, inside: str) -> Iterator[tuple[str, int]]:
    """What is in quotes, as a place seen from the folder, with its line."""
    for found in _QUOTED.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if _PACKAGE.match(found[0]):
            raise CardError("a card takes no packages", line)
        named = found[1]
        place = named.lstrip("/") if named[0] == "/" else str(Path(inside) / named)
        yield os.path.normpath(place), line


def _told(error: typst.TypstError) -> CardError:
    """What Typst says, without where it was made to look."""
    place = re.search(rf"{re.escape(TEXT)}:(\d+):", error.diagnostic)
    told = " ".join(error.message.split())
    if told.startswith("failed to download package") or "package" in told.partition("(")[0]:
        told = "a card takes no packages"
    elif told.startswith("file not found") or "would escape" in told:
        told = "there is no such file in the lecture's folder"
    return CardError(printable(told), int(place[1]) if place else None)
