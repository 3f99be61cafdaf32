"""A render ends when it is asked to, and not because nobody reads what it says."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from _thread import interrupt_main
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Timer

import pytest
from click.testing import CliRunner

from studio.cli import main
from studio.crew.pool import in_processes
from studio.crew.waiting import as_done

from ..thorough import always, thorough
from .conftest import ENDLESS, ROOT, Package

Start = Callable[..., "subprocess.Popen[str]"]
KINDS = {f"square.{kind}" for kind in ("json", "mp4", "png", "srt", "vtt")}
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
STOPPING = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


def square(folder: Path) -> tuple[str, ...]:
    return ("render", "square", "-q", "l", "--output", str(folder))


@pytest.mark.parametrize("number", always(signal.SIGHUP, of=STOPPING))
def test_a_signal_that_was_ignored_stays_ignored(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    run = start(*square(tmp_path / "out"), ignored=number.name)
    assert run.stdout is not None
    assert run.stdout.readline() == "square  started\n"
    os.killpg(run.pid, number)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == KINDS


def test_one_that_was_not_stops_the_run(start: Start, tiny: Package, tmp_path: Path) -> None:
    tiny.add("endless", ENDLESS)
    run = start("render", "endless", "-q", "l", "--output", tmp_path / "out")
    assert run.stdout is not None
    assert run.stdout.readline()
    os.killpg(run.pid, signal.SIGHUP)
    run.communicate(timeout=60)
    assert run.returncode == 130
    assert not list((tmp_path / "out").iterdir())


def test_a_signal_that_wakes_nobody_is_heard() -> None:
    endless: Future[None] = Future()
    over = Timer(20, endless.set_result, [None])  # or a test that fails would never end
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        over.start()
        Timer(0.2, interrupt_main).start()
        with pytest.raises(KeyboardInterrupt):
            list(as_done([endless]))
        assert not endless.done()
    finally:
        over.cancel()
        signal.signal(signal.SIGINT, before)


def disposition(number: int) -> bool:
    return signal.getsignal(number) == signal.SIG_IGN


def test_processes_of_a_pool_ignore_what_is_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        [(_, ignored)] = in_processes(disposition, [(signal.SIGINT,)], jobs=1)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ignored


@pytest.mark.parametrize(
    "unread",
    ["left", thorough("closed"), thorough("both closed"), pytest.param("full", marks=full)],
)
def test_a_render_goes_on_when_nobody_reads(start: Start, tmp_path: Path, unread: str) -> None:
    out = tmp_path / "out"
    if unread == "left":
        run = start(*square(out))
        assert run.stdout is not None
        assert run.stdout.readline() == "square  started\n"
        run.stdout.close()
        run.stdout = None
    elif unread == "full":
        with Path("/dev/full").open("w") as full:
            run = start(*square(out), stdout=full)
    else:
        closing = 'exec "$@" >&- 2>&-' if unread == "both closed" else 'exec "$@" >&-'
        run = start(*square(out), under=("sh", "-c", closing, "sh"))
    _, err = run.communicate(timeout=60)
    said = "studio: cannot print: no space left on the disk\n" if unread == "full" else ""
    assert (run.returncode, err) == (1 if said else 0, said)
    assert {path.name for path in out.iterdir()} == KINDS


@pytest.mark.parametrize(
    ("redirection", "code"),
    [
        ("| head -1", 0),
        (">&-", 0),
        (">&- 2>&- <&-", 0),
        pytest.param("> /dev/full", 1, marks=full),
    ],
)
def test_a_text_that_nobody_reads_ends_without_a_traceback(redirection: str, code: int) -> None:
    command = f'set -o pipefail; "$0" -P -m studio --help {redirection}'
    run = subprocess.run(
        ["bash", "-c", command, sys.executable],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code
    said = "studio: cannot print: no space left on the disk\n" if code else ""
    assert run.stderr == said


def on_terminal(start: Start, folder: Path, **environment: str | None) -> str:
    """What a terminal gets to see of a render; TERM is as given."""
    kept = {name: value for name, value in (os.environ | environment).items() if value is not None}
    ours, theirs = pty.openpty()
    try:
        run = start(*square(folder), stdout=theirs, env=kept)
        os.close(theirs)
        seen = b""
        while b"started" not in seen and (more := os.read(ours, 1000)):
            seen += more
            if b"\x1b" in seen:
                break
        was_running = run.poll() is None
        while more := _read(ours):
            seen += more
        assert run.wait(60) == 0
        assert was_running
    finally:
        os.close(ours)
    return seen.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1000)
    except OSError:  # the other side is closed
        return b""


@pytest.mark.parametrize("term", ["dumb", *(thorough(t) for t in ("unknown", "", None))])
def test_a_terminal_that_is_dumb_gets_plain_lines_as_they_come(
    start: Start, tmp_path: Path, term: str | None
) -> None:
    seen = on_terminal(start, tmp_path / "out", TERM=term)
    first, *rest = seen.splitlines()
    assert first == "square  started"
    assert "s of film in" in rest[-1]
    assert "\x1b" not in seen


def test_any_other_terminal_gets_a_live_line(start: Start, tmp_path: Path) -> None:
    assert "\x1b" in on_terminal(start, tmp_path / "out", TERM="xterm")


def test_a_terminal_that_goes_away_stops_nothing(start: Start, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    run = start(*square(tmp_path / "out"), stdout=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    os.read(ours, 10)
    os.close(ours)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == KINDS


def test_names_are_printed_on_one_line(tiny: Package) -> None:
    refused = CliRunner().invoke(main, ["render", "a\nb\x07"], obj=tiny.studio)
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
