"""Decks on paper and for Beamer, read back and compiled."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from studio.ask.request import ClipRequest, Quality, RenderRequest
from studio.clips.making import make_clips
from studio.decks.beamer import write_beamer
from studio.decks.handout import write_handout
from studio.decks.story import Story, read_story

from .browser import program
from .conftest import Package


def text(pdf: Path) -> str:
    """What a PDF says, on one line."""
    command = [program("pdftotext"), str(pdf), "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(said.split())


def info(pdf: Path) -> dict[str, str]:
    command = [program("pdfinfo"), str(pdf)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def compiled(folder: Path) -> Path:
    """A .tex file as pdflatex sets it."""
    source = r"\pdfobjcompresslevel=0 \input{quiz}"  # its objects can be read in the PDF
    stop = ["-interaction=nonstopmode", "-halt-on-error"]
    command = [program("pdflatex"), *stop, "-jobname=quiz", source]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout[-2000:]
    assert "Overfull" not in made.stdout
    return folder / "quiz.pdf"


def test_a_handout_is_a_pdf_of_its_own(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "quiz.pdf"
    write_handout(story, path)
    assert path.read_bytes().startswith(b"%PDF")
    assert [left.name for left in tmp_path.glob(".handout*")] == []


def test_a_handout_has_each_picture_with_what_is_said(story: Story, tmp_path: Path) -> None:
    write_handout(story, tmp_path / "quiz.pdf")
    said = text(tmp_path / "quiz.pdf")
    sentences = ("quiz, en", "Watch spin.", "Question: Which way?", "Watch guess.")
    assert [said.index(sentence) for sentence in sentences] == sorted(
        said.index(sentence) for sentence in sentences
    )
    about = info(tmp_path / "quiz.pdf")
    assert (about["Title"], about["Tagged"], about["Pages"]) == (story.title, "yes", "2")


def test_each_question_of_a_beat_is_on_paper(riddle: Story, tmp_path: Path) -> None:
    write_handout(riddle, tmp_path / "riddle.pdf")
    said = text(tmp_path / "riddle.pdf")
    assert said.index("Question: riddle, en") < said.index("Question: Where to?")
    assert said.index("Question: Where to?") < said.index("Watch solve.")
    write_beamer(riddle, tmp_path, "riddle")
    source = (tmp_path / "riddle.tex").read_text(encoding="utf-8")
    assert [source.count(end) for end in ("ask.mp4}", "ask2.mp4}", "reveal.mp4}")] == [1, 1, 1]


def test_a_handout_without_answers_has_lines_to_write_on(
    story: Story, riddle: Story, tmp_path: Path
) -> None:
    write_handout(story, tmp_path / "quiz.pdf", answers=False)
    said = text(tmp_path / "quiz.pdf")
    assert "Watch spin." in said and "Question: Which way?" in said and "Watch guess." not in said
    write_handout(riddle, tmp_path / "riddle.pdf", answers=False)
    said = text(tmp_path / "riddle.pdf")  # what follows the film's own question is no answer to it
    assert "Question: riddle, en" in said and "Question: Where to?" in said
    assert "Watch solve." not in said


def test_six_pictures_fit_a_page(story: Story, tmp_path: Path) -> None:
    twelve = replace(story, steps=story.steps * 4)
    for per_page, pages in ((2, 6), (6, 2)):
        write_handout(twelve, tmp_path / "quiz.pdf", per_page=per_page)
        assert int(info(tmp_path / "quiz.pdf")["Pages"]) == pages


def test_last_pictures_are_vectors_and_questions_are_pictures(
    riddle: Story, tiny: Package, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    film = RenderRequest("riddle", Quality(320, 180, 10), package=tiny.name)
    make_clips(ClipRequest(film, "pdf", pages), pages)
    drawn = read_story([riddle.steps[0].parts[0].film.parent], pages=[pages])
    assert [part.page for part in drawn.parts] == [None, None, pages / "01-solve.pdf"]
    for story, pictures in ((riddle, 3), (drawn, 2)):
        write_handout(story, tmp_path / "riddle.pdf")
        command = [program("pdfimages"), "-list", str(tmp_path / "riddle.pdf")]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        kinds = [line.split()[2] for line in listed.splitlines()[2:]]
        assert kinds.count("image") == pictures
        assert info(tmp_path / "riddle.pdf")["Tagged"] == "yes"


def test_words_are_no_markup_to_typst_nor_tex(story: Story, tmp_path: Path) -> None:
    odd = r"100 % of #x_1 $ & {a} ~ ^ \ @b [c] *d*"
    step = story.steps[0]
    step = replace(step, parts=tuple(replace(part, said=odd) for part in step.parts), alt=odd)
    write_handout(replace(story, title=odd, steps=(step,)), tmp_path / "quiz.pdf")
    assert "100 % of #x_1 $ & {a}" in text(tmp_path / "quiz.pdf")
    write_beamer(replace(story, title=odd, steps=(step,)), tmp_path, "quiz")
    compiled(tmp_path)


def test_beamer_compiles_a_slide_for_each_part(story: Story, tmp_path: Path) -> None:
    write_beamer(story, tmp_path, "quiz")
    pdf = compiled(tmp_path)
    about = info(pdf)
    assert about["Pages"] == "3"
    width, height = (float(side) for side in about["Page size"].split()[:3:2])
    assert abs(width / height - 16 / 9) < 0.01
    films = sorted(film.name for film in (tmp_path / "quiz-media").rglob("*.mp4"))
    assert films == ["01-spin.mp4", "02-guess-ask.mp4", "02-guess-reveal.mp4"]
    content = pdf.read_bytes()
    assert content.count(b"/Subtype /Movie") == 3 or content.count(b"/Subtype/Movie") == 3
    assert all(film.encode() in content for film in films)


def test_a_tex_file_names_only_what_lies_beside_it(story: Story, tmp_path: Path) -> None:
    write_beamer(story, tmp_path, "quiz")
    source = (tmp_path / "quiz.tex").read_text(encoding="utf-8")
    assert str(tmp_path) not in source
    shown = [path for path in (tmp_path / "quiz-media").rglob("*") if path.is_file()]
    assert len(shown) == 6
    assert all(path.relative_to(tmp_path).as_posix() in source for path in shown)
