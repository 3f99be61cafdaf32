"""Every lesson is without fault in every theme and every language."""

from __future__ import annotations

import os
from itertools import cycle

import pytest

from studio.ask.lessons import lesson_names
from studio.ask.request import LANGUAGES, THEMES, RenderRequest
from studio.checks.crew import check_theme
from studio.checks.faults import report

# Each language in one of the themes; all of them in each takes as much longer as there are themes.
SOME = {
    theme: [language for other, language in zip(cycle(THEMES), LANGUAGES) if other == theme]
    for theme in THEMES
}
LOOKS = dict.fromkeys(THEMES, LANGUAGES) if "CI" in os.environ else SOME


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", lesson_names())
def test_a_lesson_is_without_fault(name, theme):
    found = check_theme(RenderRequest(name, theme=theme), LOOKS[theme])
    assert not found.error
    assert not report(found.faults)


def test_no_language_and_no_theme_is_left_out():
    assert sorted(language for some in SOME.values() for language in some) == sorted(LANGUAGES)
    assert all(SOME.values())
