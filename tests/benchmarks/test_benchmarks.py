"""That the comparisons compare like with like, and that the report says what was measured."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from benchmarks import against, light, report
from benchmarks.descent import RATE, adam_by_hand, by_torch, starts
from benchmarks.measure import Comparison, Row, interleaved
from gdcore import Adam, Rosenbrock, descend


@pytest.mark.parametrize("record", [False, True])
def test_adam_by_hand_takes_the_steps_that_gdcore_takes(record):
    run = descend(Rosenbrock(), Adam(RATE), starts(5), 50)
    thetas, values = adam_by_hand(starts(5), 50, record=record)
    np.testing.assert_allclose(thetas, run.thetas[-1], rtol=1e-9)
    np.testing.assert_allclose(values, run.values, rtol=1e-9)


def test_a_python_without_torch_is_no_failure(tmp_path):
    (tmp_path / "python").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python").chmod(0o755)
    assert by_torch(str(tmp_path / "python"), 1, 1) is None


def test_what_the_light_is_compared_without_is_there(monkeypatch):
    monkeypatch.setattr(light, "_speed", lambda lesson: 2.0)
    assert [row.ratio for row in light.compare(1).rows] == [None, 1.0, None, 1.0]


def test_sides_take_turns_and_medians_are_kept():
    calls = []

    def side(name, speeds):
        def measure():
            calls.append(name)
            return speeds.pop(0)

        return measure

    sides = {"ours": side("ours", [1.0, 9.0, 2.0]), "theirs": side("theirs", [4.0, 3.0, 5.0])}
    assert interleaved(sides, 3) == {"ours": 2.0, "theirs": 4.0}
    assert calls == ["ours", "theirs"] * 3


def test_the_report_has_every_line_with_machine_and_date(tmp_path):
    rows = (Row("ours", 123.4, "frames/s"), Row("theirs", 2.5, "frames/s", 49.4, 30.0, "slow"))
    report.write([Comparison("A race", "How it was run.", rows)], tmp_path / "results.md")
    text = (tmp_path / "results.md").read_text()
    assert "| ours | 123 frames/s |  |  |  |" in text
    assert "| theirs | 2.5 frames/s | 49× | ≥ 30× | slow |" in text
    assert "cores" in text and "manim 0.22" in text and "How it was run." in text


def test_an_unknown_comparison_is_named_with_those_there_are():
    command = [sys.executable, "-m", "benchmarks", "surfaces"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    named = "light, surface, lesson, share, processor, descent, course"
    assert f"no comparison surfaces; there are {named}" in done.stderr


def test_a_commit_that_is_not_there_is_named():
    command = [sys.executable, "-m", "benchmarks", "--against", "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith("error: no commit nowhere in this repository\n")


def test_an_earlier_state_is_compared_frame_for_frame_and_as_a_whole(monkeypatch):
    def film(side, lesson):
        side._frames, side._seconds = side._frames + 60, side._seconds + 2
        return 30.0

    monkeypatch.setattr(against._Side, "film", film)
    whole, *rows = against.compare("HEAD", ("momentum", "steepest")).rows
    assert [row.what for row in (whole, *rows)] == ["all 2 lessons", "momentum", "steepest"]
    assert (whole.ratio, whole.goal, rows[0].ratio, rows[0].goal) == (1, 1.5, 1, None)


def test_a_comparison_with_another_state_is_kept_beside_new_results(tmp_path):
    path, row = tmp_path / "results.md", Row("all", 3.0, "frames/s", 1.5, None, "")
    report.write([Comparison("One", "how", (row,))], path)
    for how in ("first", "again"):
        report.add(Comparison("Against abc", how, (row,)), path)
    report.write([Comparison("Other", "how", (row,))], path)
    lines = path.read_text().splitlines()
    headings = [number for number, line in enumerate(lines) if line.startswith("## ")]
    assert [lines[number] for number in headings] == ["## Other", "## Against abc"]
    assert all(lines[number - 1] == "" != lines[number - 2] for number in headings)
    assert "again" in path.read_text() and "first" not in path.read_text()
