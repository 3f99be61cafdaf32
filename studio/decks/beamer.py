"""A deck for Beamer: a .tex file, with its stills and films in a folder beside it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from studio.decks.story import Story

TEMPLATES = Path(__file__).parent / "templates"
RATIOS = {(16, 9): "169", (4, 3): "43", (16, 10): "1610", (3, 2): "32", (5, 4): "54"}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "#$%&_{}"},
}


def write_beamer(story: Story, folder: Path, name: str) -> None:
    """Write a deck as ``<name>.tex``, and ``<name>-media`` with what it shows, into a folder.

    A slide shows the last picture of its clip; where the viewer can, the clip plays.
    """
    media = folder / f"{name}-media"
    for part in story.parts:
        for path in (part.film, part.last):
            target = media / path.parent.name / _plain(path.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<<",
        variable_end_string=">>>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["tex"] = escaped
    page = environment.get_template("deck.tex.jinja").render(
        story=story,
        ratio=_ratio(story),
        place=lambda path: f"{name}-media/{path.parent.name}/{_plain(path.name)}",
    )
    (folder / f"{name}.tex").write_text(page, encoding="utf-8")


def escaped(text: str) -> str:
    r"""A text as TeX sets it.

    >>> escaped("50 % of w_1")
    '50 \\% of w\\_1'
    """
    return re.sub(r"[\\~^#$%&_{}]", lambda match: _SPECIAL[match[0]], text)


def _plain(name: str) -> str:
    """A file's name with one dot: graphicx takes what follows the first for its kind."""
    stem, dot, suffix = name.rpartition(".")
    return stem.replace(".", "-") + dot + suffix


def _ratio(story: Story) -> str:
    """Beamer's name of the slides' shape that is nearest to the films'."""
    shape = story.width / story.height
    return RATIOS[min(RATIOS, key=lambda sides: abs(sides[0] / sides[1] - shape))]
