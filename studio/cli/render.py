"""``studio render``: films of lessons."""

from __future__ import annotations

from pathlib import Path

import click

from studio.ask.request import QUALITIES, RenderRequest
from studio.cli import streams
from studio.cli.options import (
    ASPECT,
    BARE,
    FPS,
    LANGUAGE,
    SET,
    THEME,
    Studio,
    jobs_option,
    need_lessons,
    output_option,
    spoken,
)
from studio.cli.streams import complain


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON[.BEAT]]...")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="h",
    show_default=True,
    help="l 480p15, m 720p30, h 1080p60, p 1440p60, k 2160p60.",
)
@THEME
@LANGUAGE
@SET
@ASPECT
@FPS
@BARE
@click.option(
    "--hold",
    type=click.FloatRange(0, 60),
    default=0.0,
    metavar="SECONDS",
    help="The last picture of each beat stays that much longer, for a voice.",
)
@output_option("files")
@jobs_option("Lessons rendered")
@click.option("--force", is_flag=True, help="Render lessons that are up to date, too.")
@click.pass_obj
def render(
    studio: Studio,
    lessons: tuple[str, ...],
    quality: str,
    theme: str,
    language: str,
    assignments: tuple[str, ...],
    aspect: str,
    fps: int | None,
    bare: bool,
    hold: float,
    output: Path,
    jobs: int | None,
    force: bool,
) -> int:
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
    from studio.ask.lessons import choose_beats, read_values
    from studio.crew.production import produce
    from studio.crew.progress import reporting

    need_lessons(lessons, assignments)
    size = studio.qualities[quality].shaped(aspect, fps)
    chosen = choose_beats(lessons, studio.package)
    languages = spoken((lesson for lesson, _ in chosen), language, studio.package)
    requests = [
        RenderRequest(
            lesson,
            size,
            theme,
            languages[lesson],
            read_values(lesson, assignments, studio.package),
            studio.package,
            beat,
            hold,
            bare,
            aspect,
        )
        for lesson, beat in chosen
    ]
    names = [request.name for request in requests]
    with reporting(names, click.echo, live=streams.is_live()) as reporter:
        outcomes = produce(requests, output, reporter, jobs=jobs, force=force)
    for complaint in filter(None, (outcome.complaint for outcome in outcomes)):
        complain(complaint)
    results = {outcome.result for outcome in outcomes}
    return 1 if "failed" in results else 2 if "refused" in results else 0
