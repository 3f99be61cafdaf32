"""All lessons, from nothing, as ``make`` renders them: playing time against the clock."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.measure import Comparison, Row, cores
from studio.ask.lessons import choose
from studio.ask.request import RenderRequest
from studio.crew.production import Outcome, produce


class _Quiet:
    """Hears of progress and says nothing."""

    def note(self, remark: str) -> None: ...

    def started(self, lesson: str) -> None: ...

    def progress(self, lesson: str, frames: int, beat: int, beats: int, name: str) -> None: ...

    def finished(self, outcome: Outcome) -> None: ...


def compare() -> Comparison:
    """The real-time factor of the whole set, and of each lesson."""
    requests = [RenderRequest(name) for name in choose(())]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        outcomes = produce(requests, Path(folder), _Quiet())
        seconds = time.perf_counter() - began
    films = [outcome.manifest for outcome in outcomes if outcome.manifest is not None]
    playing = sum(film.duration for film in films)
    rows = [
        Row(
            f"all {len(films)} lessons",
            sum(film.frames for film in films) / seconds,
            "frames/s",
            playing / seconds,
            1.0,
            f"{playing:.0f} s of film in {seconds:.0f} s",
        )
    ]
    for film in films:
        took = film.render_seconds
        note = f"{film.duration:.0f} s of film in {took:.0f} s, beside another"
        rows.append(
            Row(film.lesson, film.frames / took, "frames/s", film.duration / took, None, note)
        )
    rows += [
        Row(outcome.lesson, None, "frames/s", note=outcome.complaint or "")
        for outcome in outcomes
        if outcome.manifest is None
    ]
    return Comparison(
        "The whole set of lessons, cold, 1080p60",
        f"What `make` does, into an empty folder, {cores()} lessons at a time; the ratio is "
        "playing time to time taken.",
        tuple(rows),
    )
