"""Every lesson is without fault in both themes and languages."""

from __future__ import annotations

import pytest

from studio.ask.lessons import lesson_names
from studio.ask.request import LANGUAGES, THEMES, RenderRequest
from studio.checks.crew import check_theme
from studio.checks.faults import report


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", lesson_names())
def test_a_lesson_is_without_fault(name, theme):
    found = check_theme(RenderRequest(name, theme=theme), LANGUAGES)
    assert not found.error
    assert not report(found.faults)
