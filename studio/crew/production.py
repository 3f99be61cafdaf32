"""Renders lessons side by side, each in a process of its own, and publishes what is finished."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from studio.ask.errors import one_line
from studio.ask.inputs import Inputs
from studio.ask.lessons import check_request
from studio.ask.request import WIDE, RenderRequest
from studio.crew.capacity import capacity
from studio.crew.process import ending, started, stop
from studio.crew.staging import Staging
from studio.crew.waiting import as_done
from studio.crew.worker import Job, Task
from studio.film.files import up_to_date

if TYPE_CHECKING:
    from studio.clips.cliplist import ClipList
    from studio.film.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a lesson: ``rendered``, ``up to date``, ``refused`` or ``failed``."""

    lesson: str
    result: str
    message: str = ""
    log: Path | None = None
    manifest: Manifest | None = None
    clips: ClipList | None = None

    @property
    def complaint(self) -> str | None:
        """One line on what went wrong, and where more is said; None if all is well."""
        if self.result not in ("refused", "failed"):
            return None
        where = f" (log: {self.log})" if self.log else ""
        return f"{self.lesson} {self.result}: {self.message}{where}"


class Reporter(Protocol):
    """Is told how the lessons come along; called from several threads."""

    def note(self, remark: str) -> None: ...

    def started(self, lesson: str) -> None: ...

    def progress(self, lesson: str, frames: int, beat: int, beats: int, name: str) -> None: ...

    def finished(self, outcome: Outcome) -> None: ...


def produce(
    requests: Sequence[RenderRequest],
    output: Path,
    reporter: Reporter,
    *,
    jobs: int | None = None,
    force: bool = False,
) -> list[Outcome]:
    """Render lessons into a folder, skipping those whose inputs have not changed.

    Parameters
    ----------
    requests
        The lessons, each once.
    output
        The folder; made if need be.
    reporter
        Is told of progress.
    jobs
        Processes at a time; as many as cores and memory allow by default.
    force
        Render what is up to date, too.

    Returns
    -------
    An outcome for each request: a lesson that fails does not stop the others.

    Raises
    ------
    RequestError
        For a parameter or value a lesson does not take; nothing is rendered then.
    StudioError
        If the folder cannot be written to.
    KeyboardInterrupt
        On Ctrl-C, SIGTERM or SIGHUP, after the processes stopped and what they made was removed.
    """
    outcomes, waiting = due(requests, output, reporter, force)
    if waiting:
        jobs = jobs or room(waiting, reporter)
        with stop_signals(), Staging(output) as staging:
            for outcome in Crew(staging, reporter).render(waiting, jobs):
                outcomes[outcome.lesson] = outcome
    return [outcomes[request.name] for request in requests]


def due(
    requests: Sequence[RenderRequest], output: Path, reporter: Reporter, force: bool
) -> tuple[dict[str, Outcome], list[tuple[RenderRequest, str]]]:
    """What is up to date in a folder, which is told, and what is to be rendered, with its digest.

    Raises
    ------
    RequestError
        For a parameter or value a lesson does not take.
    """
    known = {package: Inputs(package) for package in {request.package for request in requests}}
    waiting: list[tuple[RenderRequest, str]] = []
    outcomes: dict[str, Outcome] = {}
    for request in requests:
        inputs = known[request.package].digest(request)
        if not force and up_to_date(output, request.name, inputs):
            outcomes[request.name] = Outcome(request.name, "up to date")
        else:
            waiting.append((request, inputs))
    for request, _ in waiting:
        if request.values or request.beat is not None or request.aspect != WIDE:
            check_request(request)
    for outcome in outcomes.values():
        reporter.finished(outcome)
    return outcomes, waiting


def room(waiting: Sequence[tuple[Task, str]], reporter: Reporter) -> int:
    """Processes at a time for which there is room; what is short is told."""
    largest = max((request.quality for request, _ in waiting), key=lambda q: q.width * q.height)
    found = capacity(len(waiting), largest)
    if found.remark:
        reporter.note(found.remark)
    return found.jobs


class Crew:
    """The worker processes of one run."""

    def __init__(self, staging: Staging, reporter: Reporter) -> None:
        self._staging = staging
        self._reporter = reporter
        self._running: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()
        self._stopped = False

    def render(self, waiting: Sequence[tuple[Task, str]], jobs: int) -> list[Outcome]:
        """What becomes of each of some requests with their digests, that many at a time."""
        with ThreadPoolExecutor(jobs) as threads:
            try:
                tasks = [threads.submit(self._render, *lesson) for lesson in waiting]
                for _ in as_done(tasks):
                    pass
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                self._stop()
                raise
        return [task.result() for task in tasks]

    def _render(self, request: Task, inputs: str) -> Outcome:
        """Render one lesson, or make its clips, and publish it."""
        lesson = request.name
        self._reporter.started(lesson)
        try:
            outcome = self._watch(Job(request, self._staging.folder(lesson), inputs))
            if outcome.result == "rendered" and not self._stopped:
                if outcome.clips is None:
                    self._staging.publish(lesson)
                else:
                    self._publish_clips(lesson, outcome.clips)
        except OSError as error:
            outcome = Outcome(lesson, "failed", one_line(error))
        if self._stopped:
            return outcome
        if outcome.result == "failed":
            outcome = replace(outcome, log=self._staging.publish_log(lesson))
        self._staging.discard(lesson)
        self._reporter.finished(outcome)
        return outcome

    def _watch(self, job: Job) -> Outcome:
        """Run a process to its end, passing its progress on."""
        lesson = job.request.name
        outcome: Outcome | None = None
        with self._staging.log(lesson).open("wb") as log, self._process(job, log) as process:
            assert process.stdout is not None
            for line in process.stdout:
                event: dict[str, Any] = json.loads(line)
                kind = event.pop("kind")
                if kind == "progress":
                    self._reporter.progress(lesson, **event)
                else:
                    outcome = told(lesson, kind, event)
        return outcome or Outcome(lesson, "failed", ending(process.returncode))

    def _publish_clips(self, lesson: str, clips: ClipList) -> None:
        from studio.crew.shelving import publish_clips

        publish_clips(clips, lesson, self._staging.made(lesson), self._staging.output)

    @contextmanager
    def _process(self, job: Job, log: Any) -> Generator[subprocess.Popen[bytes], None, None]:
        with self._guard:
            if self._stopped:
                raise InterruptedError("stopped")
            process = started(job, log)
            self._running.add(process)
        with process:
            yield process
        self._running.discard(process)

    def _stop(self) -> None:
        with self._guard:
            self._stopped = True
            running = list(self._running)
        stop(running)


def told(lesson: str, kind: str, event: dict[str, Any]) -> Outcome:
    """What a process says at its end, of the lesson that it was about."""
    from studio.clips.cliplist import ClipList
    from studio.film.manifest import Manifest

    if kind == "rendered":
        return Outcome(lesson, kind, manifest=Manifest(**event["manifest"]))
    if kind == "clipped":
        return Outcome(lesson, "rendered", clips=ClipList(**event["clips"]))
    return Outcome(lesson, kind, event["message"])


@contextmanager
def stop_signals() -> Generator[None, None, None]:
    """Make the signals that ask to stop a KeyboardInterrupt, once: then there is cleaning up."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return
    # Whoever started the studio may have it ignore one, as `nohup` does with SIGHUP.
    asking = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    signals = [number for number in asking if signal.getsignal(number) != signal.SIG_IGN]

    def interrupt(*_: object) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
