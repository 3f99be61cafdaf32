"""What holds for every lesson there is."""

from __future__ import annotations

import inspect
import re

import pytest

from scenes.course import COURSE
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.words import LANGUAGES, Words, words_of
from studio.ask.lessons import load_lesson

LESSONS = {name: load_lesson(name) for name in COURSE}
LONGER = dict.fromkeys(("batch_vs_sgd", "adaptive", "optimizer_race"), 85)  # seconds
EVERY_LESSON = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())


# Some lessons are played, in two languages, in turn: playing takes long.
PLAYED = {
    name: (LANGUAGES[n % len(LANGUAGES)], LANGUAGES[(n + 1) % len(LANGUAGES)])
    for n, name in enumerate(COURSE[::3])
}


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "languages"), PLAYED.items(), ids=PLAYED)
def test_a_beat_is_equally_long_in_every_language_and_long_enough_for_each(name, languages, play):
    """How long it may be is held by the checks (tests/studio/test_checked_lessons)."""
    lesson, lengths = LESSONS[name], []
    for language in languages:
        said = play(lesson.presented("dark", language)).renderer.file_writer.subcaptions
        assert len(said) == len(lesson.beats)
        lengths.append([(caption.end - caption.start).total_seconds() for caption in said])
        for caption, seconds in zip(said, lengths[-1], strict=True):
            assert len(words_of(caption.content)) / seconds <= 2.71, caption.content
    assert all(spans == lengths[0] for spans in lengths)


@EVERY_LESSON
def test_beats_are_short_methods_and_construct_is_inherited(lesson):
    assert "construct" not in vars(lesson)
    for beat in lesson.beats:
        lines = inspect.getsource(getattr(lesson, beat)).splitlines()
        assert len(lines) <= 26, f"{beat} has {len(lines)} lines"


def beats_by_choice(lesson):
    """All beats of a lesson, those too that it plays only when a formula or a switch is given."""
    given = {}
    for name, found in lesson.parameters().items():
        if found.type is bool:
            given[name] = not getattr(lesson, name)
        elif found.kind and "formula" in found.allowed:
            given[name] = "x^2 + 3 y^2"
    switched = [lesson.configured(**{name: value}) for name, value in given.items()]
    return {beat for chosen in (lesson, *switched) for beat in chosen.beats}


@EVERY_LESSON
@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_are_one_sentence_in_every_language(lesson, language):
    captions = Words(lesson.name(), language).captions()
    assert {key.partition(".")[0] for key in captions} == beats_by_choice(lesson)
    for caption in captions.values():
        assert re.fullmatch(r"[^.!?]+[.!?]", caption), caption
        assert len(words_of(caption)) <= 32, caption


@EVERY_LESSON
def test_parameters_are_documented_and_their_defaults_allowed(lesson):
    for name, parameter in lesson.parameters().items():
        assert parameter.help, f"{name} does not say what it is"
        assert parameter.check(parameter.default) == parameter.default
    assert issubclass(lesson, Lesson)


@EVERY_LESSON
def test_the_languages_have_the_same_words_and_captions_with_the_same_blanks(lesson):
    first, *others = (Words(lesson.name(), language) for language in LANGUAGES)
    for other in others:
        assert sorted(first.keys()) == sorted(other.keys())
        assert blanks(first.captions()) == blanks(other.captions())


def blanks(captions):
    """The names of the blanks in each of some captions."""
    return {key: sorted(re.findall(r"{(\w+)}", text)) for key, text in captions.items()}
