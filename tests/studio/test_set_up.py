"""Set-up for real, on a stranger's machine: minutes of pip and a compiler, so only in CI."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT
from .test_make import VARIABLES

pytestmark = pytest.mark.skipif(not os.environ.get("CI"), reason="takes minutes; CI=1 runs it")


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    kept = {n: v for n, v in os.environ.items() if "MAKE" not in n and n not in VARIABLES}
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_fresh_copy_in_a_strange_place_sets_itself_up(tmp_path: Path) -> None:
    folder = tmp_path / "it's 50% #1;&!(ü)"
    folder.mkdir()
    listed = run("git", "ls-files", "-z", "--cached", folder=ROOT).split("\0")
    for name in filter(None, listed):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    before = sorted(folder.rglob("*"))
    hostile = tmp_path / "hostile"
    for name in ("numpy", "venv", "pip"):
        (hostile / name).mkdir(parents=True)
        (hostile / name / "__init__.py").write_text("raise SystemExit('of somebody else')\n")
        (folder / f"{name}.py").write_text("raise SystemExit('of the current folder')\n")
    settings = tmp_path / "pip.conf"
    settings.write_text("[install]\nuser = yes\n")
    (hostile / ".config" / "manim").mkdir(parents=True)
    (hostile / ".config" / "manim" / "manim.cfg").write_text("no section = here\n")
    environment = {
        "HOME": str(hostile),
        "PYTHONPATH": str(hostile),
        "PYTHONWARNINGS": "error",
        "PIP_USER": "1",
        "PIP_TARGET": str(tmp_path / "target"),
        "PIP_CONFIG_FILE": os.environ.get("PIP_CONFIG_FILE", str(settings)),
    }
    run("make", "setup", folder=folder, **environment)
    listing = run(
        folder / ".venv" / "bin" / "studio", "list", "--json", folder=hostile, **environment
    )
    assert len(json.loads(listing)) >= 12
    run("make", "distclean", folder=folder, **environment)
    for name in ("numpy", "venv", "pip"):
        (folder / f"{name}.py").unlink()
    assert sorted(folder.rglob("*")) == before
    assert not (tmp_path / "target").exists()
