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


def write_poster(film: Path, poster: Path) -> None:
    """Write the film's last frame, full size, as a PNG file."""
    to_rgb(last_frame(film)).to_image().save(poster, optimize=True)
