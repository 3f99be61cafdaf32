"""A deck as a page for the browser: a folder that opens by double-click, or a single file."""

from __future__ import annotations

import base64
import shutil
from functools import cache
from pathlib import Path

import font_lato
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from studio.decks.story import Part, Story

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
REVEAL = HERE / "vendor" / "reveal"
LICENCES = {"reveal.js-LICENSE.txt": REVEAL / "LICENSE"}
FONT = Path(font_lato.font_directory) / "Lato-Regular.ttf"


def write_page(story: Story, folder: Path, *, play: str = "start") -> None:
    """Write a deck into an empty folder: ``index.html`` and all that it shows.

    Parameters
    ----------
    story
        What it tells.
    folder
        An existing one.
    play
        ``start``: a clip plays when its slide comes; ``click``: at a click then. The first slide
        waits for a click in either case, unless it begins with a picture that stands.
    """
    _write(story, folder / "index.html", _Beside(folder), play)


def write_single_page(story: Story, path: Path, *, play: str = "start") -> None:
    """Write a deck as one file that holds all it shows; ``play`` as in `write_page`."""
    _write(story, path, _Inside(), play)


def _write(story: Story, path: Path, files: _Beside | _Inside, play: str) -> None:
    page = _template().render(story=story, files=files, play=play)
    path.write_text(page, encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _template() -> Template:
    return _environment().get_template("deck.html.jinja")


def _source(name: str) -> Path:
    """A file of the page: ours, or reveal's."""
    ours = TEMPLATES / name
    return ours if ours.is_file() else REVEAL / name


class _Beside:
    """Files that lie beside the page, copied there as it names them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name, path in LICENCES.items():
            self._copied(path, f"page/{name}")

    def font(self) -> str:
        return self._copied(FONT, f"page/{FONT.name}")

    def style(self, name: str) -> Markup:
        link = self._copied(_source(name), f"page/{name}")
        return Markup('<link rel="stylesheet" href="{}">').format(link)

    def script(self, name: str) -> Markup:
        link = self._copied(_source(name), f"page/{name}")
        return Markup('<script src="{}"></script>').format(link)

    def picture(self, path: Path) -> str:
        return self._copied(path, f"films/{path.parent.name}/{path.name}")

    def film(self, part: Part) -> str:
        return self._copied(part.film, f"films/{part.place}")

    def films(self) -> str:
        """Nothing: they are files."""
        return ""

    def _copied(self, source: Path, name: str) -> str:
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return name


class _Inside:
    """Files that the page holds itself; films stand at its end, by name."""

    def __init__(self) -> None:
        self._films: dict[str, Path] = {}

    def font(self) -> Markup:
        return Markup(_data(FONT, "font/ttf"))

    def style(self, name: str) -> Markup:
        return Markup(f"<style>{_text(name)}</style>")

    def script(self, name: str) -> Markup:
        return Markup(f"<script>{_text(name)}</script>")

    def picture(self, path: Path) -> str:
        return _data(path, "image/png")

    def film(self, part: Part) -> str:
        self._films[part.place] = part.film
        return part.place

    def films(self) -> Markup:
        held = (
            Markup(f'<script type="text/plain" id="{escape(name)}">{_base64(film)}</script>')
            for name, film in self._films.items()
        )
        return Markup("\n").join(held)


def _text(name: str) -> str:
    """A style or script as it can stand inside a page, where its strings must end no element."""
    text = _source(name).read_text(encoding="utf-8")
    return text.replace("</script", r"<\/script").replace("<!--", r"<\!--")


def _data(path: Path, kind: str) -> str:
    return f"data:{kind};base64,{_base64(path)}"


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")
