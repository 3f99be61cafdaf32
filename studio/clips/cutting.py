"""Cuts a film at its beats by copying: no picture is encoded a second time."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import av

from studio.ask.errors import StudioError
from studio.clips.cliplist import Clip, ClipList, Part
from studio.clips.entries import Source, entry, listed
from studio.encoding.encoder import CONTAINER, location
from studio.film.manifest import Section, read_manifest
from studio.film.poster import last_frame, to_rgb


def cut(
    film: Path,
    folder: Path,
    *,
    beats: Collection[str] = (),
    split: bool = False,
    inputs: str = "",
) -> ClipList:
    """Cut a film into a clip for each beat, with its first and last picture and its caption.

    Parameters
    ----------
    film
        With its manifest beside it.
    folder
        An existing one; files of the same names are replaced.
    beats
        Those to be cut out; all if none is named.
    split
        Whether a clip that asks is also cut where each answer begins, into files of its parts.
    inputs
        Digest to be noted; the film's if there is none.

    Returns
    -------
    What was made, as it is written to ``clips.json`` of the folder.

    Raises
    ------
    StudioError
        For a film without a manifest, or that cannot be cut at its beats.
    """
    manifest = read_manifest(film.with_suffix(".json"))
    if manifest is None:
        raise StudioError(f"{film} has no manifest beside it that says where its beats are")
    source = Source(
        lesson=manifest.lesson,
        title=manifest.title,
        theme=manifest.theme,
        language=manifest.language,
        width=manifest.width,
        height=manifest.height,
        fps=manifest.fps,
        beats=len(manifest.sections),
        inputs=inputs or manifest.inputs,
    )
    clips = []
    for number, section in enumerate(manifest.sections, start=1):
        if beats and section.name not in beats:
            continue
        stem = f"{number:02}-{section.name}"
        _part(film, folder, stem, section.first_frame, section.frames, source.fps)
        clip = entry(source, folder, f"{stem}.mp4", section, manifest.questions)
        clips.append(_split(film, folder, stem, section, clip) if split else clip)
    return listed(source, folder, clips)


def copy_frames(film: Path, first: int, frames: int, path: Path) -> None:
    """Copy frames of a film, from a key frame on, into a film of its own that starts at 0.

    Raises
    ------
    StudioError
        If the first is no key frame, or the film is shorter.
    """
    with (
        av.open(location(film)) as source,
        av.open(location(path), "w", options=CONTAINER) as target,
    ):
        stream = source.streams.video[0]
        copied = target.add_stream_from_template(stream)
        copied.time_base = stream.time_base
        assert stream.average_rate is not None and stream.time_base is not None
        start = round(first / stream.average_rate / stream.time_base)
        source.seek(start, stream=stream)
        offset: tuple[int, int] | None = None
        count = 0
        for packet in source.demux(stream):
            if count == frames or packet.pts is None or packet.dts is None:
                break
            offset = offset or (packet.pts, packet.dts)
            if offset[0] != start:
                raise StudioError(f"{film.name} has no key frame at frame {first}, to be cut at")
            packet.pts, packet.dts = packet.pts - offset[0], packet.dts - offset[1]
            packet.stream = copied
            target.mux(packet)
            count += 1
    if count < frames:
        raise StudioError(f"{film.name} ends before frame {first + frames}")


def _split(film: Path, folder: Path, stem: str, section: Section, clip: Clip) -> Clip:
    """The clip with its parts: up to the answer of each of its questions, and after the last."""
    if not clip.questions:
        return clip
    parts, start = [], 0
    for number, question in enumerate(clip.questions):
        name = f"{stem}.ask{number + 1 if number else ''}"
        first, frames = section.first_frame + start, question.reveal - start
        part = _part(film, folder, name, first, frames, clip.fps)
        parts.append(part.model_copy(update={"asks": number}))
        start = question.reveal
    if start < section.frames:
        first, frames = section.first_frame + start, section.frames - start
        parts.append(_part(film, folder, f"{stem}.reveal", first, frames, clip.fps))
    return clip.model_copy(update={"parts": parts})


def _part(film: Path, folder: Path, stem: str, first: int, frames: int, fps: int) -> Part:
    """A stretch of the film as a file, and its first and last picture."""
    path = folder / f"{stem}.mp4"
    copy_frames(film, first, frames, path)
    pictures = {end: f"{stem}.{end}.png" for end in ("first", "last")}
    to_rgb(_first_frame(path)).to_image().save(folder / pictures["first"])
    to_rgb(last_frame(path)).to_image().save(folder / pictures["last"])
    return Part(
        file=path.name,
        frames=frames,
        duration=frames / fps,
        size=path.stat().st_size,
        first=pictures["first"],
        last=pictures["last"],
    )


def _first_frame(film: Path) -> av.VideoFrame:
    with av.open(location(film)) as container:
        return next(container.decode(video=0))
