"""A part that fades in over the last picture of the one before; what does not fade is copied."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from numpy.typing import NDArray

from studio.ask.request import Quality
from studio.clips.cutting import copy_frames
from studio.encoding.encoder import VideoEncoder, location
from studio.engine.settings import film_spec
from studio.film.poster import last_frame
from studio.lecture.joining import Piece, concatenate

Planes: TypeAlias = NDArray[np.uint8]  # luma over both chromas, (3/2 height, width)
FORMAT = "yuv420p"


def faded(before: Piece, one: Piece, seconds: float, quality: Quality, path: Path) -> Piece:
    """A film whose first frames come out of the last picture of another, as long as it was.

    Only the frames up to the next key frame after the fade are encoded; the rest is copied.

    Parameters
    ----------
    before, one
        Films of the same coding.
    seconds
        Of the fade; the whole film if that is shorter.
    quality
        Of both.
    path
        The new film.
    """
    fading = min(round(seconds * one.fps), one.frames)
    if not fading:
        return one
    cut = next((n for n in key_frames(one.film, one.fps) if n >= fading), one.frames)
    ends = {end: path.with_suffix(f".{end}.mp4") for end in ("head", "tail")}
    old = _planes(last_frame(before.film))
    with (
        av.open(location(one.film)) as source,
        VideoEncoder(ends["head"], film_spec(quality)) as to,
    ):
        for number, frame in enumerate(islice(source.decode(video=0), cut)):
            share = min((number + 1) / (fading + 1), 1.0) if number < fading else 1.0
            to.take(_mixed(old, _planes(frame), share))
            to.append(keyframe=number == 0)
    pieces = [replace(one, film=ends["head"], frames=cut)]
    if cut < one.frames:
        copy_frames(one.film, cut, one.frames - cut, ends["tail"])
        pieces.append(replace(one, film=ends["tail"], frames=one.frames - cut))
    concatenate(pieces, path)
    for end in ends.values():
        end.unlink(missing_ok=True)
    return replace(one, film=path)


def key_frames(film: Path, fps: int) -> list[int]:
    """Numbers of the frames from which on a film can be copied."""
    with av.open(location(film)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        begins = [p.pts for p in container.demux(stream) if p.is_keyframe and p.pts is not None]
        return [round(begin * stream.time_base * fps) for begin in begins]


def _planes(frame: av.VideoFrame) -> Planes:
    return np.asarray(frame.to_ndarray(format=FORMAT), dtype=np.uint8)


def _mixed(old: Planes, new: Planes, share: float) -> av.VideoFrame:
    """The new picture over the old one, which shows through what the share leaves."""
    mixed = np.rint((1 - share) * old + share * new).astype(np.uint8)
    return av.VideoFrame.from_ndarray(mixed, FORMAT)
