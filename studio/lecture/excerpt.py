"""Some beats of a lesson's film as a film of their own, by copying."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from studio.clips.cutting import copy_frames
from studio.film.captions import Caption
from studio.film.manifest import Manifest, Section
from studio.lecture.joining import Piece, piece


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
