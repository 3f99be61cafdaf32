"""Folders of any name: what a file system allows works, and nothing in it has a meaning."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from studio.cli import main
from studio.film.rendering import render_lesson

from ..thorough import thorough
from .conftest import Package

NAMES = (
    "all films",
    "50%",
    "%d%%03d",
    "week:1",
    "L3:momentum",
    "file:x",
    "http:",
    "x;y",
    "l'apprentissage",
    'the "best"',
    "a{b}c",
    "{media_dir}",
    "$HOME",
    "`id`",
    "-q",
    "#1",
    "*?[!a]",
    "back\\slash",
    "two\nlines",
    "descente é 梯度",
    os.fsdecode(b"caf\xe9"),
    "dot",
)
KINDS = {f"dot.{kind}" for kind in ("json", "mp4", "png", "srt", "vtt")}


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_rendered_into_a_folder_of_any_name(
    tiny: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).mkdir()
    render_lesson(tiny.request("dot"), Path(name))
    assert {path.name for path in Path(name).iterdir()} == KINDS
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("reverse", [False, thorough(True)])
def test_the_command_renders_into_all_of_them_one_in_the_other(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path, reverse: bool
) -> None:
    folder = Path(*sorted(NAMES, reverse=reverse))
    run = start("render", "dot", "-q", "l", "--output", folder, cwd=tmp_path)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, ""), out
    assert {path.name for path in (tmp_path / folder).iterdir()} == KINDS
    again = start("render", "dot", "-q", "l", "--output", folder, cwd=tmp_path)
    assert again.communicate(timeout=60)[0] == "dot  up to date\n"


def test_a_failure_in_such_a_folder_is_one_line_that_can_be_printed(
    start: Callable[..., subprocess.Popen[str]], tiny: Package, tmp_path: Path
) -> None:
    tiny.add("broken", "import no_such_module\n")
    folder = os.fsdecode(b"caf\xe9\n2")
    run = start("render", "broken", "-q", "l", "--output", folder, cwd=tmp_path)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 1
    assert err.count("\n") == 1 and "broken.log" in err
    assert (tmp_path / folder / "broken.log").exists()


@pytest.mark.parametrize("command", ["render", "sheet"])
def test_no_name_is_refused(tiny: Package, command: str) -> None:
    refused = CliRunner().invoke(main, [command, "dot", "--output", ""], obj=tiny.studio)
    assert refused.exit_code == 2
    assert "'--output': a folder has a name" in refused.stderr
