"""``studio lecture``: one file, one lecture."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from studio.ask.request import ASPECTS, LANGUAGES, QUALITIES, RATES
from studio.cli.options import FORCE, ON, Asked, Studio, jobs_option, output_option, refuse_jobs
from studio.cli.streams import progress, tell_made
from studio.cli.theme import ThemeName

if TYPE_CHECKING:
    from studio.lecture.making import LectureMaker
    from studio.lecture.plan import Plan

SUFFIX = ".toml"  # of a lecture's file
LOOKS = ("quality", "fps", "aspect", "theme", "language")
_INSTEAD = (  # of what the file says
    click.option(
        "-q",
        "--quality",
        type=click.Choice(list(QUALITIES)),
        help="Instead of the file's: l 480p15, m 720p30, h 1080p60, p 1440p60, k 2160p60.",
    ),
    click.option(
        "--fps",
        type=click.Choice([str(rate) for rate in RATES]),
        callback=lambda _context, _option, value: value and int(value),
        help="Frames a second, instead of the file's.",
    ),
    click.option("--aspect", type=click.Choice(list(ASPECTS)), help="Instead of the file's."),
    click.option("--theme", type=ThemeName(), help="Instead of the file's."),
    click.option("--language", type=click.Choice(LANGUAGES), help="Instead of the file's."),
)


def _looks(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_INSTEAD):
        command = option(command)
    return command


@click.command()
@click.argument(
    "file",
    required=False,
    metavar="[LECTURE.toml]",
    type=click.Path(dir_okay=False, path_type=Path),
)
@click.option(
    "--new",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Write a commented file to start from.",
)
@click.option("--schema", is_flag=True, help="Print the JSON schema of such files, for editors.")
@_looks
@output_option("lecture, which is in a folder of its file's name there")
@jobs_option("Lessons rendered")
@ON
@FORCE
@click.pass_obj
def lecture(
    studio: Studio,
    /,
    file: Path | None,
    new: Path | None,
    schema: bool,
    output: Path,
    jobs: int | None,
    on: str | None,
    force: bool,
    **looks: Any,
) -> None:
    """Make all that a lecture's file asks for: one film of lessons, cards and pauses, decks, pages.

    OUTPUT/NAME/film.mp4 has a chapter for each part and captions; beside it are film.srt, film.vtt,
    chapters.txt, decks, clips, gallery, and lecture.json, which says what they were made from. What
    has not changed since is not made again: another value renders its part only. Every fault of the
    file is told at once, with its line.

    \b
    Examples:
      studio lecture --new week3.toml
      studio lecture week3.toml
      studio lecture week3.toml -q l --theme light --output drafts/
      studio lecture week3.toml --on tcp://scheduler:8786
      studio lecture --schema > lecture.schema.json

    Exit codes: 0 all is well, 1 a film failed, 2 the request cannot be met, 130 interrupted.
    """
    if sum((file is not None, new is not None, schema)) != 1:
        raise click.UsageError("name a lecture's file, or give --new FILE.toml, or --schema")
    if schema:
        from studio.lecture.file import Lecture

        click.echo(json.dumps(Lecture.model_json_schema(), indent=2, ensure_ascii=False))
    elif new is not None:
        from studio.lecture.starter import write_starter

        write_starter(new)
        click.echo(f"{new}: studio lecture {new} makes it")
    elif file is not None:
        refuse_jobs(on)
        _make(studio, file, looks, output, jobs, on, force)


def _make(
    studio: Studio,
    file: Path,
    looks: Mapping[str, Any],
    output: Path,
    jobs: int | None,
    on: str | None,
    force: bool,
) -> None:
    from studio.lecture.manifest import lecture_up_to_date

    def done(plan: Plan) -> bool:
        if force:
            return False
        return lecture_up_to_date(output / plan.name, plan.inputs) is not None

    plan = lecture_plan(studio, file, looks, done)
    if done(plan):
        click.echo(f"{output / plan.name}  up to date")
        return
    from studio.lecture.making import LectureMaker

    with progress(plan.names) as reporter:
        made = LectureMaker(plan, output, reporter, jobs=jobs, force=force, on=on).make()
    for path in made.outputs.values():
        tell_made(output / plan.name / path, (), fresh=True)


def is_lecture(named: Sequence[str]) -> bool:
    """Whether what is named is a lecture's file, and not lessons.

    Raises
    ------
    click.UsageError
        For a file beside other names.
    """
    files = [name for name in named if name.endswith(SUFFIX)]
    if files and len(named) > 1:
        raise click.UsageError(f"{files[0]} is a lecture's file, which stands alone")
    return bool(files)


@contextmanager
def lecture_maker(asked: Asked, file: Path) -> Iterator[LectureMaker]:
    """Who makes things of a lecture's file; looks that are typed take the place of its own.

    Raises
    ------
    click.UsageError
        For values, which are in the file.
    LectureError
        With every fault of the file.
    """
    if asked.assignments:
        raise click.UsageError("the values of a lecture are in its file")
    source = click.get_current_context().get_parameter_source
    typed = [name for name in LOOKS if source(name) is not ParameterSource.DEFAULT]
    plan = lecture_plan(asked.studio, file, {name: getattr(asked, name) for name in typed})
    from studio.lecture.making import LectureMaker

    with progress(plan.names) as reporter:
        yield LectureMaker(plan, asked.output, reporter, jobs=asked.jobs, force=asked.force)


def lecture_plan(
    studio: Studio,
    file: Path,
    looks: Mapping[str, Any],
    known: Callable[[Plan], bool] = lambda _: False,
) -> Plan:
    """What is to be made of a lecture's file; looks that are not None take the place of its own."""
    from studio.lecture.plan import read_plan

    given = {name: looks[name] for name in LOOKS if looks.get(name) is not None}
    return read_plan(file, given, studio.package, studio.qualities, known)
