"""How a race ended, and over what kind of landscape."""

from __future__ import annotations

from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.words import Words
from scenes.parts.optimizer_race.race import Entry
from scenes.parts.optimizer_race.race_report import ridge, verdict
from scenes.parts.optimizer_race.reasons import reason
from scenes.parts.optimizer_race.trials import Course

LONG = 9.0  # condition number of a valley three times as long as it is wide


def told_of(
    name: str, course: Course, entries: tuple[Entry, ...], condition: float, words: Words
) -> Told:
    """What the sentence on a race depends on; ``condition`` is the valley's condition number."""
    outcome, facts = verdict(entries, words)
    outcome = reason(name, entries) or outcome
    if name == "saddle":
        outcome = ridge(entries, course.start[1]) or outcome
    return Told(outcome, {**facts, "where": words["long" if condition >= LONG else "wide"]})
