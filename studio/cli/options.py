"""What commands have in common: where lessons are looked for, and options said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias

import click
from click.core import ParameterSource

from studio.ask.request import ASPECTS, LANGUAGES, QUALITIES, RATES, Quality, RenderRequest
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

ON = click.option(
    "--on",
    envvar="DASK_SCHEDULER_ADDRESS",
    metavar="tcp://HOST:8786",
    callback=lambda _context, _option, value: value or None,
    help="On the workers of a Dask scheduler.  [default: DASK_SCHEDULER_ADDRESS; if empty, here]",
)

FORCE = click.option("--force", is_flag=True, help="Make anew what is up to date, too.")


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


def refuse_jobs(on: str | None) -> None:
    """Refuse ``--jobs`` beside ``--on``.

    Raises
    ------
    click.UsageError
        If both are typed.
    """
    typed = click.get_current_context().get_parameter_source("jobs")
    if on and typed is not ParameterSource.DEFAULT:
        raise click.UsageError("--jobs is for this machine; a cluster's workers say what they take")


def quality_option(default: str | None) -> Decorator:
    """``--quality``, by its letter; by default the format's own, if there is no other."""
    sizes = "Of the films: l 480p15, m 720p30, h 1080p60, p 1440p60, k 2160p60."
    return click.option(
        "-q",
        "--quality",
        type=click.Choice(list(QUALITIES)),
        default=default,
        show_default=default or "the format's own, mp4: h",
        help=sizes,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What all commands that make films are asked: how they look, where they go."""

    studio: Studio
    quality: str | None
    aspect: str
    fps: int | None
    theme: str
    language: str
    assignments: tuple[str, ...]
    output: Path
    jobs: int | None
    force: bool

    def choose(self, named: Sequence[str]) -> list[str]:
        """The lessons that are named, or all of them.

        Raises
        ------
        click.UsageError
            For values without the lessons that they are for.
        RequestError
            For a name of none.
        """
        from studio.ask.lessons import choose

        need_lessons(named, self.assignments)
        return choose(named, self.studio.package)

    def choose_beats(self, named: Sequence[str]) -> list[tuple[str, str | None]]:
        """As `choose`, where a beat may be named, too: each lesson with its beat, or None."""
        from studio.ask.lessons import choose_beats

        need_lessons(named, self.assignments)
        return choose_beats(named, self.studio.package)

    def requests(
        self,
        chosen: Iterable[tuple[str, str | None]],
        size: Quality | None = None,
        *,
        hold: float = 0.0,
        bare: bool = False,
    ) -> list[RenderRequest]:
        """What is to be rendered, of lessons and beats; of another size than asked if one is given.

        Raises
        ------
        RequestError
            For a value that a lesson does not take.
        """
        from studio.ask.lessons import read_values

        chosen = list(chosen)
        size = size or self.studio.qualities[self.quality or "h"].shaped(self.aspect, self.fps)
        languages = spoken((lesson for lesson, _ in chosen), self.language, self.studio.package)
        return [
            RenderRequest(
                lesson,
                size,
                self.theme,
                languages[lesson],
                read_values(lesson, self.assignments, self.studio.package),
                self.studio.package,
                beat,
                hold,
                bare,
                self.aspect,
            )
            for lesson, beat in chosen
        ]


def film_options(
    quality: str | None, files: str, jobs: str = "Lessons rendered", fps: Decorator = FPS
) -> Decorator:
    """The options of a command that makes films, which it is handed together, as what is `Asked`.

    Parameters
    ----------
    quality
        The default, if there is one.
    files, jobs
        What is written, and what is done several at a time, as the help says it.
    fps
        The option ``--fps``, where not every rate of a film is meant.
    """
    options = (
        quality_option(quality),
        fps,
        ASPECT,
        THEME,
        LANGUAGE,
        SET,
        output_option(files),
        jobs_option(jobs),
        FORCE,
    )

    def decorate(command: Callable[..., Any]) -> Any:
        @wraps(command)
        @click.pass_obj
        def handed(studio: Studio, /, **given: Any) -> Any:
            names = [field.name for field in fields(Asked) if field.name != "studio"]
            return command(Asked(studio, **{name: given.pop(name) for name in names}), **given)

        wrapped: Any = handed
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return decorate


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
