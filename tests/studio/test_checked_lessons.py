"""Every lesson is without fault in every theme and every language."""

from __future__ import annotations

import os

import pytest

from scenes.course import COURSE
from studio.ask.lessons import requested_lesson
from studio.ask.request import LANGUAGES, THEMES, RenderRequest
from studio.checks.faults import report
from studio.checks.lesson import FULL, LAYOUT, PIXELS, check_lesson

from ..thorough import thorough

# `make check` looks at them all.
ALWAYS = ("gradient_step", "surface_paths")


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


def asked():
    """Every lesson in every theme, of which some, each in one of them, are always looked at."""
    for lesson, name in enumerate(COURSE):
        for turn, theme in enumerate(THEMES):
            always = name in ALWAYS and turn == lesson % len(THEMES)
            yield (name, theme) if always else thorough(name, theme)


@pytest.mark.parametrize(("name", "theme"), [*asked()])
def test_a_lesson_is_without_fault(name, theme):
    """Flashes and stills take many looks: they are looked for in one theme, where CI is set."""
    whole = "CI" in os.environ
    first, *others = looks(name, whole)[theme]
    closely = whole and theme == THEMES[COURSE.index(name) % len(THEMES)]
    assert not faults(name, theme, first, FULL if closely else PIXELS)
    for language in others:
        assert not faults(name, theme, language, LAYOUT)


def faults(name, theme, language, depth):
    request = RenderRequest(name, theme=theme, language=language)
    return report(check_lesson(requested_lesson(request), depth))


def test_no_language_and_no_theme_is_left_out():
    for theme in THEMES:
        assert {some for name in COURSE for some in looks(name, False)[theme]} == set(LANGUAGES)
    for name in COURSE:
        assert {some for found in looks(name, True).values() for some in found} == set(LANGUAGES)
        assert all(looks(name, False).values())
