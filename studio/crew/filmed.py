"""The films that something else is made of: those of the output, or others made for it alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.ask.errors import RequestError, StudioError
from studio.ask.inputs import Inputs
from studio.ask.request import RenderRequest
from studio.crew.matrix import Place, produce_all
from studio.crew.production import Outcome, Reporter
from studio.film.files import up_to_date
from studio.film.manifest import read_manifest


def films_of(
    requests: Sequence[RenderRequest],
    output: Path,
    own: Path,
    reporter: Reporter,
    *,
    jobs: int | None = None,
    force: bool = False,
    on: str | None = None,
) -> list[Path]:
    """Where the film of each request is, rendered if need be.

    A film of the output that is what is asked for is used; one that is not stays as it is.

    Parameters
    ----------
    requests
        The films, in order, each once.
    output, own
        The folder of the finished films, and that of others that are made for this alone.
    reporter, jobs, force, on
        As in `produce_all`.

    Raises
    ------
    RequestError
        For what a lesson does not take.
    StudioError
        If a film could not be made.
    """
    digests = Inputs(requests[0].package)
    wanted = {request.name: digests.digest(request) for request in requests}
    there = {
        name: output
        for name, inputs in wanted.items()
        if not force and up_to_date(output, name, inputs)
    }
    missing = [request for request in requests if request.name not in there]
    if missing:
        need_all(produce_all([Place(own, missing)], reporter, jobs=jobs, force=force, on=on))
    return [there.get(name, own) / f"{name}.mp4" for name in wanted]


def need_all(outcomes: Sequence[Outcome]) -> None:
    """Refuse to go on without one of some films, or clips, with what is to be said of them all."""
    if complaints := [outcome.complaint for outcome in outcomes if outcome.complaint]:
        failed = any(outcome.result == "failed" for outcome in outcomes)
        raise (StudioError if failed else RequestError)("; ".join(complaints))


def inputs_of(film: Path) -> str:
    """Digest of what a film was made from, which its manifest holds.

    Raises
    ------
    StudioError
        For a film without one.
    """
    manifest = read_manifest(film.with_suffix(".json"))
    if manifest is None:
        raise StudioError(f"{film} has no manifest beside it")
    return manifest.inputs
