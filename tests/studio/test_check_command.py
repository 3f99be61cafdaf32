"""The check command on tiny lessons."""

from __future__ import annotations

from click.testing import CliRunner

from studio.checks.faults import Fault, merged, report
from studio.cli import main

from .conftest import BROKEN

OUTSIDE = '''
    from manim import Square
    from ._base import TinyLesson

    class OutsideLesson(TinyLesson):
        """A square that is half outside."""

        beats = ("show",)

        def show(self):
            self.add(Square(1, color=self.theme.roles()["batch"]).shift([7, 0, 0]))
            self.wait(1)
'''


def test_the_command_says_what_it_finds_and_in_which_lesson(tiny):
    tiny.add("outside", OUTSIDE)
    tiny.add("broken", BROKEN)
    result = CliRunner().invoke(main, ["check", "--jobs", "2"], obj=tiny.studio)
    assert result.exit_code == 1
    lines = sorted(result.output.splitlines())
    assert lines[0].startswith("broken failed: ") and "no such thing" in lines[0]
    assert lines[1:] == [
        "dot: nothing found",
        "outside show 1.0 s (dark/en, dark/es, light/en, light/es): "
        "leaves the frame: batch line | right edge of the frame",
        "square: nothing found",
    ]


def test_one_theme_and_language_can_be_chosen_and_an_unknown_lesson_is_refused(tiny):
    arguments = ["check", "dot", "--theme", "light", "--language", "es"]
    result = CliRunner().invoke(main, arguments, obj=tiny.studio)
    assert (result.exit_code, result.output) == (0, "dot: nothing found\n")
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
