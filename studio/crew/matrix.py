"""Films into several folders, as of all themes and languages; here, or on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from studio.ask.request import RenderRequest
from studio.crew.production import Outcome, Reporter, due, produce, stop_signals
from studio.crew.staging import Staging


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, the films that go there, and what is put before their names where they are told."""

    folder: Path
    requests: Sequence[RenderRequest]
    prefix: str = ""

    @property
    def labels(self) -> list[str]:
        """What the films are called where they are told."""
        return [self.prefix + request.name for request in self.requests]


def produce_all(
    places: Sequence[Place],
    reporter: Reporter,
    *,
    jobs: int | None = None,
    force: bool = False,
    on: str | None = None,
) -> list[Outcome]:
    """Render films into folders, one folder after another, or all of them at once on a cluster.

    Parameters
    ----------
    places
        The folders and their films, each folder once.
    reporter, jobs, force
        As in `produce`.
    on
        The address of a Dask scheduler, whose workers are to render them; None: this machine.

    Returns
    -------
    An outcome for each film, in order, by its label.

    Raises
    ------
    RequestError, StudioError, KeyboardInterrupt
        As `produce` does; also for a cluster that cannot be reached, or would make other films.
    """
    if on is not None:
        return _on_cluster(places, reporter, force, on)
    outcomes = []
    for place in places:
        labelled = _Labelled(reporter, place.prefix)
        made = produce(place.requests, place.folder, labelled, jobs=jobs, force=force)
        outcomes += [labelled.named(outcome) for outcome in made]
    return outcomes


def _on_cluster(
    places: Sequence[Place], reporter: Reporter, force: bool, address: str
) -> list[Outcome]:
    from studio.crew.cluster import Order, cluster

    outcomes: dict[str, Outcome] = {}
    with stop_signals(), ExitStack() as stack:
        orders: list[Order] = []
        for place in places:
            labelled = _Labelled(reporter, place.prefix)
            known, waiting = due(place.requests, place.folder, labelled, force)
            outcomes |= {place.prefix + name: labelled.named(one) for name, one in known.items()}
            if waiting:
                staging = stack.enter_context(Staging(place.folder))
                orders += [Order(*item, staging, place.prefix + item[0].name) for item in waiting]
        if orders:
            workers = stack.enter_context(cluster(address, reporter))
            workers.check([order.request for order in orders])
            outcomes |= {outcome.lesson: outcome for outcome in workers.render(orders)}
    return [outcomes[label] for place in places for label in place.labels]


class _Labelled:
    """A reporter that is told of films by name, and tells of them by label."""

    def __init__(self, reporter: Reporter, prefix: str) -> None:
        self._reporter, self._prefix = reporter, prefix

    def named(self, outcome: Outcome) -> Outcome:
        return replace(outcome, lesson=self._prefix + outcome.lesson)

    def note(self, remark: str) -> None:
        self._reporter.note(remark)

    def started(self, lesson: str) -> None:
        self._reporter.started(self._prefix + lesson)

    def progress(self, lesson: str, frames: int, beat: int, beats: int, name: str) -> None:
        self._reporter.progress(self._prefix + lesson, frames, beat, beats, name)

    def finished(self, outcome: Outcome) -> None:
        self._reporter.finished(self.named(outcome))
