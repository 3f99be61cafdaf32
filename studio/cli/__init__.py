"""The ``studio`` command: each subcommand parses and makes one call."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import click

from studio.ask.errors import StudioError
from studio.ask.request import (
    LANGUAGES,
    QUALITIES,
    THEMES,
    Quality,
    RenderRequest,
    read_assignments,
)
from studio.cli.theme import ThemeName

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True)
class Studio:
    """Where the command looks for lessons, and what its qualities are; tests have their own."""

    package: str = "scenes"
    qualities: dict[str, Quality] = field(default_factory=lambda: QUALITIES)


class OneLineErrors(click.Group):
    """A group whose errors are one line: what is wrong, and no usage or traceback around it."""

    def main(self, *args: Any, **options: Any) -> Any:
        try:
            code = super().main(
                *args, **{"prog_name": "studio", **options, "standalone_mode": False}
            )
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help())
            code = 0
        except click.ClickException as error:
            click.echo(f"studio: {' '.join(error.format_message().split())}", err=True)
            code = error.exit_code
        except StudioError as error:
            click.echo(f"studio: {error}", err=True)
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):
            click.echo("studio: interrupted", err=True)
            code = 130
        sys.exit(code or 0)


def is_terminal() -> bool:
    """Whether a person watches."""
    return sys.stdout.isatty()


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Turn lessons on gradient descent into films for the lecture hall.

    \b
    studio list                        what there is, and what can be set
    studio render                      every lesson, 1080p60, into renders/
    studio render divergence -q l      one lesson, small and quick
    studio check                       faults of layout, contrast, colour, motion and numbers
    studio sheet                       an image of each lesson, to review it at a glance
    """
    context.ensure_object(Studio)


@main.command("list")
@click.pass_obj
def list_(studio: Studio) -> None:
    """List the lessons and what can be set in each.

    \b
    Under each lesson: its parameters, the values they take, and the default.
    Set one with: studio render LESSON --set NAME=VALUE
    """
    from studio.ask.listing import listing

    click.echo(listing(studio.package))


_THEME = click.option("--theme", type=ThemeName(), default="dark", show_default=True)
_LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the words on screen and of the captions.",
)


def _output(what: str) -> Decorator:
    return click.option(
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        default="renders",
        show_default=True,
        help=f"Folder of the finished {what}.",
    )


def _jobs(what: str) -> Decorator:
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        help=f"{what} at a time.  [default: the machine's cores]",
    )


@main.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="h",
    show_default=True,
    help="l 480p15, m 720p30, h 1080p60, p 1440p60, k 2160p60.",
)
@_THEME
@_LANGUAGE
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the lessons named; may be repeated. `studio list` shows them.",
)
@_output("files")
@_jobs("Lessons rendered")
@click.option("--force", is_flag=True, help="Render lessons that are up to date, too.")
@click.pass_obj
def render(
    studio: Studio,
    lessons: tuple[str, ...],
    quality: str,
    theme: str,
    language: str,
    assignments: tuple[str, ...],
    output: Path,
    jobs: int | None,
    force: bool,
) -> int:
    """Render lessons: all of them, or those named.

    Each lesson becomes a film (.mp4), a poster (.png), captions (.srt, .vtt) and a description
    with the times of its sections (.json). Files appear when they are complete. A lesson whose
    sources and settings have not changed since is not rendered again.

    \b
    Examples:
      studio render
      studio render divergence batch_vs_sgd --theme light --output slides/
      studio render divergence --set learning_rate=0.2 --quality m

    Exit codes: 0 all is well, 1 a lesson failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.ask.lessons import choose
    from studio.crew.production import produce
    from studio.crew.progress import reporting

    values = read_assignments(assignments)
    if values and not lessons:
        raise click.UsageError(
            "--set needs the lessons it is for, as in: studio render divergence --set ..."
        )
    requests = [
        RenderRequest(name, studio.qualities[quality], theme, language, values, studio.package)
        for name in choose(lessons, studio.package)
    ]
    names = [request.lesson for request in requests]
    with reporting(names, click.echo, live=is_terminal()) as reporter:
        outcomes = produce(requests, output, reporter, jobs=jobs, force=force)
    for complaint in filter(None, (outcome.complaint for outcome in outcomes)):
        click.echo(f"studio: {complaint}", err=True)
    results = {outcome.result for outcome in outcomes}
    return 1 if "failed" in results else 2 if "refused" in results else 0


@main.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option("--theme", type=ThemeName(), help="Only this one.  [default: all]")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only this one.  [default: all]")
@_jobs("Lessons checked")
@click.pass_obj
def check(
    studio: Studio,
    lessons: tuple[str, ...],
    theme: str | None,
    language: str | None,
    jobs: int | None,
) -> int:
    """Look for faults in the pictures of lessons: all of them, or those named.

    Each lesson is played without making a film, and stopped at many moments: texts that touch or
    cover something, that are small, faint or too many; colours that mean two things or that not
    every eye tells apart; flashes and jumps; numbers and points that are not those of their record.

    \b
    Examples:
      studio check
      studio check divergence batch_vs_sgd --theme light --language es

    Exit codes: 0 nothing found, 1 faults found, 2 the request cannot be met, 130 interrupted.
    """
    from studio.ask.lessons import choose
    from studio.checks.crew import check

    findings = check(
        choose(lessons, studio.package),
        themes=(theme,) if theme else THEMES,
        languages=(language,) if language else LANGUAGES,
        package=studio.package,
        jobs=jobs,
        finished=lambda found: click.echo("\n".join(found.lines)),
    )
    return 0 if all(found.clean for found in findings) else 1


@main.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@_THEME
@_LANGUAGE
@_output("images")
@_jobs("Lessons")
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
        chosen, output, theme=theme, language=language, package=studio.package, jobs=jobs
    )
    click.echo("\n".join(map(str, made)))
