"""The process that renders one lesson, or makes its clips.

A job comes in on standard input; events, lines of JSON, go out on standard output. Whatever the
lesson or manim prints goes to standard error, which is the log.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from studio.ask.alone import import_manim
from studio.ask.errors import RequestError, one_line
from studio.ask.request import ClipRequest, RenderRequest
from studio.crew.interpreter import tuned

if TYPE_CHECKING:
    from pydantic import BaseModel

    from studio.film.rendering import Progress

Task: TypeAlias = RenderRequest | ClipRequest
_INTERVAL = 0.1  # seconds between two reports of progress


@dataclass(frozen=True, slots=True)
class Job:
    """What the process is to do: meet a request, whose inputs have this digest, in a folder."""

    request: Task
    folder: Path
    inputs: str


def main() -> None:
    """Render the job on standard input."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)

    def send(kind: str, **content: Any) -> None:
        # When the studio is gone the pipe is broken, and this ends the render, too.
        events.write(json.dumps({"kind": kind, **content}) + "\n")

    job: Job = pickle.load(sys.stdin.buffer)
    try:
        with tuned():
            import_manim()
            kind, made = _made(job, _Reporter(send))
    except RequestError as error:
        send("refused", message=str(error))
    except BaseException as error:
        send("failed", message=one_line(error))
        with suppress(OSError):  # a full disk takes no log either
            traceback.print_exc()
    else:
        send("clipped" if kind == "clips" else "rendered", **{kind: made.model_dump(mode="json")})


def _made(job: Job, reporter: _Reporter) -> tuple[str, BaseModel]:
    """Do the work: the film's manifest, or the list of clips."""
    if isinstance(job.request, ClipRequest):
        from studio.clips.making import make_clips

        return "clips", make_clips(job.request, job.folder, reporter, job.inputs)
    from studio.film.rendering import render_lesson

    return "manifest", render_lesson(job.request, job.folder, reporter, job.inputs)


class _Reporter:
    """Sends progress, but not more often than a person can see."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._next = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL
            self._send("progress", **asdict(progress))


if __name__ == "__main__":
    main()
