"""What can go wrong: the one line a lecturer reads, and the code the command exits with."""

from __future__ import annotations

import errno


class StudioError(Exception):
    """A failure that is no bug of the request; the message is one line."""

    exit_code = 1


class RequestError(StudioError):
    """The request itself cannot be met: an unknown name, a value that is not allowed."""

    exit_code = 2


def printable(text: str) -> str:
    """A text on one line: the name of a file may hold anything."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def one_line(error: BaseException) -> str:
    """An exception as one line: its message, after its type unless the studio wrote it."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "no space left on the disk"
    text = " ".join(str(error).split())
    if isinstance(error, StudioError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
