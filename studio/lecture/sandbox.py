"""Typst turned loose on a lecturer's text: it sees the files that the text names, and no others."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import font_lato
import typst

from studio.ask.alone import variable
from studio.ask.errors import printable
from studio.lecture.named import CardError, named_files

MAIN, TEXT = "main.typ", "card.typ"
NOWHERE = "http://127.0.0.1:9"  # nobody answers at the discard port: nothing is downloaded
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
DIRECT = ("NO_PROXY", "no_proxy")


def compile_text(
    text: str,
    main: str,
    folder: Path,
    ppi: float,
    pictures: Mapping[str, bytes] | None = None,
    fonts: Sequence[Path] = (),
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
    fonts
        Files of fonts beside Lato.

    Raises
    ------
    CardError
        For a text that cannot be set.
    """
    found = named_files(text, folder)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        root, packages = Path(name) / "root", Path(name) / "packages"
        own = Path(name) / "fonts"
        for made in (root, packages, own):
            made.mkdir()
        for number, font in enumerate(fonts):
            shutil.copyfile(font, own / f"{number}{font.suffix}")
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
            font_paths=[font_lato.font_directory, own],
            ignore_system_fonts=True,
            package_path=packages,
            package_cache_path=packages,
        )
        try:
            pages = compiler.compile(format="png", ppi=ppi)
        except typst.TypstError as error:
            raise _told(error) from None
    return pages if isinstance(pages, list) else [pages or b""]


def _told(error: typst.TypstError) -> CardError:
    """What Typst says, without where it was made to look."""
    place = re.search(rf"{re.escape(TEXT)}:(\d+):", error.diagnostic)
    told = " ".join(error.message.split())
    if told.startswith("failed to download package") or "package" in told.partition("(")[0]:
        told = "a card takes no packages"
    elif told.startswith("file not found") or "would escape" in told:
        told = "there is no such file in the lecture's folder"
    return CardError(printable(told), int(place[1]) if place else None)
