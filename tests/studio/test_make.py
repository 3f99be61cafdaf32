"""The Makefile: what is typed reaches the studio as it was typed, and no shell or make runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio import VARIABLES as OF_PYTHON
from studio.ask.errors import RequestError
from studio.cli.make import assignments, options

from ..thorough import thorough
from .conftest import ROOT, TINY, Package
from .test_folder_names import KINDS, NAMES

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
VARIABLES = re.findall(r"^VARIABLES := (.*)$", MAKEFILE, re.MULTILINE)[0].split()
REFUSED = ("two\nlines", os.fsdecode(b"caf\xe9"))
RUNNING = (
    "$(shell touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "$$(touch pwned)",
    "a$b${c}",
    "a\\",
    "trailing ",
    "tests",
    "clean",
    "all",
)
PWNED = [value for value in RUNNING if "pwned" in value]
SEEN = """
import json, os, sys
print(json.dumps([sys.argv[1:], dict(os.environ)]))
"""
STUDIO = """
import sys
sys.path[:0] = {paths!r}
from studio.ask.request import QUALITIES, Quality
from studio.cli import Studio
from studio.cli.make import main
main(sys.argv[4:], Studio({package!r}, {{**QUALITIES, "l": {tiny!r}}}))
"""

Make = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project with the lesson ``dot``, set up with a Python that says how it was called."""
    folder = tmp_path / "project"
    (folder / "scenes").mkdir(parents=True)
    (folder / "scenes" / "course.py").write_text('COURSE = (\n    "dot",\n)\n')
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, folder / name)
    install(folder, SEEN)
    return folder


