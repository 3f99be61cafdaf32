from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.ask.errors import StudioError
from studio.crew import hold
from studio.crew.hold import PREFIX, SILENCE, Hold, changed, machine
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


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("whose", "silent", "stays"),
    [
        ("here", SILENCE + 1, True),  # it lives, however long it has said nothing
        ("ended", 0, False),
        ("another of the same number", 0, False),
        ("another machine's", 0, True),
        ("another machine's", SILENCE - 60, True),
        ("another machine's", SILENCE + 60, False),
        ("older", 0, True),
        ("older", SILENCE + 60, False),
        ("of another shape", 0, True),
    ],
)
def test_no_folder_is_removed_whose_run_may_live(
    tmp_path: Path, whose: str, silent: float, stays: bool
) -> None:
    with Hold(tmp_path) as ours:
        held = ours.folder
        *_, process, started, end = held.name.split("-")
        there = "0" * len(machine())
        named = {
            "here": held.name,
            "ended": f"{PREFIX}-{machine()}-{ended_process()}-{started}-{end}",
            "another of the same number": f"{PREFIX}-{machine()}-{process}-1-{end}",
            "another machine's": f"{PREFIX}-{there}-{ended_process()}-{started}-{end}",
            "older": f"{PREFIX}-{end}",
            "of another shape": f"{PREFIX}-{machine()}-x",
        }
        folder = held.rename(tmp_path / named[whose])
        os.utime(folder, (changed(folder) - silent,) * 2)
        with Staging(tmp_path):
            assert folder.exists() == stays


def test_time_is_told_by_the_clock_of_the_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / f"{PREFIX}-{'0' * len(machine())}-1-1-x"
    theirs.mkdir()
    monkeypatch.setattr(time, "time", lambda: 2 * SILENCE + theirs.stat().st_mtime)
    with Staging(tmp_path):
        assert theirs.exists()


def test_a_run_says_again_and_again_that_it_lives(tmp_path: Path) -> None:
    with Hold(tmp_path, heartbeat=0.01) as ours:
        os.utime(ours.folder, (0, 0))
        deadline = time.monotonic() + 10
        while not changed(ours.folder) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert changed(ours.folder) > 0
        ours.folder.rmdir()  # which is no reason to stop
    assert hold.HEARTBEAT < SILENCE / 1000


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
