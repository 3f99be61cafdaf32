"""Matplotlib films a 3-D plot that turns, with PyAV, in x264's default settings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from matplotlib.animation import AbstractMovieWriter, FuncAnimation
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.filming import HD


class PyAVWriter(AbstractMovieWriter):
    """Encodes what the Agg canvas has drawn."""

    def setup(self, fig: Any, outfile: Any, dpi: float | None = None) -> None:
        super().setup(fig, outfile, dpi)
        self._container = av.open(str(outfile), "w")
        self._stream: Any = self._container.add_stream("libx264", rate=Fraction(HD.fps))
        self._stream.width, self._stream.height = HD.width, HD.height
        self._stream.pix_fmt = "yuv420p"

    def grab_frame(self, **_: Any) -> None:
        canvas = self.fig.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        self._container.mux(self._stream.encode(av.VideoFrame.from_ndarray(pixels, "rgba")))

    def finish(self) -> None:
        self._container.mux(self._stream.encode())
        self._container.close()


def film_axes(path: Path, make_axes: Callable[[Figure], Any], frames: int) -> None:
    """Film axes that turn by half a degree a frame, 1080p60."""
    figure = Figure(figsize=(HD.width / 100, HD.height / 100), dpi=100)
    FigureCanvasAgg(figure)
    axes = make_axes(figure)

    def turn(frame: int) -> list[Any]:
        axes.view_init(elev=24, azim=-58 + 0.5 * frame)
        return []

    animation = FuncAnimation(figure, turn, frames=frames, init_func=list)
    animation.save(path, writer=PyAVWriter(fps=HD.fps), dpi=100)
