"""How long beats and lessons are, and how fast their sentences would have to be spoken."""

from __future__ import annotations

from collections.abc import Iterator

from scenes.kit.lesson.director import CONCLUDED
from scenes.kit.lesson.lesson import COPIED, HOLD, SPEED
from scenes.kit.lesson.words import words_of
from studio.engine.inspection import Moment

SHORTEST, LONGEST = 3.0, 12.0  # seconds of a beat, without the rest on the last frame of a lesson
LEAST = 20.0  # seconds of a lesson
ROOM = 0.1  # seconds that a beat may be off: it ends on a frame


class Pace:
    """Times the beats of a lesson."""

    def __init__(self) -> None:
        self._began = 0.0

    def check(self, moment: Moment) -> Iterator[tuple[str, str, str]]:
        """At the end of a beat: too short or long, or too short for its sentence."""
        lesson, beat = moment.lesson, moment.beat
        began, self._began = self._began, moment.time
        last = beat == lesson.beats[-1]
        seconds = moment.time - began
        rest = (CONCLUDED + COPIED if lesson.closing_line() else HOLD) if last else 0
        acted = seconds - lesson.settings.hold - rest
        if acted < SHORTEST - ROOM:
            yield "too short", f"{beat} of {acted:.1f} s", f"{SHORTEST:g} s"
        if acted > LONGEST + ROOM:
            yield "too long", f"{beat} of {acted:.1f} s", f"{LONGEST:g} s"
        words = len(words_of(lesson.caption(beat)))
        if words / SPEED > seconds + ROOM:
            spoken = f"{words} words in {seconds:.1f} s of {beat}"
            yield "spoken too fast", spoken, f"{SPEED:g} words a second"
        if last and not LEAST - ROOM <= moment.time <= lesson.longest + ROOM:
            yield "lesson", f"{moment.time:.1f} s", f"{LEAST:g} to {lesson.longest:g} s"
