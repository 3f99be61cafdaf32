"""Films made on a real scheduler's workers, which are processes of their own on this machine."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import BROKEN, ENDLESS, ROOT, Package

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None and "CI" not in os.environ,
    reason="needs Dask: make cluster-tools",
)
PATIENCE = 120.0  # seconds for a machine that is busy with other tests
Start = Callable[..., "subprocess.Popen[str]"]
GATED = '''
    import os, time
    from pathlib import Path
    from manim import Square
    from ._base import TinyLesson

    FOLDER = Path({folder!r})

    class GatedLesson(TinyLesson):
        """Says who plays it, and goes on when it may."""

        beats = ("wait_for_it",)

        def wait_for_it(self):
            (FOLDER / f"played-by-{{os.getppid()}}-{{os.getpid()}}").touch()
            self.add(Square())
            self.wait(0.5)
            end = time.monotonic() + 100
            while not (FOLDER / "gate").exists() and time.monotonic() < end:
                self.play(self.camera_free(), run_time=0.1)
            self.wait(0.5)

        def camera_free(self):
            from manim import Wait
            return Wait(0.1)
'''


class Machines:
    """A scheduler and its workers."""

    def __init__(self, package: Package, folder: Path) -> None:
        self._package, self._folder = package, folder
        self.running: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--port", port, "--host", "127.0.0.1")

    def add_worker(self, first: Path | None = None) -> subprocess.Popen[bytes]:
        """One more, which finds modules in a folder of its own first."""
        path = [*([str(first)] if first else []), str(ROOT), str(self._package.parent)]
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", path=path)

    def wait(self, workers: int) -> None:
        """Until so many workers are there."""
        ready = "Starting established connection"
        for_it = time.monotonic() + PATIENCE
        while time.monotonic() < for_it:
            logs = self._folder.glob("worker-*.log")
            if sum(ready in log.read_text() for log in logs) >= workers:
                return
            time.sleep(0.2)
        raise AssertionError("the workers did not come")

    def _start(self, kind: str, *options: str, path: list[str] | None = None) -> subprocess.Popen:
        module = f"distributed.cli.dask_{kind}"
        log = self._folder / f"{kind}-{len(self.running)}.log"
        with log.open("wb") as said:
            found = subprocess.Popen(
                [sys.executable, "-P", "-m", module, "--no-dashboard", *options],
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path or [])},
                cwd=self._folder,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
        self.running.append(found)
        return found


@pytest.fixture
def machines(tiny: Package, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    started = Machines(tiny, tmp_path_factory.mktemp("machines"))
    yield started
    for process in reversed(started.running):
        process.kill()
        process.wait()


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def eventually(there: Callable[[], object]) -> object:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := there():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def players(folder: Path) -> list[tuple[int, int]]:
    """The workers that played the gated lesson, and the processes that these played it in."""
    names = [path.name.split("-") for path in folder.glob("played-by-*")]
    return [(int(worker), int(process)) for *_, worker, process in names]


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@pytest.mark.thorough
def test_a_cluster_makes_the_films_that_are_made_here(
    start: Start, tiny: Package, machines: Machines, tmp_path: Path
) -> None:
    tiny.add("broken", BROKEN)
    machines.add_worker()
    machines.add_worker()
    machines.wait(2)
    asked = ("render", "-q", "l", "--themes", "dark,light", "dot", "broken")
    code, out, err = finished(
        start(*asked, "--on", machines.address, "--output", tmp_path / "there")
    )
    assert code == 1 and "2 workers at" in out
    assert err.count("broken failed: KeyError: 'no such thing' (log:") == 2
    assert finished(start(*asked, "--output", tmp_path / "here"))[0] == 1
    for theme in ("dark", "light"):
        assert f"{theme}/en/dot" in out
        there, here = (tmp_path / where / theme / "en" for where in ("there", "here"))
        for suffix in (".mp4", ".png", ".srt", ".vtt"):
            made = (there / f"dot{suffix}").read_bytes()
            assert made == (here / f"dot{suffix}").read_bytes(), suffix
        first, second = (json.loads((folder / "dot.json").read_text()) for folder in (there, here))
        assert first.pop("render_seconds") and second.pop("render_seconds")
        assert first == second
        assert "no such thing" in (tmp_path / "there" / theme / "en" / "broken.log").read_text()
    assert not list((tmp_path / "there").rglob(".studio*"))


@pytest.mark.thorough
def test_the_lessons_of_a_lecture_are_made_on_a_cluster(
    start: Start, tiny: Package, machines: Machines, tmp_path: Path
) -> None:
    parts = ["square", "dot"]
    lecture = "".join(f'[[part]]\nlesson = "{name}"\nname = "my-{name}"\n' for name in parts)
    (tmp_path / "week3.toml").write_text(f'title = "Two"\nquality = "l"\n{lecture}')
    machines.add_worker()
    machines.wait(1)
    asked = ("lecture", tmp_path / "week3.toml", "--output", tmp_path / "out")
    code, out, err = finished(start(*asked, "--on", machines.address))
    assert code == 0, err
    assert "1 worker at" in out and (tmp_path / "out" / "week3" / "film.mp4").is_file()
    assert finished(start(*asked))[1] == f"{tmp_path / 'out' / 'week3'}  up to date\n"
    code, _, err = finished(start(*asked, "--on", machines.address, "--jobs", "2"))
    assert code == 2 and "--jobs is for this machine" in err


@pytest.mark.thorough
def test_when_a_worker_dies_its_film_is_made_by_another(
    start: Start, tiny: Package, machines: Machines, tmp_path: Path
) -> None:
    tiny.add("gated", GATED.format(folder=str(tmp_path)))
    machines.add_worker()
    machines.add_worker()
    machines.wait(2)
    process = start("render", "gated", "-q", "l", "--on", machines.address, "--output", tmp_path)
    ((first, _),) = eventually(lambda: players(tmp_path))
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(players(tmp_path)) == 2)
    (tmp_path / "gate").touch()
    code, _, err = finished(process)
    assert code == 0, err
    assert (tmp_path / "gated.mp4").is_file() and (tmp_path / "gated.json").is_file()


@pytest.mark.thorough
def test_ctrl_c_stops_the_films_on_the_workers(
    start: Start, tiny: Package, machines: Machines, tmp_path: Path
) -> None:
    tiny.add("gated", GATED.format(folder=str(tmp_path)))
    machines.add_worker()
    machines.wait(1)
    process = start("render", "gated", "-q", "l", "--on", machines.address, "--output", tmp_path)
    ((_, player),) = eventually(lambda: players(tmp_path))
    process.send_signal(signal.SIGINT)
    code, _, err = finished(process)
    assert code == 130 and err.split() == ["studio:", "interrupted"]
    eventually(lambda: not lives(player))
    assert not list(tmp_path.glob("gated.*")) and not list(tmp_path.glob(".studio*"))


def test_a_worker_with_another_version_is_named_before_anything_is_made(
    start: Start, machines: Machines, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "srt-9.9.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: srt\nVersion: 9.9\n")
    machines.add_worker(other.parent)
    machines.wait(1)
    out = tmp_path / "out"
    process = start("render", "-q", "l", "--on", machines.address, "--output", out)
    code, _, err = finished(process)
    assert code == 1 and err.count("\n") == 1
    assert "studio: worker tcp://127.0.0.1:" in err and "has srt 9.9, where here it is" in err
    assert not list(out.glob("*"))


@pytest.mark.thorough
def test_a_worker_with_other_sources_is_named(
    start: Start, machines: Machines, tiny: Package, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copy = elsewhere / tiny.name
    subprocess.run(["cp", "-r", str(tiny.folder), str(copy)], check=True)
    (copy / "_base.py").write_text((copy / "_base.py").read_text() + "\n# another one\n")
    machines.add_worker(elsewhere)
    machines.wait(1)
    process = start("render", "dot", "-q", "l", "--on", machines.address, "--output", tmp_path)
    code, _, err = finished(process)
    assert code == 1 and "has other sources of the lessons" in err and err.count("\n") == 1


@pytest.mark.thorough
def test_a_scheduler_that_goes_away_ends_the_command_in_a_line(
    start: Start, tiny: Package, machines: Machines, tmp_path: Path
) -> None:
    tiny.add("endless", ENDLESS)
    machines.add_worker()
    machines.wait(1)
    process = start("render", "endless", "-q", "l", "--on", machines.address, "--output", tmp_path)
    assert process.stdout is not None
    for line in process.stdout:
        if "started" in line:
            break
    machines.scheduler.kill()
    code, _, err = finished(process)
    assert code == 1 and err.count("\n") == 1
    assert f"the scheduler at {machines.address} has gone" in err
    assert not list(tmp_path.glob(".studio*"))


def test_a_scheduler_that_is_not_there_is_said(start: Start, tmp_path: Path) -> None:
    process = start("render", "dot", "-q", "l", "--on", "tcp://127.0.0.1:9", "--output", tmp_path)
    code, _, err = finished(process)
    assert code == 1 and "no scheduler answers at tcp://127.0.0.1:9" in err
    assert err.count("\n") == 1
