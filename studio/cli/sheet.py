"""``studio sheet``: contact sheets of lessons."""

from __future__ import annotations

from pathlib import Path

import click

from studio.cli.options import LANGUAGE, THEME, Studio, jobs_option, output_option


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@THEME
@LANGUAGE
@output_option("images")
@jobs_option("Lessons")
@click.pass_obj
def sheet(
    studio: Studio,
    lessons: tuple[str, ...],
    theme: str,
    language: str,
    output: Path,
    jobs: int | None,
) -> None:
    """Write a contact sheet of each lesson: all of them, or those named.

    One image, LESSON.sheet.png, with a row for each beat: its name, what is said, and its first,
    middle and last picture. Files appear when they are complete.

    \b
    Examples:
      studio sheet
      studio sheet divergence --theme light --language es --output review/

    Exit codes: 0 all is well, 1 a sheet could not be made, 2 the request cannot be met.
    """
    from studio.ask.lessons import choose
    from studio.review.sheet import make_sheets

    chosen = choose(lessons, studio.package)
    made = make_sheets(
        chosen,
        output,
        theme=theme,
        language=language,
        package=studio.package,
        jobs=jobs,
        note=click.echo,
    )
    click.echo("\n".join(map(str, made)))
