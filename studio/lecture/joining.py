"""Joins films by copying into one: no picture is encoded again, and the rate stays exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import av

from studio.ask.errors import StudioError
from studio.encoding.encoder import CONTAINER, location
from studio.film.captions import Caption, broken, cues
from studio.film.manifest import Manifest

SECOND = 1000  # units of a second in which captions and chapters are counted
SHORT = 10.0  # seconds below which a video site takes no chapter, nor fewer than three of them


@dataclass(frozen=True, slots=True)
class Piece:
    """A film to be joined: its title, how many frames it has, and its captions, from 0."""

    film: Path
    title: str
    frames: int
    fps: int
    captions: tuple[Caption, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.frames / self.fps


def piece(film: Path, manifest: Manifest) -> Piece:
    """A lesson's film as a piece of a longer one."""
    said = (Caption(s.start, s.start + s.duration, s.caption) for s in manifest.sections)
    captions = tuple(caption for caption in said if caption.text)
    return Piece(film, manifest.title, manifest.frames, manifest.fps, captions)


def join(
    pieces: Sequence[Piece],
    path: Path,
    *,
    title: str,
    language: str,
    author: str = "",
    track: bool = True,
) -> None:
    """Join films of the same size, rate and coding into one, with a chapter for each.

    Parameters
    ----------
    pieces
        In order.
    path
        The film, an .mp4.
    title, language
        What players show, and the language in three letters (ISO 639-2).
    author
        Whose it is, if that is said.
    track
        Whether captions are a track of it.

    Raises
    ------
    StudioError
        For films that differ in what a film has but once, or that are not as long as they should.
    """
    with av.open(location(path), "w", options=CONTAINER) as target:
        with av.open(location(pieces[0].film)) as first:
            model = _coding(first)
            video = target.add_stream_from_template(first.streams.video[0])
            video.time_base = first.streams.video[0].time_base
        video.metadata["language"] = language
        target.metadata.update({"title": title, "language": language})
        if author:
            target.metadata["artist"] = author
        text = target.add_mux_stream("mov_text", time_base=Fraction(1, SECOND)) if track else None
        if text is not None:
            text.metadata["language"] = language
        target.set_chapters(_chapters(pieces))
        begin = 0
        for one in pieces:
            if text is not None:
                for packet in _texts(one, Fraction(begin, one.fps)):
                    packet.stream = text
                    target.mux(packet)
            _copy(one, target, video, begin, model)
            begin += one.frames


def concatenate(pieces: Sequence[Piece], path: Path) -> None:
    """Copy films of the same coding into one, without chapters or captions.

    Raises
    ------
    StudioError
        As `join` does.
    """
    with av.open(location(path), "w", options=CONTAINER) as target:
        with av.open(location(pieces[0].film)) as first:
            model = _coding(first)
            video = target.add_stream_from_template(first.streams.video[0])
            video.time_base = first.streams.video[0].time_base
        begin = 0
        for one in pieces:
            _copy(one, target, video, begin, model)
            begin += one.frames


def joined_captions(pieces: Sequence[Piece]) -> list[Caption]:
    """The captions of all pieces, from the beginning of the first."""
    return [
        Caption(begin + caption.start, begin + caption.end, caption.text)
        for begin, one in zip(_begins(pieces), pieces, strict=False)
        for caption in one.captions
    ]


def chapters_text(pieces: Sequence[Piece]) -> str:
    """Chapters as video sites take them: from 0:00, ten seconds or longer; a line each.

    A short piece, such as a card, joins the one after it, under that one's title; the last, the one
    before it.
    """
    lines: list[tuple[float, str]] = []
    begin: float | None = None
    for (start, end), one in zip(pairwise(_begins(pieces)), pieces, strict=True):
        begin = start if begin is None else begin
        if end - begin >= SHORT:
            lines.append((begin, one.title))
            begin = None
    if not lines:
        lines = [(0.0, pieces[0].title)]
    return "".join(f"{_clock(seconds)} {title}\n" for seconds, title in lines)


def _begins(pieces: Sequence[Piece]) -> list[float]:
    """When each piece begins, in seconds, and when the last ends."""
    return list(accumulate((one.seconds for one in pieces), initial=0.0))


def _chapters(pieces: Sequence[Piece]) -> list[av.container.Chapter]:
    times = [round(SECOND * seconds) for seconds in _begins(pieces)]
    return [
        {
            "id": number,
            "start": start,
            "end": end,
            "time_base": Fraction(1, SECOND),
            "metadata": {"title": one.title},
        }
        for number, ((start, end), one) in enumerate(zip(pairwise(times), pieces, strict=True))
    ]


def _coding(source: av.container.InputContainer) -> tuple[object, ...]:
    """What films must have in common to be one."""
    stream = source.streams.video[0]
    context = stream.codec_context
    made = (context.name, context.width, context.height, context.pix_fmt, context.extradata)
    return (*made, stream.average_rate, stream.time_base)


def _copy(
    one: Piece,
    target: av.container.OutputContainer,
    video: av.VideoStream,
    begin: int,
    model: tuple[object, ...],
) -> None:
    """Copy a film's frames to where they belong, counted in frames from the beginning."""
    count = 0
    with av.open(location(one.film)) as source:
        if _coding(source) != model:
            raise StudioError(
                f"{one.film.name} is not coded as the films that it is to be joined to"
            )
        stream = source.streams.video[0]
        assert stream.time_base is not None
        shift = round(Fraction(begin, one.fps) / stream.time_base) - (stream.start_time or 0)
        for packet in source.demux(stream):
            if packet.pts is None or packet.dts is None:
                continue
            packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
            packet.stream = video
            target.mux(packet)
            count += 1
    if count != one.frames:
        raise StudioError(f"{one.film.name} has {count} frames, not {one.frames}")


def _texts(one: Piece, begin: Fraction) -> Iterator[av.Packet[Any]]:
    """The cues of a piece without a gap: between them stand empty ones, as a track has it."""
    start, end = (round(SECOND * time) for time in (begin, begin + Fraction(one.frames, one.fps)))
    for caption in one.captions:
        for cue in cues(caption):
            first = round(SECOND * (float(begin) + cue.start))
            last = min(round(SECOND * (float(begin) + cue.end)), end)
            if first > start:
                yield _text("", start, first)
            yield _text(broken(cue.text), max(first, start), last)
            start = last
    if end > start:
        yield _text("", start, end)


def _text(text: str, start: int, end: int) -> av.Packet[Any]:
    """A text as 3GPP timed text has it: how many bytes, and they in UTF-8."""
    said = text.encode("utf-8")
    packet = av.Packet(len(said).to_bytes(2, "big") + said)
    packet.pts = packet.dts = start
    packet.duration = end - start
    packet.time_base = Fraction(1, SECOND)
    return packet


def _clock(seconds: float) -> str:
    """A time as video sites write it: 1:05, 1:02:05."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
