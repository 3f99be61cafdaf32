"""Lessons are manim scenes: the stock command runs them, as a lecturer who knows it would."""

from __future__ import annotations

import subprocess
import sys

import av
import pytest

from scenes.kit.lesson.words import FOLDER
from studio.ask.lessons import load_lesson

from ..thorough import thorough

ROOT = FOLDER.parent.parent


def stock(*arguments, folder):
    """Run the stock command on a small picture, in the project's folder."""
    command = [sys.executable, "-m", "manim", "render", "-r", "160,90", "-v", "ERROR"]
    done = subprocess.run(
        [*command, "--media_dir", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "divergence",
        *(thorough(name) for name in ("learning_rates", "batch_vs_sgd")),
    ],
)
def test_the_stock_command_draws_the_last_frame(name, tmp_path):
    stock("-s", f"scenes/{name}.py", load_lesson(name).__name__, folder=tmp_path)
    assert len(list(tmp_path.rglob("*.png"))) == 1


@pytest.mark.parametrize(
    ("options", "suffix", "codec", "pixels"),
    [
        ((), "mp4", "h264", "yuv420p"),
        thorough(("-t",), "mov", "qtrle", "argb"),
        thorough(("--format", "webm"), "webm", "vp9", "yuv420p"),
        thorough(("--format", "mov"), "mov", "h264", "yuv420p"),
        thorough(("--format", "gif"), "gif", "gif", "bgra"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_the_stock_commands_formats_work_in_this_folder(options, suffix, codec, pixels, tmp_path):
    beginning = ("--fps", "5", "-n", "0,1", "scenes/divergence.py", "Divergence")
    stock(*options, *beginning, folder=tmp_path)
    [film] = [p for p in tmp_path.rglob(f"*.{suffix}") if "partial_movie_files" not in p.parts]
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == (codec, pixels)


@pytest.mark.thorough
def test_a_transparent_webm_keeps_its_alpha(tmp_path):
    stock(
        *("-t", "--format", "webm", "--fps", "5", "-n", "0,1"),
        *("scenes/divergence.py", "Divergence"),
        folder=tmp_path,
    )
    [film] = [p for p in tmp_path.rglob("*.webm") if "partial_movie_files" not in p.parts]
    with av.open(str(film)) as container:
        assert container.streams.video[0].metadata["alpha_mode"] == "1"


def test_a_subclass_in_a_file_of_ones_own_keeps_its_words(tmp_path):
    mine = tmp_path / "mine.py"
    mine.write_text(
        "from scenes.divergence import Divergence\n\n\n"
        "class Mine(Divergence):\n    learning_rate = 0.2\n"
    )
    stock("-s", str(mine), "Mine", folder=tmp_path)
    assert len(list(tmp_path.rglob("*.png"))) == 1
