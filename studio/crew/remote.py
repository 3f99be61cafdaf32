"""What a worker of a cluster does: it renders one lesson in a process of its own, as at home.

It looks at its own sources first, so one that has others, or joined late, makes nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib.metadata
import json
import pickle
import platform
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import font_lato

from studio.ask.errors import one_line
from studio.ask.inputs import Inputs, versions
from studio.ask.request import RenderRequest
from studio.crew.process import ending, environment, started, stop
from studio.crew.worker import Job

CLUSTER = ("cloudpickle", "dask", "distributed", "msgpack", "tornado")
EVERY = 0.5  # seconds between two reports, and between two looks whether the work is still wanted
_LOOK = "from studio.crew.remote import look; look()"


@dataclass(frozen=True, slots=True)
class Errand:
    """A lesson to render elsewhere: what its sources' digest is here, and where it was asked for.

    ``current`` is the folder that paths in the request are of, ``topic`` that of its progress,
    ``label`` what it is called there.
    """

    request: RenderRequest
    inputs: str
    current: Path
    topic: str
    label: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of an errand: the last event of the process, its files and its log."""

    kind: str
    event: dict[str, Any]
    files: dict[str, bytes]
    log: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """What a machine renders with: versions, a digest of the fonts, digests of some requests.

    A digest begins with ``!`` where there is none, and says why. ``processor`` is its model, as
    another one may round a number otherwise.
    """

    versions: dict[str, str]
    fonts: str
    digests: tuple[str, ...]
    processor: str

    def unlike(self, other: Sources) -> str:
        """The first thing that is not as on another machine, in words; empty if all is the same."""
        for name, version in other.versions.items():
            if self.versions.get(name) != version:
                return f"has {name} {self.versions.get(name)}, where here it is {version}"
        if self.fonts != other.fonts:
            return "has other files of the font Lato than are here"
        for own, theirs in zip(self.digests, other.digests, strict=True):
            if own.startswith("!"):
                return f"cannot be asked: {own[1:]}"
            if own != theirs:
                return "has other sources of the lessons, or other files of yours, than are here"
        return ""


def sources(requests: Sequence[RenderRequest]) -> Sources:
    """What this machine renders some requests with."""
    return Sources(_versions(), _fonts(), tuple(map(_digest, requests)), _processor())


def sources_of(requests: Sequence[RenderRequest], current: Path) -> Sources:
    """What the machine of a worker renders with, asked in a process that reads all anew."""
    asked = subprocess.run(
        [sys.executable, "-P", "-c", _LOOK],
        input=pickle.dumps(list(requests)),
        capture_output=True,
        cwd=current if current.is_dir() else None,
        env=environment(),
    )
    if asked.returncode:
        said = asked.stderr.decode(errors="replace").strip().splitlines() or [""]
        reason = f"!{ending(asked.returncode)}: {said[-1]}"
        return Sources(_versions(), _fonts(), (reason,) * len(requests), _processor())
    found = json.loads(asked.stdout)
    return Sources(**{**found, "digests": tuple(found["digests"])})


async def answer(requests: Sequence[RenderRequest], current: Path) -> Sources:
    """As `sources_of`, while the worker goes on with what else it has to do."""
    return await asyncio.to_thread(sources_of, requests, current)


def look() -> None:
    """Print what this process would render the requests on standard input with."""
    json.dump(asdict(sources(pickle.load(sys.stdin.buffer))), sys.stdout)


def run(errand: Errand) -> Brought:
    """Do an errand, on a worker."""
    from distributed import get_worker

    worker: Any = get_worker()
    key = worker.get_current_task()
    worker.log_event(errand.topic, {"label": errand.label, "worker": worker.address})
    (digest,) = sources_of([errand.request], errand.current).digests
    if digest != errand.inputs:
        other = digest[1:] if digest.startswith("!") else "other sources than where it was asked"
        return Brought("failed", {"message": f"worker {worker.address} has {other}"}, {}, b"")

    def report(event: dict[str, Any]) -> None:
        worker.log_event(errand.topic, {"label": errand.label, "progress": event})

    def is_wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state == "executing"

    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        return _rendered(errand, Path(folder), report, is_wanted)


def _rendered(
    errand: Errand,
    folder: Path,
    report: Callable[[dict[str, Any]], None],
    is_wanted: Callable[[], bool],
) -> Brought:
    made, log = folder / "made", folder / "log"
    made.mkdir()
    kind, last = "", {}
    current = errand.current if errand.current.is_dir() else folder
    with log.open("wb") as said:
        process = started(Job(errand.request, made, errand.inputs), said, current)
        with process, _watched(process, is_wanted):
            assert process.stdout is not None
            for line in process.stdout:
                event: dict[str, Any] = json.loads(line)
                kind, last = event.pop("kind"), event
                if kind == "progress":
                    report(event)
    if kind in ("", "progress"):
        kind, last = "failed", {"message": ending(process.returncode)}
    files = {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()}
    return Brought(kind, last, files if kind == "rendered" else {}, log.read_bytes())


@contextmanager
def _watched(
    process: subprocess.Popen[bytes], is_wanted: Callable[[], bool]
) -> Generator[None, None, None]:
    """Stop a process as soon as what it does is not wanted any more."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(EVERY):
            if not is_wanted():
                stop([process])
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _versions() -> dict[str, str]:
    found = versions()
    for name in CLUSTER:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def _fonts() -> str:
    digest = hashlib.sha256()
    for file in sorted(Path(font_lato.font_directory).glob("*.ttf")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _digest(request: RenderRequest) -> str:
    try:
        return Inputs(request.package).digest(request)
    except Exception as error:  # whatever it is, it is said where the films were asked for
        return f"!{one_line(error)}"
