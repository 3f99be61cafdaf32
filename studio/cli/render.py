"""``studio render``: films of lessons."""

from __future__ import annotations

import click

from studio.cli.options import BARE, Asked, film_options
from studio.cli.streams import complain, exit_code, progress


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON[.BEAT]]...")
@click.option(
    "--hold",
    type=click.FloatRange(0, 60),
    default=0.0,
    metavar="SECONDS",
    help="The last picture of each beat stays that much longer, for a voice.",
)
@BARE
@film_options("h", "files")
def render(asked: Asked, lessons: tuple[str, ...], hold: float, bare: bool) -> int:
    """Render lessons: all of them, or those named; LESSON.BEAT films one beat by itself.

    Each lesson becomes a film (.mp4), a poster (.png), captions (.srt, .vtt) and a description
    with the times of its sections (.json). Files appear when they are complete. A lesson whose
    sources and settings have not changed since is not rendered again.

    \b
    Examples:
      studio render
      studio render divergence batch_vs_sgd --theme light --output slides/
      studio render divergence --set learning_rate=0.2 --quality m
      studio render divergence.diverge -q l
      studio render momentum --aspect 4:3 --fps 25

    Exit codes: 0 all is well, 1 a lesson failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.crew.production import produce

    requests = asked.requests(asked.choose_beats(lessons), hold=hold, bare=bare)
    names = [request.name for request in requests]
    with progress(names) as reporter:
        outcomes = produce(requests, asked.output, reporter, jobs=asked.jobs, force=asked.force)
    for complaint in filter(None, (outcome.complaint for outcome in outcomes)):
        complain(complaint)
    return exit_code(outcome.result for outcome in outcomes)
