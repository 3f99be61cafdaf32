"""``studio gallery``: pages that show films."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

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


class Address(click.ParamType[str]):
    """Where pages are found; ends with a slash."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
            self.fail(f"{value!r} is no address, as https://example.org/films/ is", param, ctx)
        return value.rstrip("/") + "/"


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="h",
    show_default=True,
    help="Of the films: l 480p15, m 720p30, h 1080p60, p 1440p60, k 2160p60.",
)
@ASPECT
@FPS
@THEME
@LANGUAGE
@SET
@click.option("--title", help="Of the gallery.  [default: what the language calls the course]")
@click.option("--author", help="To be cited.")
@click.option(
    "--address", type=Address(), help="Where it will be found, for embeds to name.", metavar="URL"
)
@output_option("files; the pages are in its folder gallery")
@jobs_option("Lessons rendered")
@click.option("--force", is_flag=True, help="Make anew what is up to date, too.")
@click.pass_obj
def gallery(
    studio: Studio,
    lessons: tuple[str, ...],
    quality: str,
    aspect: str,
    fps: int | None,
    theme: str,
    language: str,
    assignments: tuple[str, ...],
    title: str | None,
    author: str | None,
    address: str | None,
    output: Path,
    jobs: int | None,
    force: bool,
) -> None:
    """Make pages that show lessons: all of them, or those named, in that order.

    A page each with a player (chapters, captions in every language, speed, repeat), downloads,
    what can be set and the numbers behind it, and for film and beats an embed to copy. The folder
    opens by double-click and from any host of files, and asks nothing of anybody else. One that was
    changed since it was written is never overwritten: the new one goes beside it.

    \b
    Examples:
      studio gallery
      studio gallery divergence momentum --theme light -q m
      studio gallery --address https://example.org/films/ --author "A. Lecturer"

    Exit codes: 0 all is well, 1 a film failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.ask.lessons import choose, read_values
    from studio.crew.progress import reporting
    from studio.gallery.making import Front, render_gallery

    need_lessons(lessons, assignments)
    chosen = choose(lessons, studio.package)
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
    front = Front(title=title, language=language, author=author, address=address)
    with reporting(chosen, click.echo, live=streams.is_live()) as reporter:
        made = render_gallery(requests, output, reporter, front, jobs=jobs, force=force)
    for remark in made.remarks:
        streams.complain(remark)
    click.echo(f"{made.path}" if made.fresh else f"{made.path}  up to date")
