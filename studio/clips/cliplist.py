"""What clips a folder holds: the list beside them, ``clips.json``."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

NAME = "clips.json"


class Part(BaseModel):
    """A stretch of a clip as a file of its own: how long it is, how large, its two end pictures.

    It ends with question number ``asks`` of its clip, from 0; after the last there is none.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    frames: int
    duration: float
    size: int
    first: str
    last: str
    asks: int | None = None


class ClipQuestion(BaseModel):
    """A question that a clip stops for, counted from the clip's beginning.

    It is asked from ``frame``, at ``time`` in seconds, and what answers it is seen from ``reveal``,
    at ``reveal_time``.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    frame: int
    time: float
    reveal: int
    reveal_time: float


class Clip(BaseModel):
    """A beat as a file; ``first`` and ``last`` are its end pictures, ``vtt`` its caption's file.

    A clip that was split has a part up to each answer and one after the last; they are all of it.
    ``inputs`` is the digest of what it was made from, and ``beats`` how many its lesson has.
    """

    model_config = ConfigDict(frozen=True)

    beat: str
    file: str
    frames: int
    fps: int
    width: int
    height: int
    duration: float
    size: int
    loop: bool
    caption: str
    alt: str
    first: str
    last: str
    vtt: str
    questions: list[ClipQuestion] = []
    parts: list[Part] = []
    inputs: str = ""
    beats: int = 0
    stands: bool = False
    """Whether it is one picture from end to end."""

    def files(self) -> set[str]:
        """Every file of it."""
        ends = {name for part in self.parts for name in (part.file, part.first, part.last)}
        return {self.file, self.first, self.last, self.vtt, *ends}


class ClipList(BaseModel):
    """The clips of a lesson; names are of files beside the list, sizes in bytes and pixels."""

    model_config = ConfigDict(frozen=True)

    lesson: str
    title: str
    theme: str
    language: str
    clips: list[Clip]
    files: dict[str, int]
    """Size of each file by name."""

    def with_earlier(self, earlier: ClipList | None) -> ClipList:
        """These clips and those that were there before, but for files that are made anew."""
        if earlier is None:
            return self
        made = {clip.file for clip in self.clips}
        kept = [clip for clip in earlier.clips if clip.file not in made]
        clips = sorted([*kept, *self.clips], key=lambda clip: clip.file)
        named = {name for clip in clips for name in clip.files()}
        sizes = earlier.files | self.files
        files = {name: size for name, size in sizes.items() if name in named}
        return self.model_copy(update={"clips": clips, "files": files})

    def write(self, folder: Path) -> None:
        """Write as JSON, beside the clips."""
        text = self.model_dump_json(indent=2) + "\n"
        (folder / NAME).write_text(text, encoding="utf-8")


def read_clips(folder: Path) -> ClipList | None:
    """The list in a folder, or None if there is none that can be read."""
    try:
        return ClipList.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None
