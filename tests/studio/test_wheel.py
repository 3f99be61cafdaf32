"""Installed as a wheel, the project makes the same films, to the byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from studio.ask.request import ROOT

PARTS = ("gdcore", "scenes", "studio", "benchmarks")
FILM = ("studio", "render", "gradient_step.arrive", "-q", "l", "--language", "es", "--output")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of the checkout brings."""
    source, wheels = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheels")
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", source)
    build = ["pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", wheels]
    subprocess.run([sys.executable, "-m", *build, source], check=True)
    folder = tmp_path_factory.mktemp("site")
    (wheel,) = wheels.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def film(project: Path, output: Path) -> bytes:
    """The film that a copy of the project makes, in a folder that holds nothing of it."""
    environment = {**os.environ, "PYTHONPATH": str(project)}
    command = [sys.executable, "-P", "-m", *FILM, str(output)]
    subprocess.run(command, cwd=output.parent, env=environment, check=True, capture_output=True)
    return (output / "gradient_step.arrive.mp4").read_bytes()


def test_what_decides_a_film_is_in_the_wheel(installed: Path) -> None:
    for file in (
        "studio/engine/manim.cfg",
        "studio/decks/templates/deck.html.jinja",
        "studio/decks/vendor/reveal/LICENSE",
        "scenes/words/es/kit.toml",
        "scenes/themes/dark.toml",
    ):
        assert (installed / file).read_bytes() == (ROOT / file).read_bytes()


@pytest.mark.skipif("CI" not in os.environ, reason="renders a film twice; set CI")
def test_a_wheel_makes_the_same_film(installed: Path, tmp_path: Path) -> None:
    assert film(installed, tmp_path / "wheel") == film(ROOT, tmp_path / "checkout")
