"""``studio deck``: slide decks of lessons."""

from __future__ import annotations

from pathlib import Path

import click

from studio.ask.request import QUALITIES, RenderRequest
from studio.cli import streams
from studio.cli.options import (
    ASPECT,
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


class DeckName(click.ParamType[str]):
    """A name that files can have: no folder, nothing hidden."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value.strip() or value.startswith(".") or not value.isprintable() or "/" in value:
            self.fail(f"{value!r} is no name of a file, as week3 is", param, ctx)
        if value == "films":
            self.fail("'films' is where the films for decks are", param, ctx)
        return value


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option(
    "--to",
    "forms",
    type=click.Choice(["html", "pptx", "pdf", "tex"]),
    multiple=True,
    default=["html"],
    show_default=True,
    help="html: any browser; pptx: PowerPoint; pdf: a handout; tex: Beamer. May be repeated.",
)
@click.option("--name", type=DeckName(), help="Of the deck.  [default: the lesson's, or course]")
@click.option(
    "--play",
    type=click.Choice(["start", "click"]),
    default="start",
    show_default=True,
    help="When a clip plays: as its slide starts, or at a click then.",
)
@click.option("--single-file", is_flag=True, help="One page that holds its films (html).")
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="SCHOOL.pptx",
    help="Slides as the school has them (pptx).",
)
@click.option(
    "--per-page",
    type=click.Choice(["2", "6"]),
    help="Pictures a page of a handout (pdf).  [default: 2]",
)
@click.option(
    "--answers/--no-answers",
    default=None,
    help="Whether a handout has what its questions reveal, or lines to write on (pdf).",
)
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="m",
    show_default=True,
    help="Of the films: l 480p15, m 720p30, h 1080p60, p 1440p60, k 2160p60.",
)
@ASPECT
@FPS
@THEME
@LANGUAGE
@SET
@output_option("files; the deck is in its folder decks")
@jobs_option("Lessons rendered")
@click.option("--force", is_flag=True, help="Make anew what is up to date, too.")
@click.pass_obj
def deck(
    studio: Studio,
    lessons: tuple[str, ...],
    forms: tuple[str, ...],
    name: str | None,
    play: str,
    single_file: bool,
    template: Path | None,
    per_page: str | None,
    answers: bool | None,
    quality: str,
    aspect: str,
    fps: int | None,
    theme: str,
    language: str,
    assignments: tuple[str, ...],
    output: Path,
    jobs: int | None,
    force: bool,
) -> None:
    """Make one deck of lessons: of all of them, or of those named, in that order.

    A beat is a slide, and two where it asks: its clip plays, and its last picture stays. The page
    opens by double-click, without a network. Its keys: Page Down or a click goes on, Page Up back,
    R replays, C shows captions, S opens the speaker view, ? lists them all. A deck that was changed
    since it was written is never overwritten: the new one goes beside it.

    \b
    Examples:
      studio deck divergence
      studio deck gradient_step divergence --name week3 --theme light
      studio deck --single-file --play click
      studio deck divergence --to pptx --template SCHOOL.pptx
      studio deck divergence --to pdf --per-page 6 --no-answers

    Exit codes: 0 all is well, 1 a film failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.ask.lessons import choose, lesson_names, read_values
    from studio.crew.decking import make_decks
    from studio.crew.progress import reporting
    from studio.decks.writing import DeckRequest

    need_lessons(lessons, assignments)
    if single_file and "html" not in forms:
        raise click.UsageError("--single-file is for --to html")
    if template is not None and "pptx" not in forms:
        raise click.UsageError("--template is for --to pptx")
    if (per_page or answers is not None) and "pdf" not in forms:
        raise click.UsageError("--per-page and --no-answers are for --to pdf")
    chosen = choose(lessons, studio.package)
    everything = chosen == lesson_names(studio.package)
    size = studio.qualities[quality].shaped(aspect, fps)
    languages = spoken(chosen, language, studio.package)
    requests = [
        RenderRequest(
            lesson,
            size,
            theme,
            languages[lesson],
            read_values(lesson, assignments, studio.package),
            studio.package,
            aspect=aspect,
        )
        for lesson in chosen
    ]
    name = name or ("course" if everything and len(chosen) > 1 else "-".join(chosen))
    decks = [
        DeckRequest(
            name,
            "single" if single_file and to == "html" else to,
            play,
            template,
            int(per_page or 2),
            answers is not False,
        )
        for to in dict.fromkeys(forms)
    ]
    with reporting(chosen, click.echo, live=streams.is_live()) as reporter:
        made = make_decks(requests, decks, output, reporter, jobs=jobs, force=force)
    for deck in made:
        for remark in deck.remarks:
            streams.complain(remark)
        click.echo(f"{deck.path}" if deck.fresh else f"{deck.path}  up to date")
