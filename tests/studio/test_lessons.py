from __future__ import annotations

import sys

import pytest
from manim.constants import QUALITIES as MANIM_QUALITIES

from scenes.course import COURSE
from scenes.kit.ink.theme import THEMES as KIT_THEMES
from scenes.kit.lesson.words import LANGUAGES as KIT_LANGUAGES
from studio.ask.errors import RequestError
from studio.ask.lessons import choose, lesson_names, load_lesson, read_values
from studio.ask.listing import listing
from studio.ask.request import LANGUAGES, QUALITIES, THEMES, Quality

from .conftest import Package


def test_names_are_those_of_the_course() -> None:
    assert lesson_names() == list(COURSE)


def test_qualities_are_manims() -> None:
    manims = {
        quality["flag"]: Quality(
            quality["pixel_width"], quality["pixel_height"], quality["frame_rate"]
        )
        for quality in MANIM_QUALITIES.values()
        if quality["flag"]
    }
    assert manims == QUALITIES


def test_themes_and_languages_are_the_kits() -> None:
    assert tuple(KIT_THEMES) == THEMES
    assert KIT_LANGUAGES == LANGUAGES


def test_all_lessons_are_chosen_when_none_is_named(tiny: Package) -> None:
    assert choose([], tiny.name) == ["dot", "square"]
    assert choose(["square", "dot", "square"], tiny.name) == ["square", "dot"]


def test_an_unknown_lesson_is_refused_with_a_guess(tiny: Package) -> None:
    with pytest.raises(RequestError) as refusal:
        choose(["sqare"], tiny.name)
    assert str(refusal.value) == "no lesson 'sqare' (did you mean square?); there are dot, square"


def test_an_unknown_package_is_refused() -> None:
    with pytest.raises(RequestError, match="no package 'nowhere'"):
        choose([], "nowhere")


def test_loading_a_lesson_imports_no_other(tiny: Package) -> None:
    assert load_lesson("square", tiny.name).__name__ == "SquareLesson"
    assert f"{tiny.name}.dot" not in sys.modules


def test_a_module_without_a_lesson_is_refused(tiny: Package) -> None:
    tiny.write("empty", "")
    with pytest.raises(RequestError, match=r"tiny_lessons\.empty has no Lesson"):
        load_lesson("empty", tiny.name)


def test_list_shows_lessons_parameters_and_defaults(tiny: Package) -> None:
    assert listing(tiny.name) == (
        "dot  A dot stays.\n\n"
        "square  A square moves.\n"
        "  side  a number from 0.1 to 5, by default 1.0; length of a side"
    )


def test_values_are_typed_and_sorted() -> None:
    texts = ["steps=15", " start = -4,-7", "learning_rate=0.20"]
    values = (("learning_rate", 0.2), ("start", (-4.0, -7.0)), ("steps", 15))
    assert read_values("divergence", texts) == values


@pytest.mark.parametrize("text", ["", "side", "=2", "a b=1"])
def test_what_is_no_assignment_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="is not NAME=VALUE"):
        read_values("divergence", [text])


def test_a_name_is_assigned_once() -> None:
    with pytest.raises(RequestError, match="gives side twice"):
        read_values("divergence", ["side=1", "side=2"])
