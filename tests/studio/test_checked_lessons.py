"""Every lesson is without fault in both themes and languages."""

from __future__ import annotations

import pytest

from studio.ask.lessons import lesson_names
from studio.ask.request import LANGUAGES, THEMES
from studio.checks.crew import check_theme
from studio.checks.faults import report


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", lesson_names())
def test_a_lesson_is_without_fault(name, theme):
    found = check_theme(name, theme, LANGUAGES, "scenes")
    assert not found.error
    assert not report(found.faults)
