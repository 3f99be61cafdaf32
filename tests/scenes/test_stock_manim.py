"""Lessons are manim scenes: the stock command runs them, as a lecturer who knows it would."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scenes.kit.lesson.words import FOLDER
from studio.ask.lessons import load_lesson

ROOT = FOLDER.parent.parent


@pytest.mark.parametrize("name", ["learning_rates", "divergence", "batch_vs_sgd"])
def test_the_stock_command_draws_the_last_frame(name, tmp_path):
    lesson = load_lesson(name)
    command = [sys.executable, "-m", "manim", "render", "-s", "-r", "160,90", "-v", "ERROR"]
    where = ["--media_dir", str(tmp_path), f"scenes/{name}.py", lesson.__name__]
    done = subprocess.run(
        command + where, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.rglob("*.png"))) == 1
