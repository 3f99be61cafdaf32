"""Every lesson is without fault in the dark theme: layout, colours, motion and numbers.

A file for each theme: tests run side by side by file.
"""

from __future__ import annotations

import pytest

from studio.checks.crew import check_theme
from studio.checks.faults import report
from studio.lessons import lesson_names
from studio.requests import LANGUAGES


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_is_without_fault(name):
    found = check_theme(name, "dark", LANGUAGES, True, "scenes")
    assert not found.error
    assert not report(found.faults)
