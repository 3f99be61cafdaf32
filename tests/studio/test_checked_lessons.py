"""Every lesson is without fault in every theme and every language."""

from __future__ import annotations

import os

import pytest

from scenes.course import COURSE
from studio.ask.request import LANGUAGES, THEMES, RenderRequest
from studio.checks.crew import check_theme
from studio.checks.faults import report


def looks(name, whole):
    """The languages to look at a lesson in, by theme: one in each, in turn over the course.

    Of the ``whole`` of it, all languages in one of the themes.
    """
    lesson, apart = COURSE.index(name), len(LANGUAGES) // len(THEMES)
    turns = [lesson + apart * theme for theme in range(len(THEMES))]
    found = {t: [LANGUAGES[n % len(LANGUAGES)]] for t, n in zip(THEMES, turns, strict=True)}
    if whole:
        theme = THEMES[lesson % len(THEMES)]
        found[theme] += [other for other in LANGUAGES if other not in found[theme]]
    return found


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", COURSE)
def test_a_lesson_is_without_fault(name, theme):
    found = check_theme(
        RenderRequest(name, theme=theme), looks(name, whole="CI" in os.environ)[theme]
    )
    assert not found.error
    assert not report(found.faults)


def test_no_language_and_no_theme_is_left_out():
    for theme in THEMES:
        assert {some for name in COURSE for some in looks(name, False)[theme]} == set(LANGUAGES)
    for name in COURSE:
        assert {some for found in looks(name, True).values() for some in found} == set(LANGUAGES)
        assert all(looks(name, False).values())
