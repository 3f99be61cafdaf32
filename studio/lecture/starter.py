"""A lecture's file to start from."""

from __future__ import annotations

from pathlib import Path

from studio.ask.errors import RequestError, StudioError, one_line
from studio.ask.request import LANGUAGES, ROOT, THEMES

STARTER = ROOT / "studio" / "ask" / "templates" / "lecture.toml.txt"


def write_starter(path: Path) -> None:
    """Write a commented lecture's file that is right as it stands.

    Raises
    ------
    RequestError
        For a file that is there already, or a name that does not end in .toml.
    StudioError
        If it cannot be written.
    """
    if path.suffix != ".toml":
        raise RequestError(f"{path}: a lecture's file ends in .toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_text())
    except FileExistsError:
        raise RequestError(f"{path} is there already, and stays as it is") from None
    except OSError as error:
        raise StudioError(f"cannot write {path}: {one_line(error)}") from error


def _text() -> str:
    text = STARTER.read_text(encoding="utf-8")
    for name, known in {"LANGUAGES": LANGUAGES, "THEMES": THEMES}.items():
        text = text.replace(name, ", ".join(known))
    return text
