"""A lecture's file: what it holds, and every fault of it, told at once."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

from studio.ask.errors import RequestError, StudioError
from studio.ask.request import ASPECTS, LANGUAGES, QUALITIES, THEMES, Quality
from studio.lecture.file import CardPart, Lecture, LessonPart, PausePart
from studio.lecture.plan import read_plan
from studio.lecture.reading import LectureError, read_lecture
from studio.lecture.starter import write_starter

from .conftest import Package

GOOD = """
    title = "Two squares"
    language = "es"
    quality = "m"
    aspect = "4:3"
    fps = 25
    outputs = ["film", "pptx"]
    [[part]]
    card = "Now with *noise*"
    [[part]]
    lesson = "square"
    [[part]]
    lesson = "square"
    name = "large"
    set = { side = 3 }
    beats = ["move"]
    notes = { move = "Ask before you play." }
    [[part]]
    pause = 2
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "week3.toml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def faults(folder: Path, tiny: Package, text: str) -> list[str]:
    with pytest.raises(LectureError) as caught:
        read_lecture(write(folder, text), tiny.name)
    assert caught.value.exit_code == 2
    return list(caught.value.faults)


def test_a_lecture_is_read_as_it_is_written(tiny: Package, tmp_path: Path) -> None:
    lecture = read_lecture(write(tmp_path, GOOD), tiny.name)
    assert [type(part) for part in lecture.part] == [CardPart, LessonPart, LessonPart, PausePart]
    first, second = lecture.lessons
    assert (first.called, second.called, second.values()) == ("square", "large", {"side": "3"})
    request = lecture.request(second, tiny.name)
    assert request.quality == Quality(960, 720, 25)
    assert (request.language, request.aspect, request.theme) == ("es", "4:3", "dark")


@pytest.mark.parametrize("begin", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_editors_of_any_system_may_write_it(
    tiny: Package, tmp_path: Path, begin: str, end: str
) -> None:
    path = write(tmp_path, GOOD)
    text = begin + path.read_text(encoding="utf-8").replace("\n", end)
    path.write_bytes(text.encode("utf-8"))
    assert read_lecture(path, tiny.name).title == "Two squares"


def test_every_fault_is_told_with_its_line_and_the_nearest_word(
    tiny: Package, tmp_path: Path
) -> None:
    text = """\
        titel = "Two squares"
        langage = "en"
        quality = "x"
        theme = "drak"
        [[part]]
        lesson = "sqare"
        [[part]]
        lesson = "square"
        beats = ["moev"]
        [part.set]
        sied = 3
        [[part]]
        crad = "A card"
        [[part]]
        card = "A card"
        secnds = 3
        [[part]]
        lesson = "dot"
        name = "../dot"
        [[part]]
        pause = -1
    """
    assert faults(tmp_path, tiny, text) == [
        "week3.toml:1: 'title' is missing",
        "week3.toml:1: there is no 'titel' here: did you mean title?",
        "week3.toml:2: there is no 'langage' here: did you mean language?",
        "week3.toml:3: 'x' is not allowed: there are l, m, h, p, k",
        "week3.toml:4: no theme 'drak': did you mean dark?",
        "week3.toml:6: part 1: no lesson 'sqare': did you mean square?",
        "week3.toml:9: part 2, beats: square has no beat 'moev': did you mean move?",
        "week3.toml:11: part 2, set: square has no parameter 'sied': did you mean side?",
        "week3.toml:12: part 3: a part has a lesson, a card or a pause: did you mean card?",
        "week3.toml:16: part 4: there is no 'secnds' here: did you mean seconds?",
        "week3.toml:19: part 5: '../dot' is no name of a file, as divergence-fast is",
        "week3.toml:21: part 6: input should be greater than 0",
    ]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ('lesson = "square"\nset = { side = 9 }', "side"),
        ('lesson = "square"\nset = { side = "wide" }', "side"),
        ('lesson = "square"\nbeats = ["move", "appear"]', "in the order of square"),
        ('lesson = "square"\nbeats = ["move", "move"]', "beats come once"),
        ('lesson = "square"\nnotes = { mvoe = "Ask." }', "did you mean move?"),
        ('lesson = "dot"\n[[part]]\nlesson = "dot"', "give each its own name"),
        ('card = "A"\nseconds = 61', "less than or equal to 60"),
        ('card = "A"\nkind = "agneda"', "did you mean agenda?"),
        ('lesson = "dot"\nname = "decks"', "'decks' is no name of a part"),
        ('lesson = "dot"\nname = "card-3"', "'card-3' is no name of a part"),
        ('lesson = "dot"\nname = "dot.whole"', "'dot.whole' is no name of a part"),
        ("pause = 2", "a pause comes after another part"),
        ('card = "A"', "there is no lesson among its parts"),
    ],
)
def test_a_part_that_cannot_be_is_told(tiny: Package, tmp_path: Path, part: str, said: str) -> None:
    told = faults(tmp_path, tiny, f'title = "A"\n[[part]]\n{part}\n')
    assert all(said in line and line.startswith("week3.toml:") for line in told)


