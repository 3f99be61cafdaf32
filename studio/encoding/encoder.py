"""Pixels to H.264: one film, BT.709 and tagged so, its index first, a frame at a time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias, cast

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc
from numpy.typing import NDArray

from studio.encoding.background import Background
from studio.encoding.tiles import Tiles, every_tile

if TYPE_CHECKING:
    from studio.encoding.bt709 import Patch

Pixels: TypeAlias = NDArray[np.uint8]  # (height, width, 4), RGBA, top row first

# The index first, so that a film plays while it loads. Times are counted in a unit that every frame
# rate divides: FFmpeg's milliseconds would make 59.9996 frames a second of films that are joined.
CONTAINER = {"movflags": "faststart", "movie_timescale": "90000"}
_CODED = "yuv420p"  # the one way in which a film's pixels are kept, which every player knows


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

    def write(
        self,
        pixels: Pixels,
        repeat: int = 1,
        *,
        keyframe: bool = False,
        changed: Tiles | None = None,
    ) -> None:
        """Take a picture as it is now, shown for some frames: its array may then be drawn on.

        Where tiles have not ``changed`` it is the picture before; None: it may be another
        everywhere.
        """

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
        if spec.pixel_format != _CODED or spec.width % 2 or spec.height % 2:
            raise ValueError(
                f"films are {_CODED} of even sides; "
                f"got {spec.pixel_format} of {spec.width}×{spec.height}"
            )
        from studio.encoding import bt709  # compiled: only those who encode wait for it

        self._bt709 = bt709
        self.frames = 0
        self._shape = (spec.height, spec.width, 4)
        self._time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        self._own = self._frame = av.VideoFrame(spec.width, spec.height, _CODED)
        self._planes = _planes(self._own)
        self._container = av.open(location(path), "w", options=CONTAINER)
        self._stream = cast(
            av.VideoStream,
            self._container.add_stream(
                spec.codec, rate=spec.frame_rate, options=dict(spec.options)
            ),
        )
        self._stream.width, self._stream.height = spec.width, spec.height
        self._stream.pix_fmt = _CODED
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

    def write(
        self,
        pixels: Pixels,
        repeat: int = 1,
        *,
        keyframe: bool = False,
        changed: Tiles | None = None,
    ) -> None:
        """Append a picture, shown for ``repeat`` frames; a film can be cut at a key frame.

        Only tiles that have ``changed`` since the one written before are converted; None: all.
        """
        self.put(self.convert(pixels, changed))
        self.append(repeat, keyframe=keyframe)

    def convert(self, pixels: Pixels, changed: Tiles | None = None) -> Patch:
        """The first third of ``write``, on any thread: then the array may be drawn on again."""
        if pixels.shape != self._shape or pixels.dtype != np.uint8:
            raise ValueError(f"frames are uint8 {self._shape}; got {pixels.dtype} {pixels.shape}")
        words = np.ascontiguousarray(pixels).view("<u4")[..., 0]
        return self._bt709.convert(words, every_tile(pixels.shape) if changed is None else changed)

    def put(self, patch: Patch) -> None:
        """The second third of ``write``: what changed since the picture that was put before."""
        self._frame = self._own
        self._bt709.put(patch, *self._planes)

    def take(self, frame: av.VideoFrame) -> None:
        """Instead of ``convert`` and ``put``, a picture of another film of the same coding."""
        self._frame = frame

    def append(self, repeat: int = 1, *, keyframe: bool = False) -> None:
        """The last third of ``write``."""
        for count in range(repeat):
            frame = self._frame
            frame.pts, frame.time_base = self.frames, self._time_base
            frame.pict_type = PictureType.I if keyframe and count == 0 else PictureType.NONE
            self._container.mux(self._stream.encode(frame))
            self.frames += 1

    def close(self) -> None:
        """Finish the file."""
        self._container.mux(self._stream.encode())
        self._container.close()

    def abort(self) -> None:
        """Give the file up and remove it."""
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


class BackgroundEncoder:
    """A `VideoEncoder` in the background: the next picture is drawn while one is encoded.

    Parameters
    ----------
    encoder
        The encoder that writes.
    waiting
        How many pictures may wait for it; drawing pauses when it is that far ahead.
    """

    def __init__(self, encoder: VideoEncoder, waiting: int) -> None:
        self._encoder = encoder
        self._background = Background(self._write, waiting, "encoder")
        self.tag = encoder.tag

    def begin(self, section: str) -> None:
        """Sections follow each other in one film."""

    def write(
        self,
        pixels: Pixels,
        repeat: int = 1,
        *,
        keyframe: bool = False,
        changed: Tiles | None = None,
    ) -> None:
        """Hand a picture over; an error of an earlier one is raised here."""
        self._background.give((self._encoder.convert(pixels, changed), repeat, keyframe))

    def close(self) -> None:
        """Encode what waits and finish the file."""
        self._background.finish()
        self._encoder.close()

    def abort(self) -> None:
        """Stop and remove the file."""
        self._background.abort()
        self._encoder.abort()

    def _write(self, given: tuple[Patch, int, bool]) -> None:
        patch, repeat, keyframe = given
        self._encoder.put(patch)
        self._encoder.append(repeat, keyframe=keyframe)


def location(path: Path) -> str:
    """A file as FFmpeg is told of it: it would take the folder ``week:1`` for a protocol."""
    return str(path.absolute())


def _planes(frame: av.VideoFrame) -> list[NDArray[np.uint8]]:
    """Luma and the two chromas, as arrays that can be written to."""
    return [
        np.frombuffer(cast(memoryview, plane), np.uint8).reshape(-1, plane.line_size)[
            :, : plane.width
        ]
        for plane in frame.planes
    ]
