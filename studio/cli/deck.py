"""``studio deck``: slide decks of lessons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from studio.cli.lecture import is_lecture, lecture_maker
from studio.cli.options import Asked, film_options
from studio.cli.streams import progress, tell_made


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
@click.argument("lessons", nargs=-1, metavar="[LESSON]...|LECTURE.toml")
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
@film_options("m", "files; the deck is in its folder decks")
def deck(
    asked: Asked,
    lessons: tuple[str, ...],
    forms: tuple[str, ...],
    name: str | None,
    play: str,
    single_file: bool,
    template: Path | None,
    per_page: str | None,
    answers: bool | None,
) -> None:
    """Make one deck of lessons: of all of them, of those named, in that order, or of a lecture.

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
      studio deck week3.toml --to pptx

    Exit codes: 0 all is well, 1 a film failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.ask.lessons import lesson_names
    from studio.crew.decking import DECKS, make_decks
    from studio.decks.writing import DeckRequest

    if single_file and "html" not in forms:
        raise click.UsageError("--single-file is for --to html")
    if template is not None and "pptx" not in forms:
        raise click.UsageError("--template is for --to pptx")
    if (per_page or answers is not None) and "pdf" not in forms:
        raise click.UsageError("--per-page and --no-answers are for --to pdf")
    asks = DeckRequest("", "", play, template, int(per_page or 2), answers is not False)
    kinds = ["single" if single_file and to == "html" else to for to in dict.fromkeys(forms)]
    if is_lecture(lessons):
        file = Path(lessons[0])
        decks = [replace(asks, name=name or file.stem, to=to) for to in kinds]
        with lecture_maker(asked, file) as maker:
            written = maker.decks(decks, asked.output / DECKS)
        for path, fresh in written:
            tell_made(path, (), fresh)
        return
    chosen = asked.choose(lessons)
    everything = chosen == lesson_names(asked.studio.package)
    requests = asked.requests((lesson, None) for lesson in chosen)
    name = name or ("course" if everything and len(chosen) > 1 else "-".join(chosen))
    decks = [replace(asks, name=name, to=to) for to in kinds]
    with progress(chosen) as reporter:
        made = make_decks(
            requests, decks, asked.output, reporter, jobs=asked.jobs, force=asked.force
        )
    for deck in made:
        tell_made(deck.path, deck.remarks, deck.fresh)
