"""``studio gallery``: pages that show films."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from studio.cli.lecture import is_lecture, lecture_maker
from studio.cli.options import Asked, film_options
from studio.cli.streams import progress, tell_made


class Address(click.ParamType[str]):
    """Where pages are found; ends with a slash."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
            self.fail(f"{value!r} is no address, as https://example.org/films/ is", param, ctx)
        return value.rstrip("/") + "/"


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...|LECTURE.toml")
@click.option("--title", help="Of the gallery.  [default: what the language calls the course]")
@click.option("--author", help="To be cited.")
@click.option(
    "--address", type=Address(), help="Where it will be found, for embeds to name.", metavar="URL"
)
@film_options("h", "files; the pages are in its folder gallery")
def gallery(
    asked: Asked,
    lessons: tuple[str, ...],
    title: str | None,
    author: str | None,
    address: str | None,
) -> None:
    """Make pages that show lessons: all of them, those named, in that order, or a lecture's.

    A page each with a player (chapters, captions in every language, speed, repeat), downloads,
    what can be set and the numbers behind it, and for film and beats an embed to copy. The folder
    opens by double-click and from any host of files, and asks nothing of anybody else. One that was
    changed since it was written is never overwritten: the new one goes beside it.

    \b
    Examples:
      studio gallery
      studio gallery divergence momentum --theme light -q m
      studio gallery --address https://example.org/films/ --author "A. Lecturer"
      studio gallery week3.toml

    Exit codes: 0 all is well, 1 a film failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.gallery.making import Front, render_gallery

    if is_lecture(lessons):
        with lecture_maker(asked, Path(lessons[0])) as maker:
            path, fresh = maker.gallery(asked.output, title=title, author=author, address=address)
        tell_made(path, (), fresh)
        return
    chosen = asked.choose(lessons)
    requests = asked.requests((lesson, None) for lesson in chosen)
    front = Front(title=title, language=asked.language, author=author, address=address)
    with progress(chosen) as reporter:
        made = render_gallery(
            requests, asked.output, reporter, front, jobs=asked.jobs, force=asked.force
        )
    tell_made(made.path, made.remarks, made.fresh)
