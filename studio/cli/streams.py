"""What the command prints is for whoever reads it: when nobody does, the work goes on."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import click

from studio.ask.errors import printable

if TYPE_CHECKING:
    from studio.crew.production import Reporter

_GONE = (errno.EPIPE, errno.EIO)  # the reader of the pipe has left, the terminal is closed


class Patient:
    """A text stream that is written to for as long as it takes what is written.

    It is no more than a command needs: what it wraps cannot be reached round it.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    @property
    def encoding(self) -> str:
        return self._stream.encoding

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, text: str) -> int:
        self._try(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        self._try(self._stream.flush)

    @property
    def failed(self) -> bool:
        """Whether something could not be written that somebody may have wanted to read."""
        return self.error is not None and self.error.errno not in _GONE

    def _try(self, work: Callable[[], object]) -> None:
        if self.error is not None:
            return
        try:
            work()
        except OSError as error:
            self.error = error
            with suppress(OSError):  # what is still in its buffer goes nowhere, without a complaint
                _lead_nowhere(self._stream.fileno())


@contextmanager
def patient_streams() -> Generator[tuple[Patient, Patient], None, None]:
    """Standard output and standard error that end no command; one that is closed leads nowhere."""
    before = sys.stdin, sys.stdout, sys.stderr
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:  # or the next file opened would take its number
            _lead_nowhere(number)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", closefd=False))
    streams = _patient(sys.stdout), _patient(sys.stderr)
    sys.stdout, sys.stderr = (cast(TextIO, stream) for stream in streams)
    try:
        yield streams
    finally:
        for stream in streams:
            stream.flush()
        sys.stdin, sys.stdout, sys.stderr = before


def is_live() -> bool:
    """Whether a person watches, on a terminal whose lines can be written anew."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def progress(names: Iterable[str]) -> AbstractContextManager[Reporter]:
    """Where work on things of these names is told while it goes on."""
    from studio.crew.progress import reporting

    return reporting(names, click.echo, live=is_live())


def complain(text: str) -> None:
    """Say in a line what is wrong."""
    click.echo(f"studio: {printable(text)}", err=True)


def tell_made(path: Path, remarks: Iterable[str], fresh: bool) -> None:
    """Say where something is, whether it was made now, and what there is to remark about it."""
    for remark in remarks:
        complain(remark)
    click.echo(f"{path}" if fresh else f"{path}  up to date")


def exit_code(results: Iterable[str]) -> int:
    """That of a command whose lessons came out so: 1 if one failed, else 2 if one was refused."""
    found = set(results)
    return 1 if "failed" in found else 2 if "refused" in found else 0


def _patient(stream: TextIO) -> Patient:
    with suppress(AttributeError):  # a test's own stream may have no such thing
        stream.reconfigure(errors="backslashreplace")  # type: ignore[attr-defined]
    return Patient(stream)


def _lead_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
