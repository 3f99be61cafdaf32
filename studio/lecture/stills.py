"""Pictures that stand still, as films that others can be joined to: cards and pauses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio.ask.request import Quality
from studio.encoding.encoder import Pixels, VideoEncoder
from studio.engine.settings import film_spec
from studio.film.captions import to_srt, to_vtt
from studio.film.files import SUFFIXES
from studio.film.manifest import Manifest, Section
from studio.film.poster import last_frame, write_poster
from studio.lecture.joining import Piece, concatenate


def write_still(pixels: Pixels, path: Path, quality: Quality, frames: int) -> None:
    """Write a picture as a film of so many frames."""
    with VideoEncoder(path, film_spec(quality)) as encoder:
        encoder.write(pixels, frames, keyframe=True)


def held(one: Piece, seconds: float, quality: Quality, path: Path) -> Piece:
    """A film whose last picture stays longer: the film is copied, only what it stays is encoded."""
    frames = round(seconds * one.fps)
    still = path.with_suffix(".still.mp4")
    with VideoEncoder(still, film_spec(quality)) as encoder:
        encoder.take(last_frame(one.film))
        encoder.append(frames, keyframe=True)
    concatenate([one, replace(one, film=still, frames=frames, captions=())], path)
    still.unlink()
    return replace(one, film=path, frames=one.frames + frames)


def film_card(pixels: Pixels, manifest: Manifest, quality: Quality, folder: Path) -> Manifest:
    """Write the film of a card and the files beside it, as those of a lesson; the manifest last.

    Parameters
    ----------
    pixels
        Its picture.
    manifest
        Its description, whose ``files`` are not there yet.
    quality
        Its size and rate.
    folder
        An existing one.
    """
    called = manifest.lesson
    films = {suffix: folder / f"{called}{suffix}" for suffix in SUFFIXES}
    write_still(pixels, films[".mp4"], quality, manifest.frames)
    write_poster(films[".mp4"], films[".png"])
    films[".srt"].write_text(to_srt([]), encoding="utf-8")
    films[".vtt"].write_text(to_vtt([]), encoding="utf-8")
    sizes = {path.name: path.stat().st_size for path in films.values()}
    made = manifest.model_copy(update={"files": sizes})
    made.write(folder / f"{called}.json")
    return made


def card_section(frames: int, fps: int) -> Section:
    """The one section of a card's film."""
    seconds = frames / fps
    return Section(
        name="card", first_frame=0, frames=frames, start=0.0, duration=seconds, stands=True
    )
