"""``studio check``: faults in the pictures of lessons."""

from __future__ import annotations

import click

from studio.ask.request import LANGUAGES, THEMES, RenderRequest
from studio.cli.options import ASPECT, SET, Studio, jobs_option, need_lessons
from studio.cli.theme import ThemeName


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option("--theme", type=ThemeName(), help="Only this one.  [default: all]")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only this one.  [default: all]")
@ASPECT
@SET
@jobs_option("Lessons checked")
@click.pass_obj
def check(
    studio: Studio,
    lessons: tuple[str, ...],
    theme: str | None,
    language: str | None,
    aspect: str,
    assignments: tuple[str, ...],
    jobs: int | None,
) -> int:
    """Look for faults in the pictures of lessons: all of them, or those named.

    Each lesson is played without making a film, and stopped at many moments: texts that touch or
    cover something, that are small, faint or too many; colours that mean two things or that not
    every eye tells apart; flashes and jumps; numbers and points that are not those of their record;
    beats too short, too long or too short for their sentence.

    \b
    Examples:
      studio check
      studio check divergence batch_vs_sgd --theme light --language es
      studio check divergence --set learning_rate=0.2

    Exit codes: 0 nothing found, 1 faults found, 2 the request cannot be met, 130 interrupted.
    """
    from studio.ask.lessons import choose, read_values
    from studio.checks.crew import check as look_for_faults

    need_lessons(lessons, assignments)
    findings = look_for_faults(
        [
            RenderRequest(
                lesson,
                values=read_values(lesson, assignments, studio.package),
                package=studio.package,
                aspect=aspect,
            )
            for lesson in choose(lessons, studio.package)
        ],
        themes=(theme,) if theme else THEMES,
        languages=(language,) if language else LANGUAGES,
        jobs=jobs,
        note=click.echo,
        finished=lambda found: click.echo("\n".join(found.lines)),
    )
    return 0 if all(found.clean for found in findings) else 1
