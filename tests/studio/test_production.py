from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ask.errors import RequestError
from studio.ask.request import RenderRequest
from studio.crew.production import Outcome, produce
from studio.crew.staging import Staging

from .conftest import BROKEN, ENDLESS, Package


class Notes:
    """A reporter that remembers."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.at_once = self.most_at_once = 0

    def note(self, remark: str) -> None:
        self.said.append(remark)

    def started(self, lesson: str) -> None:
        self.said.append(f"{lesson} started")
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)

    def progress(self, lesson: str, frames: int, beat: int, beats: int, name: str) -> None:
        self.said.append(f"{lesson} {name}")

    def finished(self, outcome: Outcome) -> None:
        self.said.append(f"{outcome.lesson} {outcome.result}")
        self.at_once -= 1


def results(package: Package, output: Path, *lessons: str, **options: object) -> dict[str, str]:
    requests = [package.request(lesson) for lesson in lessons]
    outcomes = produce(requests, output, Notes(), **options)
    return {outcome.lesson: outcome.result for outcome in outcomes}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_lessons_are_rendered_side_by_side_and_reported(tiny: Package, tmp_path: Path) -> None:
    notes = Notes()
    requests = [tiny.request("dot"), tiny.request("square")]
    outcomes = produce(requests, tmp_path / "out", notes, jobs=2)
    assert [outcome.lesson for outcome in outcomes] == ["dot", "square"]
    assert {outcome.result for outcome in outcomes} == {"rendered"}
    assert outcomes[1].manifest is not None
    assert outcomes[1].manifest.frames == 41
    assert notes.most_at_once == 2
    assert {"dot started", "dot stay", "square appear", "square rendered"} <= set(notes.said)
    made = {path.name for path in (tmp_path / "out").iterdir()}
    kinds = ("json", "mp4", "png", "srt", "vtt")
    assert made == {f"{name}.{kind}" for name in ("dot", "square") for kind in kinds}


def test_what_is_up_to_date_is_not_rendered_again(tiny: Package, tmp_path: Path) -> None:
    lessons = ("dot", "square")
    assert results(tiny, tmp_path, *lessons) == dict.fromkeys(lessons, "rendered")
    before = contents(tmp_path)
    assert results(tiny, tmp_path, *lessons) == dict.fromkeys(lessons, "up to date")
    assert contents(tmp_path) == before

    tiny.write("square", (tiny.folder / "square.py").read_text() + "# changed\n")
    assert results(tiny, tmp_path, *lessons) == {"dot": "up to date", "square": "rendered"}
    assert contents(tmp_path)["square.mp4"] == before["square.mp4"]


def test_files_that_are_missing_or_cut_short_are_not_up_to_date(
    tiny: Package, tmp_path: Path
) -> None:
    assert results(tiny, tmp_path, "dot", "square") == {"dot": "rendered", "square": "rendered"}
    (tmp_path / "dot.vtt").unlink()
    (tmp_path / "square.png").write_bytes(b"cut short")
    assert results(tiny, tmp_path, "dot", "square") == {"dot": "rendered", "square": "rendered"}


def test_one_job_renders_one_after_the_other_and_force_renders_again(
    tiny: Package, tmp_path: Path
) -> None:
    notes = Notes()
    requests = [tiny.request("dot"), tiny.request("square")]
    produce(requests, tmp_path, notes, jobs=1)
    assert notes.most_at_once == 1
    assert results(tiny, tmp_path, "dot", force=True) == {"dot": "rendered"}


def test_a_failing_lesson_does_not_stop_the_others(tiny: Package, tmp_path: Path) -> None:
    tiny.add("broken", BROKEN)
    (tmp_path / "broken.mp4").write_text("an earlier film")
    broken, square = produce(
        [tiny.request("broken"), tiny.request("square")], tmp_path, Notes(), jobs=1
    )
    assert (broken.result, square.result) == ("failed", "rendered")
    assert broken.log == tmp_path / "broken.log"
    assert broken.complaint == f"broken failed: KeyError: 'no such thing' (log: {broken.log})"
    assert "in fail" in broken.log.read_text()
    assert square.complaint is None
    assert (tmp_path / "broken.mp4").read_text() == "an earlier film"
    assert not (tmp_path / "broken.json").exists()
    assert not list(tmp_path.glob(".studio-*"))


def test_a_lesson_that_does_not_import_fails_alone(tiny: Package, tmp_path: Path) -> None:
    tiny.add("broken", "import no_such_module\n")
    assert results(tiny, tmp_path, "broken", "dot") == {"broken": "failed", "dot": "rendered"}
    assert "no_such_module" in (tmp_path / "broken.log").read_text()


def test_a_process_that_dies_is_a_failure(tiny: Package, tmp_path: Path) -> None:
    tiny.write("dying", f"import os\nos.kill(os.getpid(), {int(signal.SIGKILL)})\n")
    [outcome] = produce([tiny.request("dying")], tmp_path, Notes())
    assert outcome.complaint == "dying failed: its process was stopped by SIGKILL"
    assert not list(tmp_path.iterdir())


def test_an_impossible_request_is_refused_before_anything_is_rendered(
    tiny: Package, tmp_path: Path
) -> None:
    notes = Notes()
    requests = [tiny.request("square", side=1.5), tiny.request("dot", side=1.5)]
    with pytest.raises(RequestError, match="dot has no parameter 'side'"):
        produce(requests, tmp_path / "out", notes)
    assert not notes.said
    assert not (tmp_path / "out").exists()


def test_what_setup_refuses_is_refused_without_a_log(tiny: Package, tmp_path: Path) -> None:
    [outcome] = produce([tiny.request("square", side=2)], tmp_path, Notes())
    assert outcome.complaint == "square refused: side = 2.0: two is a crowd"
    assert not list(tmp_path.iterdir())


def test_a_bug_of_a_lesson_is_no_fault_of_the_values(tiny: Package, tmp_path: Path) -> None:
    [outcome] = produce([tiny.request("square", side=4)], tmp_path, Notes())
    assert outcome.result == "failed" and outcome.log is not None
    log = outcome.log.read_text()
    assert "Traceback" in log and "ValueError: a bug of the lesson" in log


def test_what_makes_no_lesson_is_refused_before_a_worker_starts(tmp_path: Path) -> None:
    request = RenderRequest("gradient_step", values=(("start", 1.22),))
    notes = Notes()
    with pytest.raises(RequestError, match=r"start = 1\.22 is the minimum"):
        produce([request], tmp_path, notes)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 KB, for those who may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount a small file system here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_named_and_earlier_files_stay(tiny: Package, small_disk: Path) -> None:
    (small_disk / "square.mp4").write_text("an earlier film")
    (small_disk / "filler").write_bytes(bytes(8000))
    [outcome] = produce([tiny.request("square")], small_disk, Notes())
    assert outcome.result == "failed"
    assert outcome.message == "no space left on the disk"
    assert (small_disk / "square.mp4").read_text() == "an earlier film"
    assert {path.name for path in small_disk.iterdir()} <= {"square.mp4", "filler", "square.log"}


def test_a_disk_that_fills_up_while_publishing_is_named(
    tiny: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(self: Staging, lesson: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Staging, "publish", publish)
    [outcome] = produce([tiny.request("dot")], tmp_path, Notes())
    assert outcome.complaint == "dot failed: no space left on the disk"
    assert not list(tmp_path.iterdir())


def test_an_interrupt_stops_the_processes(tiny: Package, tmp_path: Path) -> None:
    tiny.add("endless", ENDLESS)

    class Interrupting(Notes):
        def progress(self, lesson: str, frames: int, beat: int, beats: int, name: str) -> None:
            if not self.said.count("interrupted"):
                self.said.append("interrupted")
                os.kill(os.getpid(), signal.SIGTERM)

    handler = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        produce([tiny.request("endless"), tiny.request("dot")], tmp_path, Interrupting(), jobs=1)
    assert not list(tmp_path.iterdir())
    assert signal.getsignal(signal.SIGTERM) == handler
