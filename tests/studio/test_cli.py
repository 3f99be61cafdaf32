from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studio.cli import main

from ..thorough import thorough
from .conftest import BROKEN, ENDLESS, Package

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def invoke(tiny: Package) -> Callable[..., Result]:
    """Run the command in this process on the tiny lessons."""
    return lambda *arguments: CliRunner().invoke(main, list(map(str, arguments)), obj=tiny.studio)


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def processes() -> list[tuple[int, int, str]]:
    """Numbers, parents' numbers and commands of all processes that run, as any Unix lists them."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = (line.split(maxsplit=3) for line in listed.stdout.splitlines())
    return [
        (int(row[0]), int(row[1]), row[3]) for row in rows if len(row) == 4 and row[2][0] != "Z"
    ]


def workers(process: subprocess.Popen[str]) -> set[int]:
    """Processes in which a command renders lessons; there are some."""
    found = {
        number
        for number, parent, command in processes()
        if parent == process.pid and "studio.crew.worker" in command
    }
    assert found
    return found


def alive(numbers: set[int]) -> set[int]:
    """Those of some processes that still run."""
    return numbers & {number for number, *_ in processes()}


def test_help_is_shown_when_nothing_is_asked(invoke: Callable[..., Result]) -> None:
    shown = invoke()
    assert shown.exit_code == 0
    assert "studio render divergence -q l" in shown.output
    assert invoke("-h").output == shown.output


def test_help_of_render_has_examples_and_every_option(invoke: Callable[..., Result]) -> None:
    text = invoke("render", "--help").output
    for option in ("quality", "theme", "language", "set", "output", "jobs", "force"):
        assert f"--{option}" in text
    assert "studio render divergence --set learning_rate=0.2 --quality m" in text
    assert "Exit codes" in text


def test_list_shows_what_can_be_set(invoke: Callable[..., Result]) -> None:
    shown = invoke("list")
    assert shown.exit_code == 0
    assert "side  a number from 0.1 to 5, by default 1.0" in shown.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bogus"], "No such command 'bogus'."),
        (["render", "sqare"], "no lesson 'sqare' (did you mean square?); there are dot, square"),
        (["render", "--bogus"], "No such option '--bogus'."),
        (["render", "--jobs", "0"], "Invalid value for '--jobs': 0 is not in the range x>=1."),
        (["render", "--jobs", "x"], "Invalid value for '--jobs': 'x' is not a valid integer"),
        (["render", "--quality", "z"], "Invalid value for '-q' / '--quality': 'z' is not one of"),
        (["render", "--theme", "pink"], "Invalid value for '--theme': 'pink' is not one of"),
        (["render", "--theme", "pink.toml"], "'--theme': there is no file pink.toml"),
        (["render", "--language", "xx"], "Invalid value for '--language': 'xx' is not one of"),
        (["render", "square", "--set", "side"], "--set 'side' is not NAME=VALUE"),
        (["render", "--set", "side=1"], "--set needs the lessons it is for"),
        (["render", "square", "--set", "size=1"], "no parameter 'size'; it has side"),
        (
            ["render", "square", "--set", "side=big"],
            "side = 'big' is not allowed: it takes a number",
        ),
        (["render", "square", "--set", "side=9"], "side = 9.0 is not allowed: it takes a number"),
        (["render", "square", "--set", "side=nan"], "side = nan is not allowed"),
    ],
)
def test_an_impossible_request_is_one_line_and_code_2(
    invoke: Callable[..., Result], tmp_path: Path, arguments: list[str], said: str
) -> None:
    if arguments[0] == "render":
        arguments = [*arguments, "--output", str(tmp_path / "out")]
    refused = invoke(*arguments)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("studio: ")
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not refused.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["render", "sheet"])
def test_a_theme_that_is_wrong_is_one_line_and_code_2(
    invoke: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    (tmp_path / "mine.toml").write_text('background = "black"\n')
    out = tmp_path / "out"
    refused = invoke(command, "dot", "--theme", tmp_path / "mine.toml", "--output", out)
    assert refused.exit_code == 2
    assert "contour_high is missing" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_one_line_and_code_1(
    invoke: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    refused = invoke("render", "-q", "l", "--output", tmp_path / "file" / "out")
    assert refused.exit_code == 1
    assert refused.stderr == f"studio: cannot write to {tmp_path}/file/out: Not a directory\n"


def test_a_second_run_says_so_and_takes_no_manim(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("render", "--quality", "l", "--output", tmp_path / "out")
    code, out, err = finished(start(*arguments))
    assert (code, err) == (0, "")
    assert "square  started" in out
    assert "square  4.1 s of film in" in out
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")  # names every import
    code, out, imports = finished(start(*arguments))
    assert (code, out) == (0, "dot     up to date\nsquare  up to date\n")
    assert "studio.ask.inputs" in imports
    assert not re.search(r"\b(manim|numpy|av)\b", imports)


def test_a_failing_lesson_is_named_with_its_log_and_code_1(
    start: Start, tiny: Package, tmp_path: Path
) -> None:
    tiny.add("broken", BROKEN)
    code, out, err = finished(start("render", "-q", "l", "--output", tmp_path / "out"))
    assert code == 1
    log = tmp_path / "out" / "broken.log"
    assert err == f"studio: broken failed: KeyError: 'no such thing' (log: {log})\n"
    assert "Traceback" in log.read_text()
    assert "dot     0.5 s of film" not in out  # it holds for 2 s more
    assert "dot     2.5 s of film" in out
    assert (tmp_path / "out" / "square.json").exists()


def test_a_value_that_only_the_lesson_can_refuse_is_code_2(start: Start, tmp_path: Path) -> None:
    arguments = ("render", "square", "--set", "side=2", "-q", "l", "--output", tmp_path / "out")
    code, _, err = finished(start(*arguments))
    assert (code, err) == (2, "studio: square refused: side = 2.0: two is a crowd\n")
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, thorough(signal.SIGTERM)])
def test_an_interrupted_run_leaves_nothing_half_written(
    start: Start, tiny: Package, tmp_path: Path, number: signal.Signals
) -> None:
    tiny.add("endless", ENDLESS)
    output = tmp_path / "out"
    output.mkdir()
    (output / "endless.mp4").write_text("an earlier film")
    process = start("render", "endless", "-q", "l", "--output", output)
    assert process.stdout is not None
    assert process.stdout.readline() == "endless  started\n"
    assert "go_on" in process.stdout.readline()
    assert list(output.glob(".studio-*/endless"))
    rendering = workers(process)
    os.killpg(process.pid, number)
    code, _, err = finished(process)
    assert (code, err) == (130, "\nstudio: interrupted\n")  # first ends the line of ^C
    assert [path.name for path in output.iterdir()] == ["endless.mp4"]
    assert (output / "endless.mp4").read_text() == "an earlier film"
    assert not alive(rendering)


def test_workers_do_not_outlive_a_killed_run_and_the_next_one_cleans_up(
    start: Start, tiny: Package, tmp_path: Path
) -> None:
    tiny.add("endless", ENDLESS)
    process = start("render", "endless", "-q", "l", "--output", tmp_path / "out")
    assert process.stdout is not None
    assert process.stdout.readline()
    assert "go_on" in process.stdout.readline()
    rendering = workers(process)
    process.kill()
    process.communicate()
    assert list((tmp_path / "out").glob(".studio-*"))
    deadline = time.monotonic() + 10
    while alive(rendering) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(rendering)
    assert finished(start("render", "dot", "-q", "l", "--output", tmp_path / "out"))[0] == 0
    assert not list((tmp_path / "out").glob(".studio-*"))


def test_a_terminal_gets_a_live_line_for_each_lesson(
    invoke: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.cli.streams.is_live", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    shown = invoke("render", "-q", "l", "--output", tmp_path)
    assert shown.exit_code == 0
    last = shown.output.splitlines()[-2:]
    assert [line.split()[0] for line in last] == ["dot", "square"]
    assert all("100 %" in line for line in last)
    assert invoke("render", "-q", "l", "--output", tmp_path).output.count("up to date") == 2


def test_what_a_brand_moved_is_said_and_a_brand_that_cannot_be_ends_the_command(
    invoke: Callable[..., Result], tmp_path: Path
) -> None:
    brand = tmp_path / "brand.toml"
    brand.write_text('[brand]\nprimary = "#003865"\nbase = "dark"\n')
    done = invoke("render", "dot", "--theme", brand, "--output", tmp_path / "films")
    assert done.exit_code == 0 and (tmp_path / "films" / "dot.mp4").is_file()
    assert f"{brand}: batch: the brand's #003865 became" in done.stderr
    brand.write_text('[brand]\nprimary = "navy"\n')
    refused = invoke("render", "dot", "--theme", brand, "--output", tmp_path / "films")
    assert refused.exit_code == 2 and len(refused.stderr.splitlines()) == 1
    assert "primary = 'navy' is no colour #RRGGBB" in refused.stderr
