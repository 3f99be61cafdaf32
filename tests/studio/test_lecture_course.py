"""A lecture's file where other commands take it, and the course as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from scenes.course import COURSE
from studio.ask.errors import RequestError
from studio.cli import main
from studio.cli.make import options
from studio.crew.cleaning import clean_output
from studio.decks.story import Story
from studio.lecture.plan import read_plan

from .conftest import ROOT, Package
from .test_lecture_command import write

PARTS = """
    [[part]]
    lesson = "dot"
    [[part]]
    lesson = "square"
    name = "large"
    set = { side = 3 }
    beats = ["move"]
    notes = { move = "Ask before you play." }
"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


def invoke(tiny: Package, output: Path, *words: object) -> Result:
    command = [*map(str, words), "--output", str(output)]
    return CliRunner().invoke(main, command, obj=tiny.studio)


def test_the_course_is_a_lecture_of_all_lessons_in_order() -> None:
    plan = read_plan(ROOT / "scenes" / "course.toml", {})
    assert tuple(part.lesson for part in plan.lessons) == COURSE
    assert plan.lecture.outputs == ["film"]


def test_a_deck_of_a_lecture_has_its_parts_and_notes(
    tiny: Package, tmp_path: Path, output: Path
) -> None:
    path = write(tmp_path, parts=PARTS)
    made = invoke(tiny, output, "deck", path, "--to", "pptx", "--to", "html")
    assert made.exit_code == 0, made.output
    decks = [output / "decks" / "week3.pptx", output / "decks" / "week3" / "index.html"]
    assert made.stdout.splitlines()[-2:] == list(map(str, decks))
    slides = Presentation(str(decks[0])).slides
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert notes == ["Watch stay.", "Ask before you play.\nWatch move."]
    again = invoke(tiny, output, "deck", path, "--to", "pptx")
    assert again.stdout.splitlines()[-1] == f"{decks[0]}  up to date"
    write(tmp_path, parts=PARTS.replace("Ask before", "Wait before"))
    other = invoke(tiny, output, "deck", path, "--to", "pptx")
    assert other.stdout.splitlines()[-1] == str(decks[0])


@pytest.mark.thorough
def test_a_gallery_of_a_lecture_has_its_lessons(
    tiny: Package, tmp_path: Path, output: Path
) -> None:
    path = write(tmp_path, parts=PARTS)
    made = invoke(tiny, output, "gallery", path, "--language", "en")
    assert made.exit_code == 0, made.output
    page = (output / "gallery" / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in page and "<title>Two squares" in page
    films = output / "gallery" / "films"
    assert sorted(folder.name for folder in films.iterdir()) == ["dot", "large"]


@pytest.mark.parametrize("command", ["deck", "gallery"])
def test_a_file_stands_alone_and_has_its_values(
    tiny: Package, tmp_path: Path, output: Path, command: str
) -> None:
    path = write(tmp_path, parts=PARTS)
    beside = invoke(tiny, output, command, path, "dot")
    assert beside.exit_code == 2 and "which stands alone" in beside.stderr
    values = invoke(tiny, output, command, path, "--set", "side=2")
    assert values.exit_code == 2 and "values of a lecture are in its file" in values.stderr


def test_make_leaves_looks_to_the_file_unless_they_are_given() -> None:
    variables = {"THEME": "dark", "WORDS": "en", "ASPECT": "16:9", "OUTPUT": "renders"}
    assert options(variables, "lecture") == ["--output=renders", "--", "scenes/course.toml"]
    typed = {**variables, "GIVEN": "THEME LECTURE", "LECTURE": "week 3.toml"}
    assert options(typed, "lecture") == ["--theme=dark", "--output=renders", "--", "week 3.toml"]
    with pytest.raises(RequestError, match="in its file"):
        options({**variables, "SET": "side=2"}, "lecture")


@pytest.mark.thorough
def test_cleaning_removes_a_lecture_but_not_what_was_changed(
    tiny: Package, tmp_path: Path, output: Path
) -> None:
    head = 'title = "A"\nquality = "l"\noutputs = ["film", "html", "clips", "gallery"]\n'
    path = write(tmp_path, head, PARTS)
    assert invoke(tiny, output, "lecture", path).exit_code == 0
    (output / "week3" / "mine.txt").write_text("mine")
    assert clean_output(output) == []
    assert [p.name for p in output.rglob("*") if p.is_file()] == ["mine.txt"]
    assert invoke(tiny, output, "lecture", path).exit_code == 0
    film = output / "week3" / "film.mp4"
    film.write_bytes(film.read_bytes() + b"changed")
    assert clean_output(output) == [film]
    assert film.is_file() and not (output / "week3" / "films").exists()


def test_a_pages_step_without_a_title_of_several_has_no_number(story: Story) -> None:
    assert [step.title for step in story.steps] == ["quiz, en (1/2)", "quiz, en (2/2)"]
