"""Every number that is set into a text on screen is claimed: it says of which values it is.

Texts that are words as they are written in the words' files have nothing set into them.
"""

from __future__ import annotations

import pytest

from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.text import Text
from studio.ask.lessons import lesson_names, load_lesson
from studio.engine.inspection import Moment, inspect_lesson


def unclaimed(name: str) -> set[str]:
    """Texts of a lesson with numbers set into them of which nothing is claimed."""
    lesson = load_lesson(name, "scenes")
    words = lesson.words_in("en")
    written = set(map(words.__getitem__, words.keys()))
    found = set()

    def look(moment: Moment) -> None:
        for mobject in moment.shown if moment.place == "rest" else ():
            for part in mobject.get_family():
                silent = isinstance(part, Text) and part.shows is None
                if silent and part.body not in written and numerals(part.body):
                    found.add(part.body)

    inspect_lesson(lesson, look)
    return found


@pytest.mark.parametrize("name", lesson_names())
def test_numbers_set_into_texts_are_claimed(name):
    assert unclaimed(name) == set()
