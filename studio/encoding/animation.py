"""Pictures to a file with one stream of video, by any of FFmpeg's encoders."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter

from studio.encoding.encoder import Pixels, location
from studio.encoding.formats import Picture


@dataclass(frozen=True)
class Coding:
    """An encoder, its pixels and options, and the container's."""

    codec: str
    pixel_format: str
    options: Mapping[str, str] = field(default_factory=dict)
    container: str | None = None  # None: as the file's suffix says
    container_options: Mapping[str, str] = field(default_factory=dict)


class Animation:
    """Writes pictures as `FrameWriter`; those in YUV are BT.709 with limited range, tagged so."""

    def __init__(self, path: Path, picture: Picture, coding: Coding) -> None:
        self.frames = 0
        self._time_base = Fraction(1, picture.fps)
        self._pixel_format = coding.pixel_format
        self._reformatter = VideoReformatter()
        options = dict(coding.container_options)
        self._container = av.open(location(path), "w", format=coding.container, options=options)
        self._container.metadata["title"] = picture.title
        self._stream = cast(
            av.VideoStream,
            self._container.add_stream(
                coding.codec, rate=picture.fps, options={"threads": "1", **coding.options}
            ),
        )
        self._stream.width, self._stream.height = picture.width, picture.height
        self._stream.pix_fmt = coding.pixel_format
        self._stream.time_base = self._time_base
        self._is_yuv = "yuv" in coding.pixel_format
        if self._is_yuv:
            context = self._stream.codec_context
            context.color_primaries = ColorPrimaries.BT709
            context.color_trc = ColorTrc.BT709
            context.colorspace = 1  # AVCOL_SPC_BT709; PyAV names only swscale's numbers
            context.color_range = ColorRange.MPEG

    def write(self, pixels: Pixels, repeat: int = 1) -> None:
        frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
        if self._is_yuv:
            frame = self._reformatter.reformat(
                frame,
                format=self._pixel_format,
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                threads=1,
            )
        elif self._pixel_format != "rgba":
            frame = self._reformatter.reformat(frame, format=self._pixel_format, threads=1)
        self.append(frame, repeat)

    def append(self, frame: av.VideoFrame, repeat: int = 1) -> None:
        """Append a picture that has the encoder's pixels already."""
        for _ in range(repeat):
            frame.pts, frame.time_base = self.frames, self._time_base
            self._container.mux(self._stream.encode(frame))
            self.frames += 1

    def close(self) -> None:
        self._container.mux(self._stream.encode())
        self._container.close()

    def abort(self) -> None:
        with suppress(Exception):
            self._container.close()
