"""This state against another of the repository: processor time of rendering, sides in turn."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from benchmarks.measure import Comparison, Row, interleaved
from studio.ask.lessons import choose

HERE = Path(__file__).resolve().parents[1]


def compare(
    commit: str, lessons: Sequence[str] = (), quality: str = "h", rounds: int = 1
) -> Comparison:
    """Lessons as they are rendered here, and as at a commit.

    Processor time is compared, start-up included: unlike the clock, it tells much the same on a
    machine that others use.

    Raises
    ------
    ValueError
        If there is no such commit.
    """
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        _extract(commit, there)
        for lesson in choose(tuple(lessons)):
            sides = {tree: _Rendering(tree, lesson, quality) for tree in (HERE, there)}
            speed = interleaved({str(tree): side for tree, side in sides.items()}, rounds)
            ours, before = speed[str(HERE)], speed[str(there)]
            note = f"at {commit}: {before:.3g}"
            rows.append(Row(lesson, ours, "films/processor hour", ours / before, None, note))
    return Comparison(
        f"Against {commit}",
        f"Whole lessons at quality {quality}, cold, start-up included; the ratio is of processor "
        "time.",
        tuple(rows),
    )


class _Rendering:
    """Renders a lesson by the code in a folder, when called, and returns how fast that was."""

    def __init__(self, tree: Path, lesson: str, quality: str) -> None:
        self._tree = tree
        self._command = [sys.executable, "-P", "-m", "studio", "render", lesson, "-q", quality]

    def __call__(self) -> float:
        environment = {**os.environ, "PYTHONPATH": str(self._tree)}
        before = _of_children()
        with tempfile.TemporaryDirectory() as films:
            subprocess.run(
                [*self._command, "--output", films],
                cwd=self._tree,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        return 3600 / (_of_children() - before)


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
