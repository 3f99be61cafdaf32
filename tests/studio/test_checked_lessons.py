"""Every lesson is without fault in every theme and every language."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from scenes.course import COURSE
from studio.ask.lessons import requested_lesson
from studio.ask.request import LANGUAGES, THEMES, RenderRequest
from studio.checks.crew import check_theme
from studio.checks.faults import report
from studio.checks.lesson import PIXELS, check_lesson

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
    """Flashes, stills and empty pictures take many looks: they are looked for where CI is set."""
    request, whole = RenderRequest(name, theme=theme), "CI" in os.environ
    languages = looks(name, whole)[theme]
    if whole:
        found = check_theme(request, languages)
        assert not found.error
        assert not report(found.faults)
    else:
        shown = requested_lesson(replace(request, language=languages[0]))
        assert not report(check_lesson(shown, PIXELS))


def test_no_language_and_no_theme_is_left_out():
    for theme in THEMES:
        assert {some for name in COURSE for some in looks(name, False)[theme]} == set(LANGUAGES)
    for name in COURSE:
        assert {some for found in looks(name, True).values() for some in found} == set(LANGUAGES)
        assert all(looks(name, False).values())
