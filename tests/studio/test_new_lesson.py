"""``studio new``: what it writes runs as it stands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from studio.ask.errors import RequestError
from studio.ask.new_lesson import new_lesson
from studio.ask.request import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the rooms that a new lesson touches."""
    for room in ("gdcore", "scenes", "studio", "tests/scenes"):
        ignored = shutil.ignore_patterns("__pycache__", "golden", "failures")
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    for name in ("pyproject.toml", "manim.cfg", "tests/thorough.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_new_lesson_passes_its_tests_lint_and_captions(checkout: Path) -> None:
    written = new_lesson("heavy_rain", checkout)
    names = [str(path.relative_to(checkout)) for path in written]
    assert {"scenes/heavy_rain.py", "scenes/words/en/heavy_rain.toml", "scenes/course.py"} <= {
        *names
    }
    changed = [name for name in names if name.endswith(".py")]
    python = [sys.executable, "-P", "-m"]
    tests = ["tests/scenes/test_heavy_rain.py", "tests/scenes/test_captions.py"]
    tests += ["tests/scenes/test_lessons.py", "-k", "heavy_rain", "-q", "-p", "no:cacheprovider"]
    for command in (
        [*python, "ruff", "check", *changed],
        [*python, "ruff", "format", "--check", *changed],
        [*python, "pytest", *tests],
    ):
        done = subprocess.run(
            command,
            cwd=checkout,
            env={"PYTHONPATH": str(checkout), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["Rain", "2nd", "class", "a b", ""])
def test_a_name_that_is_no_modules_is_refused(checkout: Path, name: str) -> None:
    with pytest.raises(RequestError, match="no name of a lesson"):
        new_lesson(name, checkout)


def test_nothing_is_overwritten_and_nothing_goes_elsewhere(checkout: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"scenes/divergence\.py exists already"):
        new_lesson("divergence", checkout)
    with pytest.raises(RequestError, match="this is none"):
        new_lesson("rain", tmp_path / "elsewhere")
