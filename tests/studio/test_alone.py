"""Nothing of the current folder and of a person's environment gets into a film."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.crew.pool import in_processes

from ..thorough import always, thorough
from .conftest import ROOT, Package

Start = Callable[..., "subprocess.Popen[str]"]
STOP = "raise SystemExit('imported from the current folder')\n"
MODULES = ("random", "numbers", "queue", "socket", "pickle", "manim", "typst", "numpy", "click")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with modules that stop whoever imports them, and malformed settings of packages."""
    folder = tmp_path / "slides"
    folder.mkdir()
    for name in MODULES:
        (folder / f"{name}.py").write_text(STOP)
    for name in ("scenes", "gdcore", "studio"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(STOP)
    (folder / ".config" / "manim").mkdir(parents=True)
    (folder / ".config" / "matplotlib").mkdir()
    for settings in (folder, folder / ".config" / "matplotlib"):
        (settings / "matplotlibrc").write_text("no such setting: at all\n")
    for settings in (folder / "manim.cfg", folder / ".config" / "manim" / "manim.cfg"):
        settings.write_text("no section = here\n")
    return folder


def environment(**changed: str | None) -> dict[str, str]:
    return {name: value for name, value in (os.environ | changed).items() if value is not None}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        thorough({"PYTHONWARNINGS": "error"}),
        thorough({"PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1"}),
        thorough({"LC_ALL": "C", "LANG": None, "PYTHONUTF8": "0"}),
        thorough({"XDG_CONFIG_HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}),
        thorough({"HOME": "."}),
        thorough({"HOME": None}),
        thorough({"HOME": ""}),
        thorough({"HOME": "/nonexistent"}),
    ],
    ids=str,
)
def test_a_render_takes_nothing_from_a_hostile_folder_and_environment(
    start: Start, hostile: Path, changed: dict[str, str | None]
) -> None:
    run = start(
        "render", "dot", "-q", "l", "--output", "out", cwd=hostile, env=environment(**changed)
    )
    out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, ""), out
    assert len(list((hostile / "out").iterdir())) == 5


@pytest.mark.thorough
def test_a_render_needs_no_home_and_no_name(start: Start, tmp_path: Path) -> None:
    """As a process of a number that the list of users does not have, with no HOME."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() or not setpriv:
        pytest.skip("only root may take another's number")
    reading = "+dac_override,+dac_read_search"  # what root installed may be for root alone
    nobody = [setpriv, "--reuid=54321", "--regid=54321", "--clear-groups"]
    nobody += [f"--inh-caps={reading}", f"--ambient-caps={reading}"]
    run = start(
        *("render", "square", "--set", "side=1.5", "-q", "l", "--output", "out"),
        under=nobody,
        cwd=tmp_path,
        env=environment(HOME=None),
    )
    out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, ""), out
    assert [path.name for path in tmp_path.iterdir()] == ["out"]  # and no folder called ~


PROGRAMS = {
    "studio.review.goldens": "no lesson 'nothing'",
    "studio.cli.make": "No such command 'nothing'",
    "benchmarks": "no comparison nothing",
}


@pytest.mark.parametrize("program", always("benchmarks", of=PROGRAMS))
def test_programs_of_make_take_nothing_from_there(hostile: Path, program: str) -> None:
    run = subprocess.run(
        [sys.executable, "-P", "-m", program, "nothing"],
        cwd=hostile,
        env=environment(PYTHONPATH=str(ROOT), HOME=str(hostile), OUTPUT="out", QUALITY="l"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert PROGRAMS[program] in run.stderr and "Traceback" not in run.stderr


def test_a_second_copy_of_the_studio_in_the_current_folder_films_nothing(
    start: Start, tiny: Package, tmp_path: Path
) -> None:
    for room in ("scenes", "gdcore", "studio"):
        shutil.copytree(ROOT / room, tmp_path / room)
    (tmp_path / "studio" / "film" / "rendering.py").write_text(STOP)
    (tmp_path / tiny.name).mkdir()
    (tmp_path / tiny.name / "__init__.py").write_text(STOP)
    run = start("render", "dot", "-q", "l", "--output", "out", cwd=tmp_path)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, "")


@pytest.mark.parametrize("warnings", always("error", of=["", "error"]))
def test_the_command_itself_takes_nothing_from_there(hostile: Path, warnings: str) -> None:
    path = os.pathsep.join([str(ROOT), str(hostile)])
    run = subprocess.run(
        [sys.executable, "-P", "-m", "studio", "list"],
        cwd=hostile,
        env=environment(PYTHONPATH=path, PYTHONWARNINGS=warnings, HOME=str(hostile)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "divergence" in run.stdout


def test_a_pool_takes_nothing_from_there(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile)
    monkeypatch.setenv("HOME", str(hostile))
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    [(_, folder)] = in_processes(os.path.dirname, [(str(hostile),)], jobs=1)
    assert folder == str(hostile.parent)
