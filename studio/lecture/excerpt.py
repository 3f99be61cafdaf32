"""Some beats of a lesson's film as a film of their own, by copying."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from studio.clips.cutting import copy_frames
from studio.film.captions import Caption, to_srt, to_vtt
from studio.film.files import SUFFIXES
from studio.film.manifest import AskedQuestion, Manifest, Section
from studio.film.poster import write_poster
from studio.lecture.joining import Piece, concatenate, joined_captions, piece


def write_excerpt(
    film: Path,
    manifest: Manifest,
    beats: Collection[str],
    folder: Path,
    called: str,
    *,
    inputs: str,
    pictured: str = "",
) -> Manifest:
    """Write some beats of a lesson's film as a film with all that is beside one.

    Parameters
    ----------
    film, manifest
        Of the lesson.
    beats
        Names of those of its sections that are kept.
    folder, called
        An existing one, and what the files in it are called.
    inputs
        Digest of what it is made from.
    pictured
        The beat whose last picture is the poster, if it is kept; else the last that is.
    """
    films = {suffix: folder / f"{called}{suffix}" for suffix in SUFFIXES}
    with tempfile.TemporaryDirectory(dir=folder) as cuts:
        pieces = excerpts(film, manifest, beats, Path(cuts))
        concatenate(pieces, films[".mp4"])
    said = joined_captions(pieces)
    films[".srt"].write_text(to_srt(said), encoding="utf-8")
    films[".vtt"].write_text(to_vtt(said), encoding="utf-8")
    kept = _renumbered([s for s in manifest.sections if s.name in beats], manifest.fps)
    shown = next((s for s in kept if s.name == pictured), kept[-1])
    last = (shown.first_frame + shown.frames - 1) / manifest.fps
    write_poster(films[".mp4"], films[".png"], last)
    frames = sum(section.frames for section in kept)
    made = manifest.model_copy(
        update={
            "sections": kept,
            "questions": _moved(manifest, kept),
            "frames": frames,
            "duration": frames / manifest.fps,
            "inputs": inputs,
            "files": {path.name: path.stat().st_size for path in films.values()},
        }
    )
    made.write(folder / f"{called}.json")
    return made


def excerpts(film: Path, manifest: Manifest, beats: Collection[str], folder: Path) -> list[Piece]:
    """Pieces that are some beats of a film: one file for those that follow each other.

    Parameters
    ----------
    film, manifest
        Of the lesson.
    beats
        Names of some of its sections; all of it if there are none.
    folder
        An existing one, for the files; a film that is taken whole is not copied.

    Raises
    ------
    StudioError
        If the film cannot be cut there.
    """
    if not beats or {section.name for section in manifest.sections} <= set(beats):
        return [piece(film, manifest)]
    found = []
    for run in _runs(manifest.sections, beats):
        first, frames = run[0].first_frame, sum(section.frames for section in run)
        path = folder / f"{film.stem}.{run[0].name}.mp4"
        copy_frames(film, first, frames, path)
        begins = [(section.first_frame - first) / manifest.fps for section in run]
        captions = tuple(
            Caption(begin, begin + section.duration, section.caption)
            for begin, section in zip(begins, run, strict=True)
            if section.caption
        )
        whole = piece(film, manifest)
        found.append(replace(whole, film=path, frames=frames, captions=captions))
    return found


def _runs(sections: Sequence[Section], beats: Collection[str]) -> Iterator[list[Section]]:
    """Sections that are wanted, those without a gap between them together."""
    run: list[Section] = []
    for section in sections:
        if section.name in beats:
            run.append(section)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _renumbered(sections: Sequence[Section], fps: int) -> list[Section]:
    """The sections one after the other, from the first frame on."""
    begins = accumulate((section.frames for section in sections), initial=0)
    return [
        section.model_copy(update={"first_frame": begin, "start": begin / fps})
        for section, begin in zip(sections, begins, strict=False)
    ]


def _moved(manifest: Manifest, kept: Sequence[Section]) -> list[AskedQuestion]:
    """The questions of the sections that are kept, at their new frames."""
    before = {section.name: section.first_frame for section in manifest.sections}
    shift = {section.name: section.first_frame - before[section.name] for section in kept}
    return [
        asked.model_copy(
            update={
                "frame": asked.frame + shift[asked.beat],
                "time": (asked.frame + shift[asked.beat]) / manifest.fps,
                "reveal": asked.reveal + shift[asked.beat],
            }
        )
        for asked in manifest.questions
        if asked.beat in shift
    ]
