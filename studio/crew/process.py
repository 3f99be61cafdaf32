"""The processes that lessons are rendered in: how they start, and how they end."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from studio.ask.alone import search_path, without_variables
from studio.crew.worker import Job

_START = "from studio.crew.worker import main; main()"
_PATIENCE = 3.0  # seconds a process gets to stop


def started(job: Job, log: Any, current: Path | None = None) -> subprocess.Popen[bytes]:
    """A process that does a job, whose events are on its standard output; ``log`` has the rest."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        cwd=current,
        env=environment(),
        start_new_session=True,  # Ctrl-C is for the studio, which stops its workers
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it ended at once; how, its code says
        process.stdin.write(pickle.dumps(job))
        process.stdin.close()
    return process


def stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """End processes, those that do not hear by force."""
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def environment() -> dict[str, str]:
    """For the workers: they find what this process finds, and make the same bytes each time."""
    return without_variables(os.environ) | {
        "PYTHONPATH": os.pathsep.join(search_path(sys.path)),
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def ending(code: int) -> str:
    """How a process came to its end without a word."""
    if code < 0:
        return f"its process was stopped by {signal.Signals(-code).name}"
    return f"its process ended with code {code}"
