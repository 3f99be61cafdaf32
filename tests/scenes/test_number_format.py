"""A language writes its own numbers: in texts, in formulas, in readings, in captions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.divergence import Divergence
from scenes.kit.ink.glyphs import compose
from scenes.kit.ink.number_format import POINT, NumberFormat
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.text import Text, outlines
from scenes.kit.ink.theme import DARK
from scenes.kit.lesson.words import LANGUAGES, Words

COMMA = NumberFormat(",", ";")


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("loss 0.05", "loss 0,05"),
        ("$eta = 0.05$ and 1.5", '$eta = 0","05$ and 1,5'),
        ("a sentence. 2 of them.", "a sentence. 2 of them."),
        ("start #h(0.5em) 2.5", "start #h(0.5em) 2,5"),
    ],
)
def test_only_the_point_of_a_number_changes(body, marked):
    assert COMMA.markup(body) == marked
    assert POINT.markup(body) == body


@pytest.mark.parametrize("body", ["9.00×10^−7", "$9.00×10^−7$", "$eta$ at 9.00×10^−7"])
@pytest.mark.parametrize("numbers", [POINT, COMMA])
def test_all_of_an_exponent_is_raised(body, numbers):
    nine, *_, ten, minus, seven = outlines(numbers.markup(body)).shapes[-9:]
    foot, size = ten.ends[:, 1].min(), np.ptp(ten.ends[:, 1])
    assert np.ptp(seven.ends[:, 1]) < 0.9 * size
    assert min(minus.ends[:, 1].min(), seven.ends[:, 1].min()) > foot + 0.25 * size
    assert nine.ends[:, 1].min() < foot + 0.1 * size


def test_what_is_written_is_read_back():
    assert COMMA.read(COMMA.written("1.5 and 2.")) == "1.5 and 2."


def test_numbers_are_listed_so_that_they_can_be_told_apart():
    assert COMMA.listed(["0.1", "2"]) == "0.1; 2" and POINT.listed(["0.1", "2"]) == "0.1, 2"


def test_texts_and_readings_are_drawn_with_the_languages_sign():
    theme = replace(DARK, numbers=COMMA)
    text, plain = (Text(body, t).get_all_points() for t, body in ((theme, "1.5"), (DARK, "1,5")))
    assert np.allclose(text, plain)
    number = Number(1.5, theme)
    assert number.shown == "1.50", "what is claimed is the number, however it is written"
    points, _ = compose("1,50")
    assert len(number.points) == len(points) != len(compose("1.50")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_numerals_that_can_be_drawn(language):
    numbers = Words("divergence", language).numbers
    assert len(compose(numbers.written("0.5"))[0])
    assert numbers.decimal not in numbers.separator


def test_spanish_writes_a_comma_on_screen_and_in_captions(stage):
    lesson = stage(Divergence.presented("dark", "es"))
    assert lesson.theme.numbers == COMMA
    words = Words("classification", "es")
    assert "0,640" in words.caption("arrive", "told", {"edge": "0.640"})
