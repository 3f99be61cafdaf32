"""Workers that fork from a process which has imported manim once, in place of starting anew.

Starting Python and importing manim is most of what a worker on a tiny lesson does. Where CI is set
workers start as they do for a lecturer.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any, Self

from studio.ask.alone import variable
from studio.crew import worker
from studio.crew.process import environment
from studio.crew.worker import Job

_IMPORTED = ["tests.conftest", "studio.film.rendering", "studio.clips.making"]
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(_IMPORTED)


class Forked:
    """A forked worker, with as much of a ``Popen`` as the studio uses."""

    def __init__(self, job: Job, log: Any, current: Path | None = None) -> None:
        read, write = os.pipe()
        self.stdout = os.fdopen(read, "rb")
        log.flush()
        given = pickle.dumps(job), environment(), str(current or Path.cwd())
        with variable("PYTHONHASHSEED", "0"):  # of the process they fork from
            self._process = _CONTEXT.Process(
                target=_work, args=(*given, DupFd(write), DupFd(log.fileno()))
            )
            self._process.start()
        os.close(write)

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a forked worker", timeout or 0)
        return self._process.exitcode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self._process.join()


def _work(job: bytes, variables: dict[str, str], folder: str, events: Any, log: Any) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(variables)
    sys.path[:] = [*variables["PYTHONPATH"].split(os.pathsep), *sys.path]
    os.chdir(folder)
    os.dup2(log.detach(), 2)
    os.dup2(events.detach(), 1)
    sys.stdin = io.TextIOWrapper(io.BytesIO(job))
    worker.main()
    os._exit(0)
