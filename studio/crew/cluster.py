"""Lessons rendered on the machines of a cluster, and published here as if they were made here.

The scheduler is Dask's. A lesson is one task: it is tried elsewhere when its worker dies.
"""

from __future__ import annotations

import logging
import pickle
import uuid
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from studio.ask.errors import RequestError, StudioError, one_line
from studio.ask.request import RenderRequest
from studio.crew.production import Outcome, Reporter, told
from studio.crew.remote import Brought, Errand, answer, sources
from studio.crew.staging import Staging

CONNECT = 10.0  # seconds that a scheduler gets to answer
MISSING = "--on needs Dask: make cluster-tools installs it"


class Order(NamedTuple):
    """A film to make: the request, its digest, where it is published, what it is called there."""

    request: RenderRequest
    inputs: str
    staging: Staging
    label: str


class Cluster:
    """The workers of a scheduler, for one run."""

    def __init__(self, client: Any, address: str, reporter: Reporter) -> None:
        self._client, self._address, self._reporter = client, address, reporter
        self._topic = f"studio-{uuid.uuid4().hex}"
        self._started: set[str] = set()
        self._ended: set[str] = set()
        self._guard = Lock()

    def check(self, requests: Sequence[RenderRequest]) -> None:
        """Refuse workers that would make other films than this machine.

        Raises
        ------
        StudioError
            Where there is none, or naming one and what it has that is not as it is here.
        """
        found = self._client.run(answer, list(requests), Path.cwd(), on_error="return")
        if not found:
            raise StudioError(f"the scheduler at {self._address} has no workers")
        here = sources(requests)
        scheduler = self._client.get_versions(check=False)["scheduler"]["packages"]
        for name in ("distributed", "dask", "msgpack"):
            if scheduler[name] != here.versions[name]:
                other = f"{name} {scheduler[name]}, where here it is {here.versions[name]}"
                raise StudioError(f"the scheduler at {self._address} has {other}")
        for worker, theirs in sorted(found.items()):
            if isinstance(theirs, BaseException):
                raise StudioError(f"worker {worker} cannot be asked: {one_line(theirs)}")
            if difference := theirs.unlike(here):
                raise StudioError(f"worker {worker} {difference}")
        for kind in sorted({theirs.processor for theirs in found.values()} - {here.processor}):
            differ = "codes of a pixel may differ by one from films made here"
            self._reporter.note(f"some workers have another processor, {kind}: {differ}")
        self._reporter.note(f"{len(found)} worker{'s' * (len(found) != 1)} at {self._address}")

    def render(self, orders: Sequence[Order]) -> list[Outcome]:
        """What becomes of each order; each film is published as soon as it is here."""
        from distributed import as_completed

        self._client.subscribe_topic(self._topic, self._heard)
        do, futures = _carrier(), {}
        for number, order in enumerate(orders):
            errand = Errand(order.request, order.inputs, Path.cwd(), self._topic, order.label)
            name = f"{self._topic}-{number}-{order.request.name}"
            task = self._client.submit(do, pickle.dumps(errand), key=name, pure=False)
            futures[task] = number
        outcomes: dict[int, Outcome] = {}
        try:
            done = as_completed(
                list(futures), loop=self._client.loop, with_results=True, raise_errors=False
            )
            for future, result in done:
                number = futures[future]
                outcomes[number] = self._finished(orders[number], future, result)
                future.release()
        except BaseException:
            self._client.cancel(list(futures), force=True)
            raise
        return [outcomes[number] for number in range(len(orders))]

    def _finished(self, order: Order, future: Any, result: object) -> Outcome:
        with self._guard:
            self._ended.add(order.label)
        if isinstance(result, bytes):
            outcome = self._published(order, pickle.loads(result))
        else:
            outcome = Outcome(order.label, "failed", self._lost(future, result))
        self._reporter.finished(outcome)
        return outcome

    def _published(self, order: Order, brought: Brought) -> Outcome:
        name, staging = order.request.name, order.staging
        outcome = told(order.label, brought.kind, brought.event)
        try:
            if outcome.result == "rendered":
                folder = staging.folder(name)
                for file, content in brought.files.items():
                    (folder / file).write_bytes(content)
                staging.publish(name)
            elif outcome.result == "failed":
                staging.log(name).write_bytes(brought.log)
                log = staging.publish_log(name)
                outcome = Outcome(order.label, "failed", outcome.message, log)
        except OSError as error:
            outcome = Outcome(order.label, "failed", one_line(error))
        staging.discard(name)
        return outcome

    def _lost(self, future: Any, result: object) -> str:
        from distributed import KilledWorker

        if isinstance(result, tuple):  # type, exception, traceback
            result = result[1]
        if isinstance(result, KilledWorker):
            return "one worker after another died over it"
        if future.status in ("cancelled", "lost"):
            return f"the scheduler at {self._address} has gone"
        return one_line(result) if isinstance(result, BaseException) else str(result)

    def _heard(self, event: tuple[float, Any]) -> None:
        """Pass on what a worker says, unless the film is here already."""
        _, said = event
        label = said["label"]
        with self._guard:
            if label in self._ended:
                return
            if label not in self._started:
                self._started.add(label)
                self._reporter.started(label)
        if "progress" in said:
            self._reporter.progress(label, **said["progress"])


def _carrier() -> Callable[[bytes], bytes]:
    """What a worker calls: it is sent as it is, as the scheduler need not have this project."""

    def do(errand: bytes) -> bytes:
        import pickle

        from studio.crew.remote import run

        return pickle.dumps(run(pickle.loads(errand)))

    return do


@contextmanager
def cluster(address: str, reporter: Reporter) -> Generator[Cluster, None, None]:
    """The cluster of a scheduler at an address such as ``tcp://scheduler:8786``.

    Raises
    ------
    RequestError
        Where Dask is not installed.
    StudioError
        Where no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise RequestError(MISSING) from None
    logging.disable(logging.ERROR)  # of Dask: what matters is said in a line
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        logging.disable(logging.NOTSET)
        raise StudioError(f"no scheduler answers at {address}: {one_line(error)}") from error
    try:
        yield Cluster(client, address, reporter)
    finally:
        client.close(timeout=CONNECT)
        logging.disable(logging.NOTSET)
