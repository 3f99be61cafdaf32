"""A still cut from a finished film."""

from __future__ import annotations

from pathlib import Path

import av
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from studio.encoding.encoder import location

_ACCURATE = (
    Interpolation.BICUBIC
    | Interpolation.ACCURATE_RND
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)


def to_rgb(frame: av.VideoFrame) -> av.VideoFrame:
    """A decoded frame as RGB, read as the BT.709 it is tagged to be."""
    return frame.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=_ACCURATE,
    )


def last_frame(film: Path) -> av.VideoFrame:
    """The last frame of a film: where it holds, everything arrived."""
    with av.open(location(film)) as container:
        stream = container.streams.video[0]
        container.seek(stream.duration or 0, stream=stream)  # to the key frame before the end
        *_, frame = container.decode(stream)
    return frame


def frame_at(film: Path, seconds: float) -> av.VideoFrame:
    """The frame of a film that is shown at a time, or its last."""
    with av.open(location(film)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        container.seek(round(seconds / stream.time_base), stream=stream)  # to the key frame before
        for frame in container.decode(stream):
            if (frame.time or 0.0) + 1e-6 >= seconds:
                break
    return frame


def write_poster(film: Path, poster: Path, seconds: float | None = None) -> None:
    """Write the film's frame at a time, or its last, full size, as a PNG file."""
    frame = last_frame(film) if seconds is None else frame_at(film, seconds)
    to_rgb(frame).to_image().save(poster)
