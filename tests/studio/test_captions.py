"""Captions become cues that can be read in time; read back by manim's own subtitle library."""

from __future__ import annotations

import itertools

import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from scenes.course import COURSE
from scenes.kit.lesson.words import LANGUAGES, Words
from studio.film.captions import LINE, LINES, Caption, broken, cues, to_srt, to_vtt

CAPTIONS = [
    Caption(0, 1.5, "Short."),
    Caption(
        1.5, 3725.0625, "A < B & C is a sentence that is a good deal longer than a single line."
    ),
]
SENTENCES = [
    text
    for name, language in itertools.product(COURSE, LANGUAGES)
    for text in Words(name, language).captions().values()
]


def test_srt_numbers_captions_and_writes_times_with_a_comma() -> None:
    assert to_srt(CAPTIONS) == (
        "1\n00:00:00,000 --> 00:00:01,500\nShort.\n\n"
        "2\n00:00:01,500 --> 01:02:05,062\n"
        "A < B & C is a sentence that is a\ngood deal longer than a single line.\n\n"
    )


def test_vtt_has_a_header_and_escapes_markup() -> None:
    assert to_vtt(CAPTIONS).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nShort.\n\n")
    assert "A &lt; B &amp; C" in to_vtt(CAPTIONS)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_the_lessons_becomes_cues_of_two_lines(sentence: str) -> None:
    made = list(srt.parse(to_srt([Caption(2.0, 14.0, sentence)])))
    assert " ".join(cue.content.replace("\n", " ") for cue in made) == sentence
    for cue in made:
        lines = cue.content.split("\n")
        assert len(lines) <= LINES and max(map(len, lines)) <= LINE


words = st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=20)


def test_a_sign_after_a_space_that_does_not_break_stays_with_its_word() -> None:
    assert "\n".join(broken(f"{'x' * n}\u00a0: yes and no") for n in (40, 41)).count("\n:") == 0
    assert broken(f"{'x' * 39}\u202f; yes").split("\n")[0].endswith(";")


@given(st.lists(words, min_size=1, max_size=40), st.floats(0, 5000), st.floats(1, 20))
def test_cues_follow_one_another_and_leave_no_word_out(
    said: list[str], start: float, length: float
) -> None:
    parts = cues(Caption(start, start + length, " ".join(said)))
    assert " ".join(part.text for part in parts).split() == " ".join(said).split()
    assert parts[0].start == start and parts[-1].end == pytest.approx(start + length)
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))
    assert all(max(map(len, broken(part.text).split("\n"))) <= LINE for part in parts)


def test_a_sentence_is_parted_at_its_comma() -> None:
    sentence = (
        "Points above ten get the label one and the others zero, so without noise the labels "
        "would change at two thirds."
    )
    assert cues(Caption(0, 8, sentence))[0].text.endswith("zero,")


def test_captions_that_fit_stay_on_one_line() -> None:
    text = "x" * (LINE - 2) + " y"
    assert broken(text) == text


def test_long_captions_break_into_two_even_lines() -> None:
    lines = broken("All four take their first step together, and the arrows are to scale.").split(
        "\n"
    )
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 12


def test_white_space_of_a_caption_is_evened_out() -> None:
    assert broken("  one\n two ") == "one two"


def test_a_single_long_word_is_not_broken() -> None:
    assert broken("x" * 80) == "x" * 80
    assert len(cues(Caption(0, 1, "x" * 80))) == 1
