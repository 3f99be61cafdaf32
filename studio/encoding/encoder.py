"""Pixels to H.264: one film, BT.709 and tagged so, its index first, a frame at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Protocol, Self, TypeAlias, cast

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from numpy.typing import NDArray

from studio.encoding.background import Background

Pixels: TypeAlias = NDArray[np.uint8]  # (height, width, 4), RGBA, top row first

# The index first, so that a film plays while it loads. Times are counted in a unit that every frame
# rate divides: FFmpeg's milliseconds would make 59.9996 frames a second of films that are joined.
CONTAINER = {"movflags": "faststart", "movie_timescale": "90000"}
_SAMPLE = 8  # pictures are compared at every so many pixels first: most differ there already


class VideoSpec(Protocol):
    """What a film is encoded with: codec, size in pixels, rate and the codec's options."""

    @property
    def codec(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def frame_rate(self) -> Fraction: ...
    @property
    def pixel_format(self) -> str: ...
    @property
    def options(self) -> Mapping[str, str]: ...


class Sink(Protocol):
    """Where the pictures of a scene go, section after section."""

    def tag(self, title: str, language: str) -> None:
        """Told before the first picture; the language has three letters, ISO 639-2."""

    def begin(self, section: str) -> None:
        """What follows is of another section, which may stay empty."""

    def write(self, pixels: Pixels, repeat: int = 1, *, keyframe: bool = False) -> None:
        """Take a picture that is shown for some frames; it is released when it is done with."""

    def close(self) -> None:
        """Finish what is written."""

    def abort(self) -> None:
        """Give up what is unfinished, and remove it."""


class VideoEncoder:
    """Writes frames to an mp4 file.

    Frames are converted to BT.709 with limited range, as HD players expect, and the stream says so.
    Alpha is ignored.

    Parameters
    ----------
    path
        The file to write; an existing one is replaced.
    spec
        Codec, size, frame rate and options; manim works them out from ``manim.cfg``.
    """

    def __init__(self, path: Path, spec: VideoSpec) -> None:
        self.path = path
        self.frames = 0
        self._shape = (spec.height, spec.width, 4)
        self._pixel_format = spec.pixel_format
        self._time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        self._reformatter = VideoReformatter()
        self._last: tuple[Pixels, av.VideoFrame] | None = None
        self._container = av.open(location(path), "w", options=CONTAINER)
        self._stream = cast(
            av.VideoStream,
            self._container.add_stream(
                spec.codec, rate=spec.frame_rate, options=dict(spec.options)
            ),
        )
        self._stream.width, self._stream.height = spec.width, spec.height
        self._stream.pix_fmt = spec.pixel_format
        self._stream.time_base = self._time_base
        context = self._stream.codec_context
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = 1  # AVCOL_SPC_BT709; PyAV names only swscale's numbers
        context.color_range = ColorRange.MPEG

    def tag(self, title: str, language: str) -> None:
        """Name the film and its language (three letters, ISO 639-2) before the first picture."""
        self._container.metadata["title"] = title
        self._stream.metadata["language"] = language

    def write(self, pixels: Pixels, repeat: int = 1, *, keyframe: bool = False) -> Pixels | None:
        """Append a picture, shown for ``repeat`` frames; a film can be cut at a key frame.

        A picture equal to the one before is not converted again. The array must stay as it is until
        it is returned by a later call, which hands back the previous one, free to be used again.
        """
        frame, free = self.convert(pixels)
        self.append(frame, repeat, keyframe=keyframe)
        return free

    def convert(self, pixels: Pixels) -> tuple[av.VideoFrame, Pixels | None]:
        """The first half of ``write``: a picture as a frame of the film, and an array now free."""
        if pixels.shape != self._shape or pixels.dtype != np.uint8:
            raise ValueError(f"frames are uint8 {self._shape}; got {pixels.dtype} {pixels.shape}")
        before, self._last = self._last, None
        if before is not None and _equal(pixels, before[0]):
            self._last = before
            return before[1], pixels
        frame = self._converted(pixels)
        self._last = pixels, frame
        return frame, None if before is None else before[0]

    def append(self, frame: av.VideoFrame, repeat: int = 1, *, keyframe: bool = False) -> None:
        """The second half of ``write``; it may go on while the next picture is converted."""
        for count in range(repeat):
            frame.pts, frame.time_base = self.frames, self._time_base
            frame.pict_type = PictureType.I if keyframe and count == 0 else PictureType.NONE
            self._container.mux(self._stream.encode(frame))
            self.frames += 1

    def close(self) -> None:
        """Finish the file."""
        self._last = None
        self._container.mux(self._stream.encode())
        self._container.close()

    def abort(self) -> None:
        """Give the file up and remove it."""
        self._last = None
        with suppress(Exception):
            self._container.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    def _converted(self, pixels: Pixels) -> av.VideoFrame:
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format=self._pixel_format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )


class BackgroundEncoder:
    """A `VideoEncoder` in the background: one picture is drawn, one converted, one encoded at once.

    Parameters
    ----------
    encoder
        The encoder that writes.
    waiting
        How many pictures may wait for each of the two; drawing pauses when it is that far ahead.
    release
        Called, on a thread, with each array that is free to be drawn on again.
    """

    def __init__(
        self, encoder: VideoEncoder, waiting: int, release: Callable[[Pixels], None]
    ) -> None:
        self._encoder = encoder
        self._release = release
        self._encoding = Background(self._append, waiting, "encoder")
        self._converting = Background(self._convert, waiting, "converter")
        self.tag = encoder.tag

    def begin(self, section: str) -> None:
        """Sections follow each other in one film."""

    def write(self, pixels: Pixels, repeat: int = 1, *, keyframe: bool = False) -> None:
        """Hand a picture over; an error of an earlier one is raised here."""
        self._converting.give((pixels, repeat, keyframe))

    def close(self) -> None:
        """Encode what waits and finish the file."""
        self._converting.finish()
        self._encoding.finish()
        self._encoder.close()

    def abort(self) -> None:
        """Stop and remove the file."""
        self._converting.abort()
        self._encoding.abort()
        self._encoder.abort()

    def _convert(self, written: tuple[Pixels, int, bool]) -> None:
        pixels, repeat, keyframe = written
        frame, free = self._encoder.convert(pixels)
        self._encoding.give((frame, repeat, keyframe))
        if free is not None:
            self._release(free)

    def _append(self, converted: tuple[av.VideoFrame, int, bool]) -> None:
        frame, repeat, keyframe = converted
        self._encoder.append(frame, repeat, keyframe=keyframe)


def location(path: Path) -> str:
    """A file as FFmpeg is told of it: it would take the folder ``week:1`` for a protocol."""
    return str(path.absolute())


def _equal(first: Pixels, second: Pixels) -> bool:
    """Whether two pictures are the same."""
    sample = np.s_[::_SAMPLE, ::_SAMPLE]
    return np.array_equal(first[sample], second[sample]) and np.array_equal(first, second)
