"""What lessons cost beside their encoder: processor time of all that is done, and of encoding."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.filming import film
from benchmarks.measure import Comparison, Row
from studio.ask.lessons import choose, load_lesson
from studio.encoding.encoder import Pixels, VideoEncoder
from studio.encoding.tiles import Tiles


class Cost(NamedTuple):
    """Seconds of processor for a film of some frames.

    Attributes
    ----------
    frames
        Of the film.
    whole
        For everything, from the start of its process on.
    encoding
        For encoding alone, on the encoder's own threads, too.
    """

    frames: float
    whole: float
    encoding: float


def compare() -> Comparison:
    """The share of encoding in the processor time of the whole course, and of each lesson."""
    names = choose(())
    fresh = ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1)
    with fresh as processes:
        costs = list(processes.map(cost, names))
    course = Cost(*(sum(parts) for parts in zip(*costs, strict=True)))
    rows = [_row(f"all {len(names)} lessons", course, 1 / 2)]
    rows += [_row(name, spent, 1 / 2.5) for name, spent in zip(names, costs, strict=True)]
    return Comparison(
        "The encoder's share, 1080p60",
        "Frames for a second of processor time, start-up included; the ratio is encoding the same "
        "frames to all that is done.",
        tuple(rows),
    )


def cost(name: str) -> Cost:
    """What a lesson costs; to be called first thing in a process of its own."""
    converting = 0.0
    convert = VideoEncoder.convert

    def timed(self: VideoEncoder, pixels: Pixels, changed: Tiles | None = None) -> None:
        nonlocal converting
        began = time.thread_time()
        convert(self, pixels, changed)
        converting += time.thread_time() - began

    lesson = load_lesson(name)
    with patch.object(VideoEncoder, "convert", timed):
        frames = film(lesson).frames
    whole = time.process_time()
    return Cost(frames, whole, whole - time.thread_time() - converting)


def _row(name: str, spent: Cost, goal: float) -> Row:
    share = spent.encoding / spent.whole
    milliseconds = 1000 * spent.whole / spent.frames, 1000 * spent.encoding / spent.frames
    note = "{:.1f} ms a frame, {:.1f} of them encoding: {:.2f} times as much".format(
        *milliseconds, 1 / share
    )
    return Row(name, spent.frames / spent.whole, "frames/s", share, goal, note)
