"""Pixels to H.264: one film, BT.709 and tagged so, its index first, a frame at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Self, TypeAlias, cast

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from numpy.typing import NDArray

if TYPE_CHECKING:
    from manim._config.video_encoder import VideoEncoderSpec

Pixels: TypeAlias = NDArray[np.uint8]  # (height, width, 4), RGBA, top row first

_SAMPLE = 8  # pictures are compared at every so many pixels first: most differ there already


class VideoEncoder:
    """Writes frames to an mp4 file.

    Frames are converted to BT.709 with limited range, as HD players expect, and the stream says so.
    The index (moov) precedes the pictures, so that the file plays while it loads. Alpha is ignored.

    Parameters
    ----------
    path
        The file to write; an existing one is replaced.
    spec
        Codec, size, frame rate and options; `studio.settings.encoder_spec` reads them from
        ``manim.cfg``.
    """

    def __init__(self, path: Path, spec: VideoEncoderSpec) -> None:
        self.path = path
        self.frames = 0
        self._shape = (spec.height, spec.width, 4)
        self._pixel_format = spec.pixel_format
        self._time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        self._reformatter = VideoReformatter()
        self._last: tuple[Pixels, av.VideoFrame] | None = None
        self._container = av.open(str(path), "w", options={"movflags": "faststart"})
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

    def write(self, pixels: Pixels, repeat: int = 1, *, keyframe: bool = False) -> Pixels | None:
        """Append a picture, shown for ``repeat`` frames; a film can be cut at a key frame.

        A picture equal to the one before is not converted again. The array must stay as it is until
        it is returned by a later call, which hands back the previous one, free to be used again.
        """
        if pixels.shape != self._shape or pixels.dtype != np.uint8:
            raise ValueError(f"frames are uint8 {self._shape}; got {pixels.dtype} {pixels.shape}")
        free: Pixels | None = None
        if self._last is not None and _equal(pixels, self._last[0]):
            frame, free = self._last[1], pixels
        else:
            free = self._last[0] if self._last is not None else None
            frame = self._convert(pixels)
            self._last = pixels, frame
        for count in range(repeat):
            frame.pts, frame.time_base = self.frames, self._time_base
            frame.pict_type = PictureType.I if keyframe and count == 0 else PictureType.NONE
            self._container.mux(self._stream.encode(frame))
            self.frames += 1
        return free

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

    def _convert(self, pixels: Pixels) -> av.VideoFrame:
        # Each lesson has a core: more threads in the conversion cost more than they save.
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format=self._pixel_format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )


class BackgroundEncoder:
    """A `VideoEncoder` on a thread of its own, so that the next frame is drawn meanwhile.

    Parameters
    ----------
    encoder
        The encoder that writes.
    waiting
        How many frames may wait; drawing pauses when it is that far ahead.
    release
        Called, on the thread, with each array that is free to be drawn on again.
    """

    def __init__(
        self, encoder: VideoEncoder, waiting: int, release: Callable[[Pixels], None]
    ) -> None:
        self._encoder = encoder
        self._release = release
        self._queue: Queue[tuple[Pixels, int, bool] | None] = Queue(waiting)
        self._error: BaseException | None = None
        self._thread = Thread(target=self._work, name="encoder", daemon=True)
        self._thread.start()

    def write(self, pixels: Pixels, repeat: int = 1, *, keyframe: bool = False) -> None:
        """Hand a frame over; an error of an earlier one is raised here."""
        self._raise_error()
        self._queue.put((pixels, repeat, keyframe))

    def close(self) -> None:
        """Encode what waits and finish the file."""
        self._stop()
        self._raise_error()
        self._encoder.close()

    def abort(self) -> None:
        """Stop and remove the file."""
        self._error = self._error or RuntimeError("aborted")  # what waits is dropped
        self._stop()
        self._encoder.abort()

    def _stop(self) -> None:
        self._queue.put(None)
        self._thread.join()

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            if self._error is not None:
                continue  # keep emptying the queue, or the drawing thread would wait for ever
            pixels, repeat, keyframe = item
            try:
                free = self._encoder.write(pixels, repeat, keyframe=keyframe)
            except BaseException as error:
                self._error = error
            else:
                if free is not None:
                    self._release(free)


def _equal(first: Pixels, second: Pixels) -> bool:
    """Whether two pictures are the same."""
    sample = np.s_[::_SAMPLE, ::_SAMPLE]
    return np.array_equal(first[sample], second[sample]) and np.array_equal(first, second)
