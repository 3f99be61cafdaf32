"""Cuts a film at its beats by copying: no picture is encoded a second time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av

from studio.ask.errors import StudioError
from studio.clips.cliplist import Clip, ClipList, ClipQuestion, Part
from studio.encoding.encoder import CONTAINER, location
from studio.film.captions import Caption, to_vtt
from studio.film.manifest import AskedQuestion, Manifest, Section, read_manifest
from studio.film.poster import last_frame, to_rgb


def cut(film: Path, folder: Path, *, split: bool = False) -> ClipList:
    """Cut a film into a clip for each beat, with its first and last picture and its caption.

    Parameters
    ----------
    film
        With its manifest beside it.
    folder
        An existing one; files of the same names are replaced.
    split
        Whether a clip that asks is also cut where the answer begins, into two files more.

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
    clips = [
        _clip(film, folder, manifest, section, f"{number:02}-{section.name}", split)
        for number, section in enumerate(manifest.sections, start=1)
    ]
    made = ClipList(
        lesson=manifest.lesson,
        title=manifest.title,
        theme=manifest.theme,
        language=manifest.language,
        clips=clips,
        files={name: (folder / name).stat().st_size for c in clips for name in _files(c)},
    )
    made.write(folder)
    return made


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


def _clip(
    film: Path, folder: Path, manifest: Manifest, section: Section, stem: str, split: bool
) -> Clip:
    whole = _part(film, folder, stem, section.first_frame, section.frames, manifest.fps)
    caption = Caption(0.0, section.duration, section.caption)
    (folder / f"{stem}.vtt").write_text(to_vtt([caption]), encoding="utf-8")
    asked = [question for question in manifest.questions if question.beat == section.name]
    return Clip(
        beat=section.name,
        fps=manifest.fps,
        width=manifest.width,
        height=manifest.height,
        loop=section.loop,
        caption=section.caption,
        alt=f"{manifest.title} — {section.caption}",
        vtt=f"{stem}.vtt",
        questions=[
            _question(film, folder, stem, section, question, manifest.fps, split)
            for question in asked
        ],
        **whole.model_dump(),
    )


def _question(
    film: Path,
    folder: Path,
    stem: str,
    section: Section,
    asked: AskedQuestion,
    fps: int,
    split: bool,
) -> ClipQuestion:
    start, end = section.first_frame, section.first_frame + section.frames
    frame, reveal = asked.frame - start, asked.reveal - start
    ask = answer = None
    if split:
        ask = _part(film, folder, f"{stem}.ask", start, reveal, fps)
        answer = _part(film, folder, f"{stem}.reveal", asked.reveal, end - asked.reveal, fps)
    return ClipQuestion(
        text=asked.text,
        frame=frame,
        time=frame / fps,
        reveal=reveal,
        reveal_time=reveal / fps,
        ask=ask,
        answer=answer,
    )


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
        **pictures,
    )


def _first_frame(film: Path) -> av.VideoFrame:
    with av.open(location(film)) as container:
        return next(container.decode(video=0))


def _files(clip: Clip) -> Iterator[str]:
    """Every file of a clip."""
    yield from (clip.file, clip.first, clip.last, clip.vtt)
    for question in clip.questions:
        for part in filter(None, (question.ask, question.answer)):
            yield from (part.file, part.first, part.last)
