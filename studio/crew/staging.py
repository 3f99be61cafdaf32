"""Where files are made before they are published: a hidden folder beside them."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Self

from studio.ask.errors import StudioError
from studio.ask.marks import LOG
from studio.crew.hold import Hold, changed, left_behind
from studio.film.files import SUFFIXES


class Staging:
    """A temporary folder inside the output folder, so that a rename publishes a file whole.

    It is held while its run lives, and removed with it. The folder of a run that was killed is
    left behind; the next run removes it.

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
            self._hold = Hold(self.output).__enter__()
            self._folder = self._hold.folder
            for folder in left_behind(self.output, changed(self._folder)):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError as error:
            raise StudioError(f"cannot write to {self.output}: {error.strerror}") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._hold.__exit__()
        shutil.rmtree(self._folder, ignore_errors=True)

    def folder(self, lesson: str) -> Path:
        """An empty folder to make the lesson's files in."""
        folder = self.made(lesson)
        folder.mkdir()
        return folder

    def made(self, lesson: str) -> Path:
        """Where the lesson's files are made."""
        return self._folder / lesson

    def log(self, lesson: str) -> Path:
        """Where the lesson's log is written."""
        return self._folder / f"{lesson}.log"

    def publish(self, lesson: str) -> None:
        """Put a finished lesson in place of an earlier one; its manifest comes last."""
        made = self.made(lesson)
        for name in (*(f"{lesson}{suffix}" for suffix in SUFFIXES), f"{lesson}.json"):
            (made / name).replace(self.output / name)
        (self.output / f"{lesson}.log").unlink(missing_ok=True)
        shutil.rmtree(made, ignore_errors=True)

    def discard(self, lesson: str) -> None:
        """Remove what an unfinished lesson left."""
        shutil.rmtree(self.made(lesson), ignore_errors=True)

    def publish_log(self, lesson: str) -> Path | None:
        """Keep the log of a failed lesson beside the films; None if it says nothing."""
        log = self.log(lesson)
        with suppress(OSError):
            if said := log.read_bytes():
                log.write_bytes(LOG + said)
                return log.replace(self.output / log.name)
        return None
