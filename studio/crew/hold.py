"""Who works in a folder, on whatever machine, so that nobody takes it for left behind.

The folder's name says which machine and process made it, and its time of change that the run lives.
Locks say less: on a network drive another machine may not see them.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Event, Thread
from typing import Self

PREFIX = ".studio"
UNKNOWN = "unknown"
HEARTBEAT = 30.0  # seconds
SILENCE = 7 * 24 * 3600.0  # seconds; a machine that sleeps over a weekend still lives


class Hold:
    """A working folder made inside another, for as long as its run lives; it is not removed."""

    def __init__(self, parent: Path, heartbeat: float = HEARTBEAT) -> None:
        owner = f"{PREFIX}-{machine()}-{os.getpid()}-{_status(os.getpid())[1]}-"
        self.folder = Path(tempfile.mkdtemp(prefix=owner, dir=parent))
        self._heartbeat = heartbeat
        self._over = Event()
        self._thread = Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._heartbeat):
            with suppress(OSError):  # a network drive may be away for a while
                os.utime(self.folder)


def left_behind(parent: Path, now: float) -> list[Path]:
    """Working folders in a folder whose runs are over.

    One that this machine made is left behind when its process is gone; any other when it has been
    silent for a week: its process cannot be asked from here.

    Parameters
    ----------
    parent
        Where the working folders are.
    now
        Seconds, of the clock that times of change are of: on a network drive, the server's.
    """
    return [folder for folder in parent.glob(f"{PREFIX}-*") if _is_left_behind(folder, now)]


def changed(path: Path) -> float:
    """When a file or folder changed, by the clock of the machine that keeps it."""
    return path.stat().st_mtime


def _is_left_behind(folder: Path, now: float) -> bool:
    made_by = folder.name.split("-")
    try:
        if made_by[1:2] == [machine()]:
            _, _, process, started, _ = made_by
            return not _lives(int(process), started)
        return now - changed(folder) > SILENCE
    except (OSError, ValueError):  # it has gone meanwhile, or was named by another hand
        return False


@cache
def machine() -> str:
    """This machine since it was started, and the container: what tells processes by number."""
    parts = [_boot()]
    with suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text()
    with suppress(OSError, subprocess.CalledProcessError):
        asked = ["sysctl", "-n", "kern.bootsessionuuid"]
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return f"{uuid.getnode():x}"


def _lives(process: int, started: str) -> bool:
    """Whether a process of this machine lives, or may, and is the one that started then."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is somebody else's
    state, found = _status(process)
    return state not in "ZX" and found in (started, UNKNOWN)  # Z: ended, but nobody asked how


def _status(process: int) -> tuple[str, str]:
    """The state of a process, and when it started as its system counts, where that can be seen."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return UNKNOWN, UNKNOWN
    return fields[0], fields[19]
