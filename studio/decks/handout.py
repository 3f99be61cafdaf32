"""A deck on paper, set by Typst: last pictures, sentences and questions."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import font_lato
import typst

from studio.decks.story import Part, Step, Story

TEMPLATE = Path(__file__).parent / "templates" / "handout.typ"


def write_handout(story: Story, path: Path, *, per_page: int = 2, answers: bool = True) -> None:
    """Write a deck as a PDF on A4, tagged, to be read after the lecture or filled in during it.

    Parameters
    ----------
    story
        What it tells; last pictures that it has as vectors are put in as such.
    path
        The file.
    per_page
        Pictures a page, 2 or 6.
    answers
        With what is revealed, or with lines to write on instead. What follows the question of the
        whole film is no answer to it.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".handout-") as name:
        folder = Path(name)  # Typst reads pictures of one folder only
        lessons = [
            {
                "title": title,
                "parts": [part for step in steps for part in _parts(step, folder, answers)],
            }
            for title, steps in groupby(story.steps, key=lambda step: step.lesson)
        ]
        deck = {
            "title": story.title,
            "language": story.language,
            "question": story.words["question"],
            "ratio": story.width / story.height,
            "columns": 1 if per_page == 2 else 2,
            "answers": answers,
            "lessons": lessons,
        }
        shutil.copyfile(TEMPLATE, folder / TEMPLATE.name)
        compiler = typst.Compiler(
            folder / TEMPLATE.name,
            root=folder,
            font_paths=[font_lato.font_directory],
            ignore_system_fonts=True,
            sys_inputs={"deck": json.dumps(deck)},
        )
        compiler.compile(output=path, format="pdf")


def _described(step: Step, part: Part, folder: Path, *, seen: bool) -> dict[str, str | bool]:
    """What the template takes of a part; its picture, if it is seen, is put into the folder."""
    shown = part.page or part.last
    picture = f"{part.film.parent.name}-{shown.name}" if seen else ""
    if seen:
        shutil.copyfile(shown, folder / picture)
    return {"picture": picture, "alt": step.alt, "said": part.said, "asks": part.asks}


def _parts(step: Step, folder: Path, answers: bool) -> Iterator[dict[str, str | bool]]:
    """What is printed of a step: all of it, or of what follows a question only the next one."""
    asked = False
    for number, part in enumerate(step.parts):
        if answers or not asked or part.asks:
            yield _described(step, part, folder, seen=answers or not asked)
        of_the_film = step.number == 1 and number == 0 and part.stands
        asked = asked or (part.asks and not of_the_film)
