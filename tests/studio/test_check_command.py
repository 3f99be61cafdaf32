"""The check command on tiny lessons."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from studio.ask.request import LANGUAGES, THEMES
from studio.checks.faults import Fault, merged, report
from studio.cli import main

from .conftest import BROKEN

OUTSIDE = '''
    from manim import FadeIn, Square
    from ._base import TinyLesson

    class OutsideLesson(TinyLesson):
        """A square turns, and then one comes that is half outside."""

        beats = ("wait_for_it", "show")

        def setup(self):
            self.square = Square(3, fill_opacity=1, color=self.theme.roles()["batch"])

        def wait_for_it(self):
            self.add(self.square)
            for _ in range(3):
                self.play(self.square.animate.rotate(1), run_time=3.5)

        def show(self):
            square = Square(1, color=self.theme.roles()["batch"]).shift([7, 0, 0])
            self.play(FadeIn(square))
            for _ in range(3):
                self.play(self.square.animate.rotate(1), run_time=3)
'''
CALM = '''
    from manim import Square
    from ._base import TinyLesson

    class CalmLesson(TinyLesson):
        """A square turns slowly."""

        beats = ("turn", "go_on")

        def setup(self):
            self.square = Square(3, fill_opacity=1, color=self.theme.roles()["batch"])

        def turn(self):
            self.add(self.square)
            for _ in range(3):
                self.play(self.square.animate.rotate(1), run_time=3.5)

        def go_on(self):
            self.turn()
'''

EVERYWHERE = ", ".join(f"{theme}/{language}" for theme in THEMES for language in LANGUAGES)


@pytest.mark.thorough
def test_the_command_says_what_it_finds_and_in_which_lesson(tiny):
    for name, source in (("outside", OUTSIDE), ("broken", BROKEN), ("calm", CALM)):
        tiny.add(name, source)
    arguments = ["check", "outside", "broken", "calm", "dot", "--jobs", "2"]
    result = CliRunner().invoke(main, arguments, obj=tiny.studio)
    assert result.exit_code == 1
    lines = sorted(result.output.splitlines())
    assert lines[0].startswith("broken failed: ") and "no such thing" in lines[0]
    assert lines[1:] == [
        "calm: nothing found",
        f"dot stay 2.5 s ({EVERYWHERE}): lesson: 2.5 s | 20 to 60 s",
        f"dot stay 2.5 s ({EVERYWHERE}): too short: stay of 0.5 s | 3 s",
        f"outside show 11.7 s ({EVERYWHERE}): "
        "leaves the frame: batch line | right edge of the frame",
    ]


def test_one_theme_and_language_can_be_chosen_and_an_unknown_lesson_is_refused(tiny):
    tiny.add("calm", CALM)
    arguments = ["check", "calm", "--theme", "light", "--language", "es"]
    result = CliRunner().invoke(main, arguments, obj=tiny.studio)
    assert (result.exit_code, result.output) == (0, "calm: nothing found\n")
    assert CliRunner().invoke(main, ["check", "dott"], obj=tiny.studio).exit_code == 2


def test_a_fault_is_reported_once_a_beat_at_its_first_moment_in_all_its_themes():
    def fault(time: float, theme: str, beat: str = "valley") -> Fault:
        return Fault("texts overlap", "'a'", "'b'", beat, time, "divergence", theme, "en")

    faults = [fault(2, "dark"), fault(1, "dark"), fault(1.5, "light"), fault(9, "dark", "rule")]
    assert len(merged(faults)) == 3
    assert report(faults) == [
        "divergence valley 1.0 s (dark/en, light/en): texts overlap: 'a' | 'b'",
        "divergence rule 9.0 s (dark/en): texts overlap: 'a' | 'b'",
    ]
