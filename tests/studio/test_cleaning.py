"""``make clean`` removes what the project wrote, and nothing of anybody else's."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from studio.cli import main
from studio.crew import cleaning
from studio.crew.cleaning import clean_output
from studio.crew.hold import PREFIX, SILENCE, Hold, machine

from ..thorough import thorough
from .conftest import BROKEN, ROOT, Package
from .test_folder_names import KINDS

Start = Callable[..., "subprocess.Popen[str]"]
THEIRS = {  # what a lecturer may keep beside films
    "deck.pptx": b"slides",
    "notes.md": b"# Notes",
    "dot.key": b"slides on a lesson",
    "dot-cut.mp4": b"cut by hand",
    "dot.sheet.png": b"\x89PNG drawn by hand",
    "dot.log": b"what the students said",
    "data.json": b'{"files": {"deck.pptx": 6}}',
    "list.json": b"[1, 2]",
    "other.json": b"no JSON",
    "media/film.mp4": b"their own media",
    "previews/dot.png": b"a preview",
    "README.md": b"# What came out",
}


def fill(folder: Path) -> dict[str, bytes]:
    for name, content in THEIRS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture(params=["a folder", thorough("a link to one")])
def output(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A lecturer's folder with their own files, or a link to it."""
    folder = tmp_path / "films"
    folder.mkdir()
    if request.param == "a folder":
        return folder
    link = tmp_path / "renders"
    link.symlink_to(folder)
    return link


def test_all_that_is_made_is_removed_and_all_else_stays(tiny: Package, output: Path) -> None:
    theirs = fill(output)
    del theirs["dot.sheet.png"], theirs["dot.log"]  # they are written over
    for name in ("dot.sheet.png", "dot.log"):
        (output / name).unlink()
    tiny.add("broken", BROKEN)
    run = CliRunner()
    commands = (
        ["render", "-q", "l"],
        ["render", "square.move", "-q", "l"],
        ["sheet", "dot"],
        ["clips", "dot", "-q", "l"],
        ["clips", "broken", "-q", "l", "--as", "gif", "--fps", "10"],
    )
    for command in commands:
        run.invoke(main, [*command, "--output", str(output)], obj=tiny.studio)
    made = contents(output).keys() - theirs.keys()
    expected = {"broken.log", "dot.sheet.png", "clips/broken.log", "clips/dot/clips.json"}
    expected |= {f"clips/dot/01-stay{end}" for end in (".mp4", ".vtt", ".first.png", ".last.png")}
    for lesson in ("dot", "square", "square.move"):
        expected |= {name.replace("dot", lesson) for name in KINDS}
    assert made == expected
    assert clean_output(output) == []
    assert contents(output) == theirs
    assert output.is_dir() and not (output / "clips").exists()


def test_marks_are_not_taken_from_names(tiny: Package, output: Path) -> None:
    theirs = fill(output)
    assert clean_output(output) == []
    assert contents(output) == theirs
    assert clean_output(output / "nowhere") == []


def test_a_file_that_was_changed_since_stays_and_is_told(tiny: Package, output: Path) -> None:
    CliRunner().invoke(main, ["render", "dot", "-q", "l", "--output", str(output)], obj=tiny.studio)
    (output / "dot.srt").write_text("corrected by hand")
    shutil.copy(output / "dot.png", output / "poster.png")
    (output / "dot.png").unlink()
    (output / "dot.png").symlink_to("poster.png")
    assert clean_output(output) == [output / "dot.png", output / "dot.srt"]
    assert contents(output).keys() == {"dot.png", "dot.srt", "poster.png"}


def test_a_manifest_reaches_no_file_elsewhere(output: Path) -> None:
    outside = output.resolve().parent / "dot.mp4"
    outside.write_text("12345")
    manifest = '{"lesson": "dot", "inputs": "", "files": {"../dot.mp4": 5}}'
    (output / "dot.json").write_text(manifest)
    clean_output(output)
    assert outside.exists()


def test_working_folders_go_when_their_run_is_over(output: Path) -> None:
    gone = output / f"{PREFIX}-{machine()}-{2**22 + 1}-1-x"  # no system numbers so many
    theirs = output / f"{PREFIX}-{'0' * len(machine())}-1-1-x"
    silent = theirs.with_name(f"{theirs.name}y")
    for folder in (gone, theirs, silent):
        (folder / "dot").mkdir(parents=True)
    week = time.time() - SILENCE - 3600
    os.utime(silent, (week, week))
    with Hold(output) as ours:
        clean_output(output)
        assert {path.name for path in output.iterdir()} == {theirs.name, ours.folder.name}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copyfile(ROOT / name, folder / name)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "studio", folder / "studio", ignore=ignored)
    (folder / "scenes").mkdir()
    shutil.copyfile(ROOT / "scenes" / "course.py", folder / "scenes" / "course.py")
    return folder


OURS = (
    ".mypy_cache/CACHEDIR.TAG",
    ".mypy_cache/3.11/x.json",
    ".ruff_cache/CACHEDIR.TAG",
    ".pytest_cache/CACHEDIR.TAG",
    ".import_linter_cache/CACHEDIR.TAG",
    ".hypothesis/constants/x",
    "scenes/__pycache__/course.cpython-311.pyc",
    "tests/scenes/failures/dot-stay.png",
)
KEPT = (
    "media/videos/film.mp4",
    "slides/media/film.mp4",
    "slides/__pycache__/mine.cpython-311.pyc",
    "scenes/__pycache__/notes.txt",
    "tests/scenes/golden/dot/stay.png",
    "tests/scenes/failures/look-at-this.png",
    "tests/media/x.png",
    "build/their.txt",
    "other.egg-info/x",
    ".cache/x",
)


@pytest.mark.parametrize("target", ["clean", "distclean"])
def test_make_cleans_its_checkout_and_the_folder_that_is_named(checkout: Path, target: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["name"]
    egg = f"{project.replace('-', '_')}.egg-info/x"
    made = dict.fromkeys((".venv/.locked", ".venv/bin/python", egg), b"")
    before = contents(checkout)
    for name in (*OURS, *KEPT, *made):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_bytes(b"")
    slides = checkout / "l'apprentissage 50%"
    theirs = fill(slides)
    manifest = b'{"lesson": "x", "inputs": "", "files": {"x.mp4": 2, "x.srt": 3}}'
    for name, content in {"x.json": manifest, "x.mp4": b"12", "x.srt": b"changed"}.items():
        (slides / name).write_bytes(content)
    run = subprocess.run(
        ["make", target, f"OUTPUT={slides.name}"],
        cwd=checkout,
        env={n: v for n, v in os.environ.items() if "MAKE" not in n},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"clean: {slides.name}/x.srt stays: it was changed since it was made\n"
    assert contents(slides) == theirs | {"x.srt": b"changed"}
    shutil.rmtree(slides)
    kept = dict.fromkeys(KEPT, b"") | (made if target == "clean" else {})
    assert contents(checkout) == before | kept


def test_an_environment_behind_a_link_is_removed_through_it(checkout: Path) -> None:
    elsewhere = checkout.parent / "large disk"
    (elsewhere / "lib").mkdir(parents=True)
    (elsewhere / ".locked").touch()
    (checkout / ".venv").symlink_to(elsewhere)
    environment = {n: v for n, v in os.environ.items() if "MAKE" not in n}
    subprocess.run(["make", "distclean"], cwd=checkout, env=environment, check=True)
    assert not list(elsewhere.iterdir())


def test_every_room_is_cleaned_of_compiled_modules() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"tests"}
    assert set(cleaning.ROOMS) == rooms
