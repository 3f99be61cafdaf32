"""What lessons cost beside their encoder: processor time of all that is done, and of encoding."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks.filming import film
from benchmarks.measure import Comparison, Row
from studio.ask.lessons import choose, load_lesson
from studio.encoding.encoder import VideoEncoder
from studio.engine.layers import Layers

Function = Callable[..., Any]


class Cost(NamedTuple):
    """Seconds of processor for a film of some frames.

    Attributes
    ----------
    frames
        Of the film.
    whole
        For everything, from the start of its process on.
    encoding
        For encoding alone.
    converting
        For the pictures' colours.
    drawing
        For finding out what has changed, and drawing it.
    starting
        Until the first frame: imports, what is computed, what is laid out.
    """

    frames: float
    whole: float
    encoding: float
    converting: float
    drawing: float
    starting: float


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
    spent: Counter[str] = Counter()
    lesson = load_lesson(name)
    with (
        patch.object(VideoEncoder, "convert", _timed(VideoEncoder.convert, "converting", spent)),
        patch.object(VideoEncoder, "put", _timed(VideoEncoder.put, "putting", spent)),
        patch.object(Layers, "draw", _timed(Layers.draw, "drawing", spent)),
        patch.object(lesson, "construct", _marked(lesson.construct, spent)),
    ):
        frames = film(lesson).frames
    whole = time.process_time()
    encoding = whole - time.thread_time() - spent["putting"]  # which is on the encoder's thread
    spent["converting"] += spent["putting"]
    return Cost(frames, whole, encoding, *(spent[key] for key in Cost._fields[3:]))


def _timed(function: Function, key: str, spent: Counter[str]) -> Function:
    """A function that adds the processor time it takes on its thread."""

    def timed(*args: Any, **options: Any) -> Any:
        began = time.thread_time()
        try:
            return function(*args, **options)
        finally:
            spent[key] += time.thread_time() - began

    return timed


def _marked(function: Function, spent: Counter[str]) -> Function:
    """A function that first adds the processor time spent so far."""

    def marked(*args: Any, **options: Any) -> Any:
        spent["starting"] += time.process_time()
        return function(*args, **options)

    return marked


def _row(name: str, spent: Cost, goal: float) -> Row:
    share = spent.encoding / spent.whole
    frames, whole, *parts = spent
    moving = whole - sum(parts)
    times = [1000 * part / frames for part in (whole, *parts, moving)]
    note = (
        "{:.2f} times as much: {:.1f} ms a frame, of them {:.1f} encoding, {:.1f} converting, "
        "{:.1f} drawing, {:.1f} starting, {:.1f} moving what is drawn"
    ).format(1 / share, *times)
    return Row(name, frames / whole, "frames/s", share, goal, note)