@pytest.mark.parametrize("theme", ["../mine.toml", "/etc/mine.toml", "link.toml", "none.toml"])
def test_a_file_outside_its_folder_is_not_read(tiny: Package, tmp_path: Path, theme: str) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    (tmp_path / "mine.toml").write_text("")
    (folder / "link.toml").symlink_to(tmp_path / "mine.toml")
    (told,) = faults(folder, tiny, f'title = "A"\ntheme = "{theme}"\n[[part]]\nlesson = "dot"\n')
    assert told.startswith("week3.toml:2: ") and "the lecture's folder" in told


def test_what_is_no_toml_is_one_line(tiny: Package, tmp_path: Path) -> None:
    (told,) = faults(tmp_path, tiny, 'title = "A\n')
    assert told.startswith("week3.toml: ") and "line 1" in told
    (tmp_path / "week3.toml").write_bytes(b"title = '\xe9'")
    with pytest.raises(LectureError, match="no text in UTF-8"):
        read_lecture(tmp_path / "week3.toml", tiny.name)
    with pytest.raises(LectureError, match="cannot read"):
        read_lecture(tmp_path / "none.toml", tiny.name)


def test_the_schema_has_every_key() -> None:
    schema = Lecture.model_json_schema()
    assert set(schema["properties"]) == set(Lecture.model_fields)
    assert {"LessonPart", "CardPart", "PausePart"} <= set(schema["$defs"])


def test_the_starter_is_right_as_it_stands_and_says_what_holds_without(tmp_path: Path) -> None:
    path = tmp_path / "week3.toml"
    write_starter(path)
    lecture = read_lecture(path)
    assert {type(part) for part in lecture.part} == {LessonPart, CardPart, PausePart}
    assert len({part.called for part in lecture.lessons}) == len(lecture.lessons) > 2
    told = dict(re.findall(r"^# (\w+) = (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    rate = Lecture(title="A", part=[PausePart(pause=1)]).quality
    assert told.pop("fps") == str(QUALITIES[rate].fps)
    for known in (LANGUAGES, THEMES, QUALITIES, ASPECTS):
        assert re.search(rf"# [^\n]*{'.*'.join(known)}", path.read_text(encoding="utf-8")), known
    for name, text in told.items():
        assert tomllib.loads(f"value = {text}")["value"] == Lecture.model_fields[name].default


def test_a_starter_takes_no_place_of_another_file(tmp_path: Path) -> None:
    path = tmp_path / "week3.toml"
    path.write_text("mine")
    with pytest.raises(RequestError, match="is there already"):
        write_starter(path)
    assert path.read_text() == "mine"
    with pytest.raises(RequestError, match=r"ends in \.toml"):
        write_starter(tmp_path / "week3")
    with pytest.raises(StudioError, match="cannot write"):
        write_starter(tmp_path / "no" / "week3.toml")


OWN = """
    from typing import Annotated
    from scenes.kit.lesson.parameters import data_file
    from ._base import TinyLesson

    class OwnLesson(TinyLesson):
        beats = ("stay",)
        points: Annotated[str, data_file(), "points of one's own"] = ""
"""


@pytest.mark.parametrize("named", ["../points.csv", "/", "link.csv", "here.csv"])
def test_points_are_those_of_the_lectures_folder(
    tiny: Package, tmp_path: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.add("own", OWN)
    folder = tmp_path / "lecture"
    folder.mkdir()
    outside = tmp_path / "points.csv"
    for path in (outside, folder / "own.csv"):
        path.write_text("x,y\n0,1\n1,2\n")
    (folder / "link.csv").symlink_to(outside)
    named = str(outside) if named == "/" else named
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.csv").write_text("x,y\n0,1\n1,2\n")
    text = 'title = "A"\n[[part]]\nlesson = "own"\nset = {{ points = "{}" }}\n'
    (told,) = faults(folder, tiny, text.format(named))
    assert told.startswith("week3.toml:4: part 1, set: ") and "the lecture's folder" in told
    plan = read_plan(write(folder, text.format("own.csv")), {}, tiny.name)
    assert plan.request(plan.lessons[0]).values == (("points", str(folder / "own.csv")),)
