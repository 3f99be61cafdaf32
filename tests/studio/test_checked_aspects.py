"""Every lesson is without fault in every shape that it is laid out in."""

from __future__ import annotations

from itertools import cycle

import pytest

from scenes.course import COURSE
from studio.ask.lessons import load_lesson, requested_lesson
from studio.ask.request import LANGUAGES, THEMES, WIDE, RenderRequest
from studio.checks.faults import report
from studio.checks.lesson import LAYOUT, PIXELS, check_lesson

from ..thorough import thorough

SHAPES = [
    (name, aspect) for name in COURSE for aspect in load_lesson(name).aspects if aspect != WIDE
]
# Each theme and each language in turn.
LOOKS = dict(zip(SHAPES, zip(cycle(THEMES), cycle(LANGUAGES), strict=False), strict=False))
ALWAYS = [("learning_rates", "4:3")]


@pytest.mark.parametrize(
    ("name", "aspect"), [shape if shape in ALWAYS else thorough(*shape) for shape in SHAPES]
)
def test_a_lesson_is_without_fault_in_other_shapes(name, aspect):
    theme, language = LOOKS[name, aspect]
    request = RenderRequest(name, theme=theme, language=language, aspect=aspect)
    assert not report(check_lesson(requested_lesson(request), PIXELS))


@pytest.mark.parametrize(("name", "aspect"), [thorough(*shape) for shape in SHAPES])
def test_other_words_fit_into_other_shapes(name, aspect):
    _, seen = LOOKS[name, aspect]
    for language in LANGUAGES:
        if language != seen:
            request = RenderRequest(name, language=language, aspect=aspect)
            assert not report(check_lesson(requested_lesson(request), LAYOUT)), language
