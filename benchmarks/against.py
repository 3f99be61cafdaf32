"""This state against another of the repository: processor time of rendering, sides in turn."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import av

from benchmarks.measure import Comparison, Row, interleaved
from studio.ask.lessons import choose

HERE = Path(__file__).resolve().parents[1]
GOAL = 1.5  # times as fast, for the whole course


def compare(
    commit: str, lessons: Sequence[str] = (), quality: str = "h", rounds: int = 1
) -> Comparison:
    """Lessons as they are rendered here, and as at a commit, whose films may be of other lengths.

    Processor time is compared, start-up included: unlike the clock, it tells much the same on a
    machine that others use.

    Raises
    ------
    ValueError
        If there is no such commit.
    """
    rows, names = [], choose(tuple(lessons))
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        _extract(commit, there)
        ours, before = _Side(HERE, quality), _Side(there, quality)
        shared = [name for name in names if (there / "scenes" / f"{name}.py").exists()]
        for lesson in shared:
            sides = {"ours": partial(ours.film, lesson), "before": partial(before.film, lesson)}
            speed = interleaved(sides, rounds)
            rows.append(_row(lesson, speed["ours"], speed["before"], commit))
    if len(shared) > 1:
        whole = _row(f"all {len(shared)} lessons", ours.speed, before.speed, commit)
        rows.insert(0, replace(whole, goal=GOAL))
    return Comparison(
        f"Against {commit}",
        f"Whole lessons that are there, too, at quality {quality}, cold, start-up included: frames "
        "for a second of processor time.",
        tuple(rows),
    )


class _Side:
    """The code in a folder, and how much it has filmed."""

    def __init__(self, tree: Path, quality: str) -> None:
        self._tree, self._quality = tree, quality
        self._frames, self._seconds = 0, 0.0

    def film(self, lesson: str) -> float:
        """Render a lesson; frames for a second of processor time."""
        environment = {**os.environ, "PYTHONPATH": str(self._tree)}
        before = _of_children()
        with tempfile.TemporaryDirectory() as films:
            subprocess.run(
                [sys.executable, "-P", "-m", "studio", "render", lesson]
                + ["-q", self._quality, "--output", films],
                cwd=self._tree,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            frames = sum(map(_frames, Path(films).rglob("*.mp4")))
        seconds = _of_children() - before
        self._frames, self._seconds = self._frames + frames, self._seconds + seconds
        return frames / seconds

    @property
    def speed(self) -> float:
        """Frames for a second of processor time, of all it has filmed."""
        return self._frames / self._seconds


def _row(what: str, ours: float, before: float, commit: str) -> Row:
    return Row(what, ours, "frames/s", ours / before, None, f"at {commit}: {before:.3g}")


def _frames(film: Path) -> int:
    with av.open(str(film)) as container:
        return container.streams.video[0].frames


def _of_children() -> float:
    """Seconds of processor that processes started here have taken, once they are done."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _extract(commit: str, folder: Path) -> None:
    """The repository's files as at a commit, in a folder."""
    archive = subprocess.run(
        ["git", "archive", f"{commit}^{{commit}}"], cwd=HERE, capture_output=True, check=False
    )
    if archive.returncode:
        raise ValueError(f"no commit {commit} in this repository")
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
