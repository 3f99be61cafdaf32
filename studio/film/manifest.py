"""What was rendered: the description beside each film, and the mark that it is complete."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError


class Section(BaseModel):
    """A beat: its name, where it starts and how long it is, in frames and in seconds.

    A ``loop`` ends where it began, and may be repeated; what ``stands`` is one picture from end to
    end. The ``caption`` is what is said.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    first_frame: int
    frames: int
    start: float
    duration: float
    loop: bool = False
    stands: bool = False
    caption: str = ""
    captions: dict[str, str] = {}
    """The caption in each language that the lesson knows; all of them fit its time."""


class AskedQuestion(BaseModel):
    """A question that the film stops for: the beat, the frame and the second, and its text.

    From the frame ``reveal`` on, the answer is seen.
    """

    model_config = ConfigDict(frozen=True)

    beat: str
    frame: int
    time: float
    text: str
    reveal: int


class Manifest(BaseModel):
    """A rendered lesson; times in seconds, sizes in pixels and bytes."""

    model_config = ConfigDict(frozen=True)

    lesson: str
    beat: str | None = None
    """The one beat that is filmed, if it is not all of them."""
    title: str
    """In the film's language."""
    parameters: dict[str, object]
    theme: str
    language: str
    quality: str
    width: int
    height: int
    fps: int
    frames: int
    duration: float
    render_seconds: float
    sections: list[Section]
    questions: list[AskedQuestion] = []
    versions: dict[str, str]
    inputs: str
    """Digest of everything that decides the files' content."""
    files: dict[str, int]
    """Size of each file by name."""

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")


def read_manifest(path: Path) -> Manifest | None:
    """The manifest in a file, or None if there is none that can be read."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
