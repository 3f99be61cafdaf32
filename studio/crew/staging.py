"""Where files are made before they are published: a hidden folder beside them."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Self

from studio.ask.errors import StudioError
from studio.film.manifest import SUFFIXES

_PREFIX = ".studio-"


class Staging:
    """A temporary folder inside the output folder, so that a rename publishes a file whole.

    It is locked while its run lives, and removed with it. The folder of a run that was killed
    carries no lock any more; the next run removes it.

    Raises
    ------
    StudioError
        On entering, if the output folder cannot be written to.
    """

    def __init__(self, output: Path) -> None:
        self.output = output

    def __enter__(self) -> Self:
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            _remove_stale(self.output)
            self._folder, self._lock = _locked_folder(self.output)
        except OSError as error:
            raise StudioError(f"cannot write to {self.output}: {error.strerror}") from error
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._lock)

    def folder(self, lesson: str) -> Path:
        """An empty folder to make the lesson's files in."""
        folder = self._folder / lesson
        folder.mkdir()
        return folder

    def log(self, lesson: str) -> Path:
        """Where the lesson's log is written."""
        return self._folder / f"{lesson}.log"

    def publish(self, lesson: str) -> None:
        """Put a finished lesson in place of an earlier one; its manifest comes last."""
        made = self._folder / lesson
        for name in (*(f"{lesson}{suffix}" for suffix in SUFFIXES), f"{lesson}.json"):
            (made / name).replace(self.output / name)
        (self.output / f"{lesson}.log").unlink(missing_ok=True)
        shutil.rmtree(made, ignore_errors=True)

    def discard(self, lesson: str) -> None:
        """Remove what an unfinished lesson left."""
        shutil.rmtree(self._folder / lesson, ignore_errors=True)

    def publish_log(self, lesson: str) -> Path | None:
        """Keep the log of a failed lesson beside the films; None if it says nothing."""
        log = self.log(lesson)
        with suppress(OSError):
            if log.stat().st_size:
                return log.replace(self.output / log.name)
        return None


def _locked_folder(output: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=output))
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():  # else another run took it for stale before it was locked
            return folder, lock
        os.close(lock)


def _remove_stale(output: Path) -> None:
    for folder in output.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # locked: its run lives
            lock = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
