"""Makes the clips of lessons side by side; the films that they are cut from come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studio.ask.inputs import Inputs
from studio.ask.lessons import check_request
from studio.ask.request import ClipRequest
from studio.clips.cliplist import read_clips
from studio.crew.production import Crew, Outcome, Reporter, produce, room, stop_signals
from studio.crew.shelving import clips_up_to_date
from studio.crew.staging import Staging
from studio.encoding.formats import load_format

FOLDER = "clips"


def make_all_clips(
    requests: Sequence[ClipRequest],
    output: Path,
    reporter: Reporter,
    *,
    jobs: int | None = None,
    force: bool = False,
) -> list[Outcome]:
    """Make clips of lessons in ``clips`` of a folder, skipping those that are up to date.

    Parameters
    ----------
    requests
        The lessons, each once.
    output
        The folder, which films are rendered into if need be.
    reporter, jobs, force
        As of `produce`.

    Returns
    -------
    An outcome for each request: a lesson that fails does not stop the others.

    Raises
    ------
    RequestError, StudioError, KeyboardInterrupt
        As `produce` does; also for a beat that a lesson does not have.
    """
    shelf = output / FOLDER
    outcomes: dict[str, Outcome] = {}
    waiting: list[tuple[ClipRequest, str]] = []
    packages = {request.film.package for request in requests}
    known = {package: Inputs(package) for package in packages}
    for request in requests:
        inputs = known[request.film.package].clips_digest(request)
        if not force and clips_up_to_date(shelf, request.name, request.beats, inputs):
            found = read_clips(shelf / request.name)
            outcomes[request.name] = Outcome(request.name, "up to date", clips=found)
        else:
            waiting.append((request, inputs))
    for request, _ in waiting:
        for beat in request.beats or ([None] if request.film.values else []):
            check_request(replace(request.film, beat=beat))
    for outcome in outcomes.values():
        reporter.finished(outcome)
    filmed = [r.film for r, _ in waiting if load_format(r.format).is_cut]
    for outcome in produce(filmed, output, reporter, jobs=jobs, force=force):
        if outcome.complaint is not None:
            outcomes[outcome.lesson] = outcome
    ready = [(request, inputs) for request, inputs in waiting if request.name not in outcomes]
    if ready:
        with stop_signals(), Staging(shelf) as staging:
            for outcome in Crew(staging, reporter).render(ready, jobs or room(ready, reporter)):
                outcomes[outcome.lesson] = outcome
    return [outcomes[request.name] for request in requests]
