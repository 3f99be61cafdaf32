"""How the lessons come along, for people: a live line each on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from studio.crew.production import Outcome, Reporter

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from studio.clips.cliplist import ClipList


@contextmanager
def reporting(
    lessons: Iterable[str], echo: Callable[[str], None], *, live: bool
) -> Generator[Reporter, None, None]:
    """A reporter for these lessons, for as long as they render; ``echo`` prints a line."""
    width = max((len(lesson) for lesson in lessons), default=0)
    if not live:
        yield PlainReporter(width, echo)
        return
    reporter = LiveReporter(width, echo)
    try:
        yield reporter
    finally:
        reporter.close()


def summary(outcome: Outcome) -> str:
    """What became of a lesson, in a few words."""
    if outcome.clips is not None and outcome.result == "rendered":
        return clips_summary(outcome.clips)
    if outcome.manifest is None:
        return outcome.result
    film, took = outcome.manifest.duration, outcome.manifest.render_seconds
    return f"{film:.1f} s of film in {took:.1f} s"


def clips_summary(made: ClipList) -> str:
    """How many clips there are, and how large together."""
    count = len(made.clips)
    size = sum(clip.size for clip in made.clips)
    return f"{count} clip{'s' * (count != 1)}, {bytes_of(size)}"


def bytes_of(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


class PlainReporter:
    """A line when a lesson starts, at each of its beats, and when it is done."""

    def __init__(self, width: int, echo: Callable[[str], None]) -> None:
        self._width = width
        self._echo = echo
        self._rates: dict[str, _Rate] = {}
        self._beats: dict[str, int] = {}

    def note(self, remark: str) -> None:
        self._echo(remark)

    def started(self, lesson: str) -> None:
        self._say(lesson, "started")

    def progress(self, lesson: str, frames: int, beat: int, beats: int, name: str) -> None:
        rate = self._rates.setdefault(lesson, _Rate())
        if self._beats.get(lesson) != beat:
            self._beats[lesson] = beat
            self._say(lesson, f"{_percent(beat, beats):3.0f} %  {name}, {rate.describe(frames)}")

    def finished(self, outcome: Outcome) -> None:
        self._say(outcome.lesson, summary(outcome))

    def _say(self, lesson: str, text: str) -> None:
        self._echo(f"{lesson:{self._width}}  {text}")


class LiveReporter:
    """One line for each lesson that is being rendered, redrawn in place."""

    def __init__(self, width: int, echo: Callable[[str], None]) -> None:
        self._plain = PlainReporter(width, echo)
        self._lock = Lock()
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._rates: dict[str, _Rate] = {}

    def note(self, remark: str) -> None:
        self._plain.note(remark)

    def started(self, lesson: str) -> None:
        with self._lock:
            if self._bars is None:  # rich is imported when there is something to show
                self._bars = _bars()
                self._bars.start()
            self._tasks[lesson] = self._bars.add_task(lesson, total=100, note="setting up")

    def progress(self, lesson: str, frames: int, beat: int, beats: int, name: str) -> None:
        rate = self._rates.setdefault(lesson, _Rate())
        assert self._bars is not None
        self._bars.update(
            self._tasks[lesson],
            completed=_percent(beat, beats),
            note=f"{name}, {rate.describe(frames)}",
        )

    def finished(self, outcome: Outcome) -> None:
        if self._bars is None or outcome.lesson not in self._tasks:
            self._plain.finished(outcome)
            return
        done = 100 if outcome.result == "rendered" else None  # None leaves the bar where it is
        self._bars.update(self._tasks[outcome.lesson], completed=done, note=summary(outcome))

    def close(self) -> None:
        if self._bars is not None:
            self._bars.stop()


class _Rate:
    """Frames a second since the first report."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def describe(self, frames: int) -> str:
        seconds = time.monotonic() - self._began
        rate = f", {frames / seconds:.0f} a second" if seconds > 1 else ""
        return f"{frames} frames{rate}"


def _percent(beat: int, beats: int) -> float:
    """Share of the beats that are over: how long a beat is shows only when it was played."""
    return 100 * max(beat - 1, 0) / max(beats, 1)


def _bars() -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:3.0f} %"),
        TextColumn("{task.fields[note]}", markup=False),
        refresh_per_second=5,
    )
