"""A deck for PowerPoint, read back by python-pptx and opened by LibreOffice."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from studio.ask.errors import RequestError
from studio.decks.powerpoint import MANY, write_powerpoint
from studio.decks.story import Story

from .browser import program

SEQUENCE = "p:timing//p:cTn[@nodeType='mainSeq']"


@pytest.fixture
def deck(story: Story, tmp_path: Path) -> Path:
    path = tmp_path / "quiz.pptx"
    assert not write_powerpoint(story, path)
    return path


def effects(slide: Any) -> list[str]:
    """When the films of a slide play."""
    found: list[str] = slide.element.xpath(f"{SEQUENCE}//@nodeType[.!='mainSeq']")
    return found


def converted(path: Path, kind: str) -> Path:
    """A deck as LibreOffice reads it."""
    home = path.parent / "office"
    command = [
        program("soffice", "libreoffice"),
        f"-env:UserInstallation={home.as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(path.parent),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(f".{kind.partition(':')[0]}")


def test_each_part_is_a_slide_with_title_alt_text_and_notes(deck: Path, story: Story) -> None:
    read = Presentation(str(deck))
    assert len(read.slides) == 3  # the second beat asks
    for slide, beat in zip(read.slides, ("spin", "guess", "guess"), strict=True):
        film = slide.shapes[-1]
        assert slide.shapes.title.text == film.name
        assert f"Watch {beat}." in film.element.nvPicPr.cNvPr.get("descr")
        assert f"Watch {beat}." in slide.notes_slide.notes_text_frame.text
        assert film.width == read.slide_width and film.height == read.slide_height
    assert "Question: Which way?" in read.slides[1].notes_slide.notes_text_frame.text
    assert (read.core_properties.title, read.core_properties.language) == (story.title, "en")
    assert read.slide_width * 9 == read.slide_height * 16
    (picture, *_) = read.slides[0].notes_slide.placeholders
    assert abs(picture.width / picture.height - 16 / 9) < 0.01


def test_films_and_posters_are_stored_as_they_are(deck: Path, story: Story) -> None:
    with ZipFile(deck) as archive:
        media = {archive.read(name) for name in archive.namelist() if "/media/" in name}
    assert media == {path.read_bytes() for part in story.parts for path in (part.film, part.first)}


@pytest.mark.parametrize("play", ["start", "click"])
def test_films_play_when_they_are_asked_to(story: Story, tmp_path: Path, play: str) -> None:
    write_powerpoint(story, tmp_path / "quiz.pptx", play=play)
    first, *others = Presentation(str(tmp_path / "quiz.pptx")).slides
    assert effects(first) == ["clickEffect"]
    wanted = "clickEffect" if play == "click" else "afterEffect"
    assert [effects(slide) for slide in others] == [[wanted], [wanted]]
    for slide, part in zip((first, *others), story.parts, strict=True):
        film = str(slide.shapes[-1].shape_id)
        assert set(slide.element.xpath("p:timing//p:spTgt/@spid")) == {film}
        (milliseconds,) = slide.element.xpath("p:timing//p:cmd//p:cTn/@dur")
        assert int(milliseconds) == round(1000 * part.duration)


def test_a_beat_that_asks_twice_is_three_slides(riddle: Story, tmp_path: Path) -> None:
    write_powerpoint(riddle, tmp_path / "riddle.pptx", play="click")
    slides = Presentation(str(tmp_path / "riddle.pptx")).slides
    plays = [effects(slide) for slide in slides]  # the first stands, and waits for nothing
    assert plays == [["afterEffect"], ["clickEffect"], ["clickEffect"]]
    for slide in slides:
        notes = slide.notes_slide.notes_text_frame.text
        wanted = ["Watch solve.", "Question: riddle, en", "Question: Where to?"]
        assert notes.splitlines() == wanted


def test_a_loop_goes_on(deck: Path) -> None:
    spin, *others = Presentation(str(deck)).slides
    repeats = "p:timing//p:cMediaNode/p:cTn/@repeatCount"
    assert spin.element.xpath(repeats) == ["indefinite"]
    assert not any(slide.element.xpath(repeats) for slide in others)


def test_the_colours_are_the_themes(deck: Path, story: Story) -> None:
    with ZipFile(deck) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
        master = archive.read("ppt/slideMasters/slideMaster1.xml").decode()
    assert f'<a:dk1><a:srgbClr val="{story.theme.background[1:]}"/></a:dk1>' in theme
    assert f'<a:lt1><a:srgbClr val="{story.theme.text[1:]}"/></a:lt1>' in theme
    assert 'bg1="dk1"' in master and 'tx1="lt1"' in master


def test_a_schools_template_keeps_its_title(story: Story, tmp_path: Path) -> None:
    school = Presentation()
    school.slides.add_slide(school.slide_layouts[0]).shapes.title.text = "Old"
    school.save(str(tmp_path / "SCHOOL.pptx"))
    write_powerpoint(story, tmp_path / "quiz.pptx", template=tmp_path / "SCHOOL.pptx")
    read = Presentation(str(tmp_path / "quiz.pptx"))
    assert (read.slide_width, read.slide_height) == (Inches(10), Inches(7.5))
    assert len(read.slides) == 3
    for slide in read.slides:
        title, film = slide.shapes.title, slide.shapes[-1]
        assert title.top + title.height <= film.top
        assert film.top + film.height <= read.slide_height and film.left >= 0
        assert abs(film.width / film.height - 16 / 9) < 0.01


def test_a_template_that_is_none_is_refused(story: Story, tmp_path: Path) -> None:
    (tmp_path / "SCHOOL.pptx").write_text("slides")
    with pytest.raises(RequestError, match="no .pptx file that can be read"):
        write_powerpoint(story, tmp_path / "quiz.pptx", template=tmp_path / "SCHOOL.pptx")
    assert not (tmp_path / "quiz.pptx").exists()


def test_too_many_films_are_told(story: Story, tmp_path: Path) -> None:
    long = replace(story, steps=story.steps * 11)
    (remark,) = write_powerpoint(long, tmp_path / "quiz.pptx")
    assert remark.startswith(f"{33} films in one file") and str(MANY) in remark
    with ZipFile(tmp_path / "quiz.pptx") as archive:  # each is stored once
        assert sum(name.endswith(".mp4") for name in archive.namelist()) == 3


def test_libreoffice_reads_when_films_play(deck: Path) -> None:
    with ZipFile(converted(deck, "odp")) as archive:
        content = archive.read("content.xml").decode()
    assert content.count('anim:command="play"') == 3
    assert (content.count("on-click"), content.count("after-previous")) == (1, 2)
    assert 'repeatCount="indefinite"' in content
    assert "Which way?" in content and "Watch guess." in content


def test_libreoffice_shows_the_posters(deck: Path, story: Story) -> None:
    shown = np.asarray(Image.open(converted(deck, "png")).convert("RGB"), dtype=float)
    poster = Image.open(next(iter(story.parts)).first).convert("RGB")
    wanted = np.asarray(poster.resize((shown.shape[1], shown.shape[0])), dtype=float)
    assert np.abs(shown - wanted).mean() < 6
