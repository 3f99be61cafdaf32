"""GIF: plays where nothing else does; 256 colours, chosen for what moves."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.filter import Graph
from av.filter.context import FilterContext

from studio.encoding.animation import Animation, Coding
from studio.encoding.encoder import Pixels
from studio.encoding.formats import Format, FrameWriter, Picture

# Hundredths of a second is how it counts: at other rates than these it goes out of step.
RATES = (10, 20, 25, 50)
CHOOSE = "stats_mode=diff:reserve_transparent=0"
USE = "dither=bayer:bayer_scale=5:diff_mode=rectangle"
PALETTE = 16, 16  # pixels of a palette's picture


class Gif:
    """Keeps pictures until all are there, packed; then chooses the colours, then writes them."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self._path, self._picture = path, picture
        self._kept: list[tuple[bytes, int]] = []

    def write(self, pixels: Pixels, repeat: int = 1) -> None:
        self._kept.append((zlib.compress(pixels.tobytes(), 1), repeat))

    def close(self) -> None:
        # -1: once; what is no loop rests on its last picture.
        loop = {"loop": "0" if self._picture.loop else "-1"}
        coding = Coding("gif", "pal8", container_options=loop)
        animation = Animation(self._path, self._picture, coding)
        repeats = (repeat for _, repeat in self._kept)
        for frame, repeat in zip(self._painted(self._palette()), repeats, strict=True):
            animation.append(frame, repeat)
        animation.close()

    def abort(self) -> None:
        self._kept.clear()

    def _frames(self) -> Iterator[av.VideoFrame]:
        shape = (self._picture.height, self._picture.width, 4)
        for number, (packed, _) in enumerate(self._kept):
            pixels = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(shape)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
            frame.pts, frame.time_base = number, Fraction(1, self._picture.fps)
            yield frame

    def _palette(self) -> av.VideoFrame:
        """The 256 colours that serve what changes best."""
        graph = Graph()
        source, choose = self._source(graph), graph.add("palettegen", CHOOSE)
        sink = graph.add("buffersink")
        source.link_to(choose)
        choose.link_to(sink)
        graph.configure()
        (palette,) = _through(self._frames(), source, sink)
        return palette

    def _painted(self, palette: av.VideoFrame) -> Iterator[av.VideoFrame]:
        """The pictures in these colours."""
        graph = Graph()
        source, colors = self._source(graph), self._source(graph, PALETTE)
        use, sink = graph.add("paletteuse", USE), graph.add("buffersink")
        source.link_to(use, 0, 0)
        colors.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        palette.pts, palette.time_base = 0, Fraction(1, self._picture.fps)
        colors.push(palette)
        colors.push(None)
        yield from _through(self._frames(), source, sink)  # the graph must outlive its parts

    def _source(self, graph: Graph, size: tuple[int, int] | None = None) -> FilterContext:
        width, height = size or (self._picture.width, self._picture.height)
        return graph.add_buffer(
            width=width,
            height=height,
            format=av.VideoFormat("rgba"),
            time_base=Fraction(1, self._picture.fps),
        )


def _through(
    frames: Iterable[av.VideoFrame], source: FilterContext, sink: FilterContext
) -> Iterator[av.VideoFrame]:
    """Frames through a graph, as they come out."""
    for frame in chain(frames, (None,)):
        source.push(frame)
        yield from _pulled(sink)


def _pulled(sink: FilterContext) -> Iterator[av.VideoFrame]:
    try:
        while True:
            frame = sink.pull()
            assert isinstance(frame, av.VideoFrame)
            yield frame
    except (BlockingIOError, EOFError):
        return


def open_gif(path: Path, picture: Picture) -> FrameWriter:
    """A GIF file; a loop plays for ever, anything else once."""
    return Gif(path, picture)


FORMAT = Format("mail, old programs", ".gif", width=854, fps=25, writer=open_gif, rates=RATES)
