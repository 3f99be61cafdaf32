"""``studio render``: films of lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from studio.ask.request import LANGUAGES, THEMES
from studio.cli.options import BARE, ON, Asked, film_options, refuse_jobs
from studio.cli.streams import complain, exit_code, progress
from studio.cli.theme import ThemeName

if TYPE_CHECKING:
    from studio.crew.matrix import Place


class Several(click.ParamType[tuple[str, ...]]):
    """``all``, or names with commas between them, each of another type."""

    name = "several"

    def __init__(self, every: Sequence[str], one: click.ParamType[str]) -> None:
        self._every, self._one = tuple(every), one

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple) or value == "all":
            return self._every if value == "all" else value
        named = [self._one.convert(name.strip(), param, ctx) for name in value.split(",")]
        return tuple(dict.fromkeys(named))


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
@click.option(
    "--themes",
    type=Several(THEMES, ThemeName()),
    metavar="all|NAME,...",
    help="In several themes: OUTPUT/THEME/LANGUAGE has the films of each.",
)
@click.option(
    "--languages",
    type=Several(LANGUAGES, click.Choice(LANGUAGES)),
    metavar="all|CODE,...",
    help="In several languages, in such folders, too.",
)
@ON
@film_options("h", "files")
def render(
    asked: Asked,
    lessons: tuple[str, ...],
    hold: float,
    bare: bool,
    themes: tuple[str, ...] | None,
    languages: tuple[str, ...] | None,
    on: str | None,
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
      studio render --themes all --languages all --on tcp://scheduler:8786

    Exit codes: 0 all is well, 1 a lesson failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.crew.matrix import produce_all

    refuse_jobs(on)
    places = _places(asked, lessons, hold, bare, themes, languages)
    with progress([label for place in places for label in place.labels]) as reporter:
        outcomes = produce_all(places, reporter, jobs=asked.jobs, force=asked.force, on=on)
    for complaint in filter(None, (outcome.complaint for outcome in outcomes)):
        complain(complaint)
    return exit_code(outcome.result for outcome in outcomes)


def _places(
    asked: Asked,
    lessons: Sequence[str],
    hold: float,
    bare: bool,
    themes: Sequence[str] | None,
    languages: Sequence[str] | None,
) -> list[Place]:
    """Where what goes: into one folder, or into one for each theme and language."""
    from studio.crew.matrix import Place

    chosen = asked.choose_beats(lessons)
    if themes is None and languages is None:
        return [Place(asked.output, asked.requests(chosen, hold=hold, bare=bare))]
    places = []
    for language in languages or (asked.language,):
        spoken = replace(asked, language=language).requests(chosen, hold=hold, bare=bare)
        for theme in themes or (asked.theme,):
            prefix = f"{Path(theme).stem}/{language}/"
            told = [replace(request, theme=theme) for request in spoken]
            told = [request for request in told if request.language == language]
            places.append(Place(asked.output / prefix, told, prefix))
    return [place for place in places if place.requests]
