"""The files of a film, and whether they are there as its inputs make them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SUFFIXES = (".mp4", ".png", ".srt", ".vtt")  # beside the manifest, which is JSON


def up_to_date(folder: Path, lesson: str, inputs: str) -> bool:
    """Whether a folder holds the lesson, complete and rendered from these inputs.

    Only what that takes is read from its manifest: the classes that check all of it would take as
    long to import as all else that a run takes in which nothing is to be done.
    """
    told = _read(folder / f"{lesson}.json")
    files = told.get("files")
    if told.get("inputs") != inputs or not isinstance(files, dict):
        return False
    return all(
        (folder / name).is_file() and (folder / name).stat().st_size == size
        for name, size in files.items()
    )


def _read(path: Path) -> dict[str, Any]:
    """What a file says; nothing if it says nothing that can be read."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
