"""What commands have in common: where lessons are looked for, and options said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import click

from studio.ask.request import ASPECTS, LANGUAGES, QUALITIES, RATES, Quality
from studio.cli.streams import complain
from studio.cli.theme import ThemeName

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True)
class Studio:
    """Where the command looks for lessons, and what its qualities are; tests have their own."""

    package: str = "scenes"
    qualities: dict[str, Quality] = field(default_factory=lambda: QUALITIES)


THEME = click.option("--theme", type=ThemeName(), default="dark", show_default=True)
LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the words on screen and of the captions.",
)


class Folder(click.Path):
    """A folder to write to, of any name; no name is refused, as it would mean the current one."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail("a folder has a name; the current one is called .", param, ctx)
        return super().convert(value, param, ctx)


SET = click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the lessons named; may be repeated. `studio list` shows them.",
)

ASPECT = click.option(
    "--aspect",
    type=click.Choice(list(ASPECTS)),
    default="16:9",
    show_default=True,
    help="Shape of the frame, which lessons are laid out in anew.",
)

FPS = click.option(
    "--fps",
    type=click.Choice([str(rate) for rate in RATES]),
    callback=lambda _context, _option, value: value and int(value),
    help="Frames a second.  [default: as the quality has it]",
)

BARE = click.option(
    "--bare",
    is_flag=True,
    help="Without title, stamp, counter and question, for a slide that has its own.",
)


def need_lessons(lessons: Sequence[str], assignments: Sequence[str]) -> None:
    """Refuse values that are for no lesson in particular.

    Raises
    ------
    click.UsageError
        For values without the lessons that they are for.
    """
    if assignments and not lessons:
        command = click.get_current_context().info_name
        raise click.UsageError(
            f"--set needs the lessons it is for, as in: studio {command} divergence --set ..."
        )


def spoken(lessons: Iterable[str], language: str, package: str) -> dict[str, str]:
    """The language that each lesson is told in; where it is not the one asked for, that is said."""
    from studio.ask.languages import spoken_language

    languages = {}
    for lesson in dict.fromkeys(lessons):
        languages[lesson], remark = spoken_language(lesson, language, package)
        if remark:
            complain(remark)
    return languages


def output_option(what: str) -> Decorator:
    """``--output``, the folder of the finished things."""
    return click.option(
        "--output",
        type=Folder(),
        default="renders",
        show_default=True,
        help=f"Folder of the finished {what}.",
    )


def jobs_option(what: str) -> Decorator:
    """``--jobs``, how many at a time."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        help=f"{what} at a time.  [default: as many as cores and memory allow]",
    )
