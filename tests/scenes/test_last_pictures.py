"""A lecturer pauses on the last frame of a beat: it shows what the beat has come to."""

from __future__ import annotations

import pytest

from studio.checks.things import things_at
from studio.inspection import inspect_lesson
from studio.lessons import load_lesson


@pytest.mark.parametrize("name", ["momentum", "optimizer_race"])
def test_every_beat_ends_on_its_full_picture(name):
    shown: dict[str, list[int]] = {}

    def look(moment):
        if moment.place == "rest":
            shown.setdefault(moment.beat, []).append(len(things_at(moment)))

    lesson = inspect_lesson(load_lesson(name), look, every=float("inf"))
    assert list(shown) == list(lesson.beats)
    for beat, counts in shown.items():
        own = counts[1:]  # but for what the beat before has left
        assert counts[-1] >= 0.9 * max(own), beat