def install(folder: Path, program: str) -> None:
    """Put a program in place of Python, in an environment that is complete."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    (python.parent / "program.py").write_text(program)
    call = f'exec "{sys.executable}" -I "$(dirname "$0")/program.py" "$@"'
    python.write_text(f"#!/bin/sh\n{call}\n")
    python.chmod(0o755)
    (folder / ".venv" / ".locked").write_text(f"{folder.resolve()}\n")
    (folder / ".venv" / ".ready").touch()


@pytest.fixture
def make(checkout: Path) -> Make:
    def run(
        *arguments: str, folder: Path = checkout, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        kept = {n: v for n, v in os.environ.items() if "MAKE" not in n and n not in VARIABLES}
        return subprocess.run(
            ["make", *arguments],
            cwd=folder,
            env=kept | environment,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            check=False,
        )

    return run


def seen(run: subprocess.CompletedProcess[str]) -> tuple[list[str], dict[str, str]]:
    """The last call of Python under make: arguments and environment."""
    assert run.returncode == 0, run.stderr
    arguments, environment = json.loads(run.stdout.splitlines()[-1])
    return arguments, environment


@pytest.mark.parametrize("target", [thorough("all"), "dot"])
@pytest.mark.parametrize("name", [name for name in (*NAMES, *RUNNING) if name not in REFUSED])
def test_any_name_of_a_folder_reaches_the_studio_and_is_no_command(
    make: Make, checkout: Path, name: str, target: str
) -> None:
    (checkout / name).mkdir(exist_ok=True)
    for run in (make(target, f"OUTPUT={name}"), make(target, OUTPUT=name)):
        arguments, environment = seen(run)
        assert arguments[:4] == ["-P", "-m", "studio.cli.make", "render"]
        assert f"--output={name}" in options(environment)
        assert not run.stderr
    assert name in make("help", f"OUTPUT={name}").stdout
    assert not (checkout / "pwned").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param(name, value, marks=() if sample else pytest.mark.thorough)
        for index, name in enumerate(VARIABLES)
        for value, sample in ((v, n == index % len(PWNED)) for n, v in enumerate(PWNED))
    ],
)
def test_no_variable_is_run(make: Make, checkout: Path, name: str, value: str) -> None:
    for target in ("dot", "check", "goldens", "help"):
        make(target, f"{name}={value}")
        make(target, **{name: value})
    make("--dry-run", "test", f"{name}={value}")
    make(value)
    assert not (checkout / "pwned").exists()


@pytest.mark.parametrize(
    "name",
    [
        "a{b}c l'apprentissage",
        *(thorough(n) for n in ("L3:momentum", "50% $HOME")),
    ],
)
def test_a_lesson_is_rendered_through_make(
    make: Make, checkout: Path, tiny: Package, name: str
) -> None:
    program = STUDIO.format(
        paths=[str(ROOT), str(tiny.parent), *filter(None, sys.path)], package=tiny.name, tiny=TINY
    )
    install(checkout, program)
    (checkout / name).mkdir()
    run = make("dot", f"OUTPUT={name}", "QUALITY=l")
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    assert {path.name for path in (checkout / name).iterdir()} == KINDS


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("variable", ["OUTPUT", "THEME"])
def test_what_make_does_not_take_is_refused_by_name(
    make: Make, checkout: Path, tiny: Package, variable: str, name: str
) -> None:
    paths = [str(ROOT), *filter(None, sys.path)]
    install(checkout, STUDIO.format(paths=paths, package=tiny.name, tiny=TINY))
    for run in (make("dot", f"{variable}={name}"), make("dot", **{variable: name})):
        assert run.returncode == 2
        assert run.stderr.splitlines()[0].startswith(f"studio: {variable} holds ")
    assert not (checkout / name).exists()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("a=1", ["a=1"]),
        ("a=1 b=2\n c=3,4", ["a=1", "b=2", "c=3,4"]),
        ("landscape='x^2 + y^2'", ["landscape=x^2 + y^2"]),
        ('landscape="x^2 + y^2" start=1,2', ["landscape=x^2 + y^2", "start=1,2"]),
        ("data='C:\\new data.csv'", ["data=C:\\new data.csv"]),
        ("a='$(touch pwned)'", ["a=$(touch pwned)"]),
        ("a=#1;b|c&d", ["a=#1;b|c&d"]),
        ("""a='"' b="'" """, ['a="', "b='"]),
    ],
)
def test_set_may_quote_and_quotes_hold_anything(make: Make, text: str, parts: list[str]) -> None:
    assert assignments(text) == parts
    for run in (make("dot", f"SET={text}"), make("dot", SET=text)):
        assert [o for o in options(seen(run)[1]) if "--set" in o] == [f"--set={p}" for p in parts]


def test_a_quote_that_is_not_closed_is_one_line() -> None:
    with pytest.raises(RequestError, match=r"^SET has a quote that is not closed: a='b$"):
        assignments("a='b")


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("QUALITY", "--quality=v"),
        ("THEME", "--theme=v"),
        ("WORDS", "--language=v"),
        ("ASPECT", "--aspect=v"),
        ("FPS", "--fps=v"),
        ("OUTPUT", "--output=v"),
        ("JOBS", "--jobs=v"),
        ("SET", "--set=v"),
    ],
)
def test_variables_work_on_the_command_line_and_from_the_environment(
    make: Make, name: str, option: str
) -> None:
    assert option in options(seen(make("dot", f"{name}=v"))[1])
    assert option in options(seen(make("dot", **{name: "v"}))[1])
    both = options(seen(make("dot", f"{name}=v", **{name: "other"}))[1])
    assert option in both


@pytest.mark.parametrize("name", ["FORCE", "LESSON", "TO", "NAME", "AS", "PYTHON"])
def test_others_are_heard_on_the_command_line_only(make: Make, name: str) -> None:
    assert seen(make("check", f"{name}=v"))[1].get(name) == "v"
    arguments, environment = seen(make("check", **{name: "v"}))
    assert "v" not in arguments and environment.get(name, "") == ""


def test_defaults_are_those_of_the_command(make: Make) -> None:
    given = options(seen(make("dot"))[1])
    assert given == [
        "--theme=dark",
        "--language=en",
        "--aspect=16:9",
        "--output=renders",
    ]
    assert options(seen(make("dot", "FORCE=1"))[1])[-1] == "--force"
    assert "--output=" in options({"QUALITY": "l"})  # emptied, and refused by the command


@pytest.mark.parametrize(
    ("command", "variables", "wanted"),
    [
        ("clips", {}, []),
        ("clips", {"LESSON": "dot.stay"}, ["--", "dot.stay"]),
        ("clips", {"LESSON": " dot square "}, ["--", "dot", "square"]),
        ("clips", {"AS": "gif", "TO": "pptx", "NAME": "week3"}, ["--as=gif"]),
        ("deck", {}, []),
        ("deck", {"TO": "pptx"}, ["--to=pptx"]),
        ("deck", {"TO": "html pptx  pdf"}, ["--to=html", "--to=pptx", "--to=pdf"]),
        ("deck", {"NAME": "week 3", "LESSON": "dot"}, ["--name=week 3", "--", "dot"]),
        ("deck", {"LESSON": "--help", "FORCE": "1"}, ["--force", "--", "--help"]),
        ("deck", {"QUALITY": "l", "AS": "gif"}, ["--quality=l"]),
    ],
)
def test_clips_and_decks_take_variables_of_their_own(
    make: Make, command: str, variables: dict[str, str], wanted: list[str]
) -> None:
    typed = [f"{name}={value}" for name, value in variables.items()]
    arguments, environment = seen(make(command, *typed))
    assert arguments == ["-P", "-m", "studio.cli.make", command]
    defaults = set(options(seen(make("dot"))[1]))
    assert [o for o in options(environment, command) if o not in defaults] == wanted
    assert options(environment) == options(environment, "render")
    assert not {"--", "--to", "--name", "--as"} & {
        o.partition("=")[0] for o in options(environment)
    }


@pytest.mark.thorough
def test_a_deck_is_made_through_make(make: Make, checkout: Path, tiny: Package) -> None:
    paths = [str(ROOT), str(tiny.parent), *filter(None, sys.path)]
    install(checkout, STUDIO.format(paths=paths, package=tiny.name, tiny=TINY))
    run = make("deck", "LESSON=dot", "TO=html pptx", "NAME=week 3", "QUALITY=l")
    assert (run.returncode, run.stderr) == (0, "")
    decks = checkout / "renders" / "decks"
    assert run.stdout.splitlines()[-2:] == [
        "renders/decks/week 3/index.html",
        "renders/decks/week 3.pptx",
    ]
    assert (decks / "week 3.pptx").is_file() and (decks / "week 3" / "index.html").is_file()
    run = make("clips", "LESSON=dot", "AS=png")
    assert (run.returncode, run.stderr) == (0, "")
    assert (checkout / "renders" / "clips" / "dot" / "01-stay.png").is_file()


@pytest.mark.parametrize("slip", ["quality", "QUALTY", "output", "V", "CC", "a.b"])
def test_an_unknown_variable_is_refused_by_name_but_somebody_elses_is_not(
    make: Make, slip: str
) -> None:
    for target in ("dot", "setup", "clean", "help"):
        refused = make(target, f"{slip}=l")
        assert refused.returncode == 2
        assert f"There is no variable '{slip}'. Variables: QUALITY THEME" in refused.stderr
        assert refused.stderr.count("\n") == 1 and not refused.stdout
    assert make("dot", **{slip: "l"}).returncode == 0


def test_nothing_of_the_users_python_and_pip_gets_in(make: Make) -> None:
    hostile = dict.fromkeys((*OF_PYTHON, "PIP_USER", "PIP_TARGET", "PIP_PREFIX"), "x")
    _, environment = seen(make("dot", PIP_INDEX_URL="kept", **hostile))
    assert not hostile.keys() & environment.keys()
    assert environment["PIP_INDEX_URL"] == "kept"


def test_every_call_of_python_keeps_out_the_current_folder() -> None:
    calls = re.findall(r'(?:\$\(BIN\)/python|"\$\$python") (-\w|--version)', MAKEFILE)
    assert set(calls) == {"-P", "-I", "--version"}


def test_make_3_81_would_understand_it() -> None:
    newer = r"!=[^\n]*$(?<!\\)|::=|\.ONESHELL|\$\(file |^undefine|^define \w+ *:?=|\bprivate\b"
    code = "\n".join(line for line in MAKEFILE.splitlines() if not line.startswith(("\t", "#")))
    assert not re.findall(newer, code.replace('$$(id -u)" != 0', ""), re.MULTILINE)


# ------------------------------------------------------------------------------------- set-up


@pytest.mark.parametrize("name", ["week:1", "a$b", "a{b", "a}b", 'the "best"', "`id`", "a\\b"])
def test_a_path_where_python_does_not_install_is_one_line(
    checkout: Path, make: Make, name: str
) -> None:
    shutil.rmtree(checkout / ".venv")
    moved = checkout.rename(checkout.with_name(name))
    run = make("setup", "--directory", str(moved), folder=moved.parent)
    assert run.returncode == 2
    assert "rename or move this folder" in run.stderr
    assert not (moved / ".venv").exists()


@pytest.mark.parametrize("target", ["setup", "distclean"])
def test_an_environment_of_somebody_elses_is_not_touched(
    checkout: Path, make: Make, target: str
) -> None:
    for mark in (".locked", ".ready"):
        (checkout / ".venv" / mark).unlink()
    before = sorted((checkout / ".venv").rglob("*"))
    shutil.copytree(ROOT / "studio", checkout / "studio")
    run = make(target)
    said = run.stderr if target == "setup" else run.stdout
    assert run.returncode == (2 if target == "setup" else 0)
    assert ".venv" in said and "this project did not make it" in said
    assert sorted((checkout / ".venv").rglob("*")) == before
