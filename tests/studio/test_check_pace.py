"""Beats that are too short, too long, or too short for what is said; lessons likewise."""

from __future__ import annotations

import pytest

from studio.checks.lesson import OUTLINES, check_lesson

from .planted import Planted


def found(first: float, second: float, sentence: str = "Short.") -> set[str]:
    """Rules that a lesson of two beats of that many seconds breaks."""

    class Timed(Planted):
        build = (lambda scene: scene.wait(first), lambda scene: scene.wait(second))

        def caption(self, beat: str) -> str:
            return sentence

        def rest(self, beat: str, seconds: float) -> None:
            if beat == "go_on":
                super().rest(beat, 100.0)

    return {fault.rule for fault in check_lesson(Timed, OUTLINES)}


@pytest.mark.parametrize(
    ("first", "second", "rules"),
    [
        (10, 11, set()),
        (2, 11.9, {"too short", "lesson"}),
        (14, 8, {"too long"}),
        (3, 3, {"lesson"}),
    ],
)
def test_lengths(first, second, rules):
    assert found(first, second) == rules


def test_a_sentence_takes_its_time():
    assert found(10, 11, " ".join(["word"] * 26)) == set()
    assert found(9, 11, " ".join(["word"] * 28)) == {"spoken too fast"}
