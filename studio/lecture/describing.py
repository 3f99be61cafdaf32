"""What was made of a lecture, described: its parts, and where each begins in the film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from studio.lecture.file import PausePart
from studio.lecture.joining import Piece
from studio.lecture.manifest import LectureManifest, PartEntry
from studio.lecture.parts import Shown
from studio.lecture.plan import Placed, Plan


def describe(
    plan: Plan,
    folder: Path,
    made: Sequence[Shown | Placed],
    pieces: Sequence[Piece],
    outputs: dict[str, str],
    inputs: str,
    files: Mapping[str, int],
) -> LectureManifest:
    """The description of a lecture.

    Parameters
    ----------
    plan, folder
        What it consists of, and where it is.
    made, pieces
        Its parts, and of those that are no pauses the films with their titles.
    outputs
        The file to open of each thing that was asked for.
    inputs
        Digest of all that decides it.
    files
        Size of each file of its film; those of the parts' films are added.
    """
    lecture, size = plan.lecture, plan.size
    entries: list[PartEntry] = []
    named, begin = iter(pieces), 0
    for part in made:
        if isinstance(part, Shown):
            entries.append(_entry(part, next(named), begin / size.fps, folder))
            begin += part.manifest.frames
        elif isinstance(part.part, PausePart):
            frames = round(part.part.pause * size.fps)
            last = entries[-1]
            longer = {"duration": last.duration + frames / size.fps}
            entries[-1] = last.model_copy(update=longer)
            begin += frames
    own = [entry.film for entry in entries if not entry.film.startswith("..")]
    return LectureManifest(
        lecture=plan.name,
        title=lecture.title,
        author=lecture.author,
        language=lecture.language,
        theme=lecture.theme,
        quality=str(size),
        width=size.width,
        height=size.height,
        fps=size.fps,
        duration=begin / size.fps,
        parts=entries,
        outputs=outputs,
        inputs=inputs,
        files={**files, **{name: (folder / name).stat().st_size for name in own}},
    )


def _entry(part: Shown, one: Piece, start: float, folder: Path) -> PartEntry:
    film, manifest = part.film, part.manifest
    own = film.is_relative_to(folder)
    return PartEntry(
        kind="card" if part.request is None else "lesson",
        called=part.placed.called,
        title=one.title,
        film=film.relative_to(folder).as_posix() if own else f"../{film.name}",  # the output's
        lesson="" if part.request is None else manifest.lesson,
        parameters=manifest.parameters,
        beats=[section.name for section in manifest.sections],
        start=start,
        duration=manifest.duration,
        inputs=manifest.inputs,
    )
