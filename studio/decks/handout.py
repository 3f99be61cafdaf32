"""A deck on paper, set by Typst: last pictures, sentences and questions."""

from __future__ import annotations

import json
import shutil
import tempfile
from itertools import groupby
from pathlib import Path

import font_lato
import typst

from studio.decks.story import Part, Step, Story

TEMPLATE = Path(__file__).parent / "templates" / "handout.typ"


def write_handout(story: Story, path: Path) -> None:
    """Write a deck as a PDF on A4, two pictures a page, tagged, to be read after the lecture."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".handout-") as name:
        folder = Path(name)  # Typst reads pictures of one folder only
        lessons = [
            {
                "title": title,
                "parts": [_described(step, part, folder) for step in steps for part in step.parts],
            }
            for title, steps in groupby(story.steps, key=lambda step: step.lesson)
        ]
        deck = {
            "title": story.title,
            "language": story.language,
            "question": story.words["question"],
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


def _described(step: Step, part: Part, folder: Path) -> dict[str, str | bool]:
    """What the template takes of a part; its picture is put into the folder."""
    picture = f"{part.film.parent.name}-{part.last.name}"
    shutil.copyfile(part.last, folder / picture)
    return {"picture": picture, "alt": step.alt, "said": part.said, "asks": part.asks}
