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


def others(name, aspect):
    """Languages that a shape is not looked at in: all in a square, and one in turn in another.

    English is the shortest.
    """
    left = [some for some in LANGUAGES if some not in (LOOKS[name, aspect][1], "en")]
    return left if aspect == "1:1" else [left[SHAPES.index((name, aspect)) % len(left)]]


@pytest.mark.parametrize(("name", "aspect"), [thorough(*shape) for shape in SHAPES])
def test_other_words_fit_into_other_shapes(name, aspect):
    """The narrowest shape is where they do not, if anywhere; `studio check` has all."""
    for language in others(name, aspect):
        request = RenderRequest(name, language=language, aspect=aspect)
        assert not report(check_lesson(requested_lesson(request), LAYOUT)), language


def test_no_language_is_left_out_of_a_shape():
    for shape in {aspect for _, aspect in SHAPES}:
        seen = {n: {LOOKS[n, a][1], *others(n, a)} for n, a in SHAPES if a == shape}
        assert set().union(*seen.values()) >= {*LANGUAGES} - {"en"}
