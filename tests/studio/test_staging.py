from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.ask.errors import StudioError
from studio.crew.staging import Staging

from .conftest import ROOT

FILES = ("square.json", "square.mp4", "square.png", "square.srt", "square.vtt")


def make(folder: Path, content: str = "new") -> None:
    for name in FILES:
        (folder / name).write_text(content)


def test_files_are_published_by_renaming_and_nothing_else_stays(tmp_path: Path) -> None:
    output = tmp_path / "some" / "where"
    with Staging(output) as staging:
        make(staging.folder("square"))
        (staging.folder("square-2") / "half.mp4").write_text("half")
        assert not list(output.glob("square*"))
        staging.publish("square")
    assert sorted(path.name for path in output.iterdir()) == sorted(FILES)


def test_the_manifest_is_published_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda self, to: moved.append(self.name) or replace(self, to)
    )
    with Staging(tmp_path) as staging:
        make(staging.folder("square"))
        staging.publish("square")
    assert sorted(moved) == sorted(FILES)
    assert moved[-1] == "square.json"


def test_a_log_that_says_something_is_kept_until_the_lesson_succeeds(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        staging.log("square").write_text("")
        assert staging.publish_log("square") is None
        assert staging.publish_log("other") is None
        staging.log("square").write_text("it went wrong")
        assert staging.publish_log("square") == tmp_path / "square.log"
        make(staging.folder("square"))
        staging.publish("square")
    assert not (tmp_path / "square.log").exists()


def test_the_folder_of_a_killed_run_is_removed_and_that_of_a_live_one_is_not(
    tmp_path: Path,
) -> None:
    program = (
        "import sys; from pathlib import Path; from studio.crew.staging import Staging\n"
        "staging = Staging(Path(sys.argv[1])).__enter__(); print('ready', flush=True)\n"
        "sys.stdin.read()"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        [theirs] = tmp_path.iterdir()
        with Staging(tmp_path):
            assert theirs.exists()
        run.kill()
    assert theirs.exists()
    with Staging(tmp_path):
        assert not theirs.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["file", "file/inside"])
def test_a_folder_that_cannot_be_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StudioError, match=rf"cannot write to .*{name}: "), Staging(tmp_path / name):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StudioError, match="Permission denied"), Staging(tmp_path):
        pass
