"""What was made of a lecture: the description in its folder, and the mark that it is complete."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

NAME = "lecture.json"


class PartEntry(BaseModel):
    """A part: what it is called, and where it begins in the lecture's film, in seconds.

    ``inputs`` is the digest of what its film was made from; ``beats`` are those in it.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    called: str
    title: str
    film: str
    lesson: str
    parameters: dict[str, object]
    beats: list[str]
    start: float
    duration: float
    inputs: str


class LectureManifest(BaseModel):
    """A lecture that was made; times in seconds, sizes in pixels and bytes, paths in its folder."""

    model_config = ConfigDict(frozen=True)

    lecture: str
    title: str
    author: str
    language: str
    theme: str
    quality: str
    width: int
    height: int
    fps: int
    duration: float
    parts: list[PartEntry]
    outputs: dict[str, str]
    """The file to open of each thing that was asked for."""
    inputs: str
    """Digest of everything that decides what is in the folder."""
    files: dict[str, int]
    """Size of each file of the film, and of the parts' films, by its path."""

    def write(self, folder: Path) -> None:
        """Write as JSON."""
        text = self.model_dump_json(indent=2) + "\n"
        (folder / NAME).write_text(text, encoding="utf-8")


def read_lecture_manifest(folder: Path) -> LectureManifest | None:
    """The description in a folder, or None if there is none that can be read."""
    try:
        return LectureManifest.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def lecture_up_to_date(folder: Path, inputs: str) -> LectureManifest | None:
    """The description of a lecture that is there, complete and made from these inputs."""
    found = read_lecture_manifest(folder)
    if found is None or found.inputs != inputs:
        return None
    whole = all(
        (folder / name).is_file() and (folder / name).stat().st_size == size
        for name, size in found.files.items()
    )
    return found if whole and all((folder / o).exists() for o in found.outputs.values()) else None
