"""``studio clips`` from the command line to files."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from studio.cli import main
from studio.clips.cliplist import ClipList, read_clips
from studio.encoding.formats import format_names, load_format

from .conftest import BROKEN, ENDLESS, QUIZ, Package

Start = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., Result]


@pytest.fixture
def run(tiny: Package, tmp_path: Path) -> Run:
    """Run ``studio clips`` on the tiny lessons."""
    tiny.add("quiz", QUIZ)
    tiny.say("quiz", ask_guess="Which way?")
    output = str(tmp_path / "out")
    return lambda *arguments: CliRunner().invoke(
        main, ["clips", *map(str, arguments), "--output", output], obj=tiny.studio
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "out" / "clips"


def listed(folder: Path) -> ClipList:
    found = read_clips(folder)
    assert found is not None
    return found


def test_a_lesson_becomes_clips_and_a_second_run_makes_none(run: Run, shelf: Path) -> None:
    first = run("quiz", "-q", "l")
    assert (first.exit_code, first.stderr) == (0, "")
    assert re.search(r"02-guess\.mp4  [\d.]+ s  \d+ kB\n", first.output)
    made = {path.name for path in (shelf / "quiz").iterdir()}
    ends = (".mp4", ".first.png", ".last.png", ".vtt")
    stems = ("01-spin", "02-guess")
    assert made == {"clips.json", *(f"{stem}{end}" for stem in stems for end in ends)}
    second = run("quiz", "-q", "l")
    assert (second.exit_code, second.output) == (0, "quiz  up to date\n")
    (shelf / "quiz" / "01-spin.mp4").unlink()
    assert "2 clips" in run("quiz", "-q", "l").output


@pytest.mark.thorough
def test_a_film_that_is_up_to_date_is_not_rendered_for_clips(run: Run, shelf: Path) -> None:
    assert "of film" in run("dot", "-q", "l").output
    made = (shelf.parent / "dot.mp4").stat().st_mtime_ns
    (shelf / "dot" / "clips.json").unlink()
    again = run("dot", "-q", "l").output
    assert "up to date" in again and "1 clip" in again
    assert (shelf.parent / "dot.mp4").stat().st_mtime_ns == made


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in ("webm", "apng") else pytest.mark.thorough)
        for name in format_names()
        if not load_format(name).is_cut
    ],
)
def test_every_format_is_drawn_at_the_size_asked_for(name: str, run: Run, shelf: Path) -> None:
    format = load_format(name)
    made = run("quiz.spin", "--as", name, "--width", 64, "--fps", 10)
    assert (made.exit_code, made.stderr) == (0, "")
    (clip,) = listed(shelf / "quiz").clips
    assert clip.file == f"01-spin{format.suffix}"
    assert (clip.width, clip.height, clip.fps) == (64, 36, 10)
    assert clip.frames == (1 if format.still else 10)
    assert clip.size == (shelf / "quiz" / clip.file).stat().st_size
    assert np.asarray(Image.open(shelf / "quiz" / clip.last)).shape == (36, 64, 3)


def test_a_loop_goes_on_where_it_began(run: Run, shelf: Path) -> None:
    run("quiz", "--as", "apng", "--width", 64, "--fps", 10)
    loop, once = listed(shelf / "quiz").clips
    assert (loop.loop, once.loop) == (True, False)
    with Image.open(shelf / "quiz" / loop.file) as image:
        assert image.info["loop"] == 0
        frames = []
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")).astype(int))
    steps = [np.abs(b - a).mean() for a, b in zip(frames, [*frames[1:], frames[0]], strict=True)]
    assert max(steps) < 3 * np.median(steps)  # the step over the seam is one like the others
    assert min(steps) > 0
    with Image.open(shelf / "quiz" / once.file) as image:
        assert image.info["loop"] == 1


@pytest.mark.thorough
def test_formats_lie_side_by_side(run: Run, shelf: Path) -> None:
    run("quiz", "-q", "l")
    run("quiz.guess", "--as", "webm", "--width", 64)
    found = listed(shelf / "quiz")
    assert [clip.file for clip in found.clips] == ["01-spin.mp4", "02-guess.mp4", "02-guess.webm"]
    there = {path.name: path.stat().st_size for path in (shelf / "quiz").iterdir()}
    del there["clips.json"]
    assert found.files == there
    (question,) = found.clips[-1].questions
    with av.open(str(shelf / "quiz" / "02-guess.webm")) as film:
        frames = list(film.decode(video=0))
    assert 0 < question.frame < question.reveal < len(frames) == found.clips[-1].frames


def test_transparent_clips_have_nothing_behind_them(run: Run, shelf: Path) -> None:
    assert run("quiz", "--as", "png", "--width", 128, "--transparent").exit_code == 0
    for clip in listed(shelf / "quiz").clips:
        picture = np.asarray(Image.open(shelf / "quiz" / clip.file))
        assert picture.shape == (72, 128, 4)
        assert (picture[:4, :, 3] == 0).all()
        assert (picture[..., 3] == 255).any()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("quiz.twirl", "--as", "gif"), "quiz has no beat 'twirl'; it has spin, guess"),
        (("quiz", "--as", "gif", "--fps", "30"), "gif at 30 frames a second; it can have 10, 20"),
        (
            ("quiz", "--transparent"),
            "mp4 cannot be transparent; these can: apng, mov, pdf, png, svg",
        ),
        (("quiz", "--as", "tiff"), "'tiff' is not one of"),
        (("nothing",), "no lesson 'nothing'"),
        (("quiz", "--width", "3"), "3 is not in the range"),
    ],
)
def test_an_impossible_request_is_one_line_and_code_2(
    run: Run, shelf: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert complaint in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not shelf.exists()


def test_a_lesson_that_fails_is_named_and_the_others_are_made(
    run: Run, tiny: Package, shelf: Path
) -> None:
    tiny.add("broken", BROKEN)
    made = run("broken", "dot", "--as", "gif", "--width", 64)
    assert made.exit_code == 1
    log = shelf / "broken.log"
    assert made.stderr == f"studio: broken failed: KeyError: 'no such thing' (log: {log})\n"
    assert "Traceback" in log.read_text()
    assert [clip.file for clip in listed(shelf / "dot").clips] == ["01-stay.gif"]
    assert not (shelf / "broken").exists()


def test_an_interrupted_run_leaves_older_clips_as_they_were(
    start: Start, tiny: Package, tmp_path: Path
) -> None:
    tiny.add("endless", ENDLESS)
    there = tmp_path / "out" / "clips" / "endless"
    there.mkdir(parents=True)
    (there / "01-go_on.gif").write_text("an earlier clip")
    process = start(
        "clips", "endless", "--as", "gif", "--width", "64", "--output", tmp_path / "out"
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "endless  started\n"
    assert "go_on" in process.stdout.readline()
    os.killpg(process.pid, signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "\nstudio: interrupted\n")
    assert [path.name for path in (tmp_path / "out" / "clips").iterdir()] == ["endless"]
    assert (there / "01-go_on.gif").read_text() == "an earlier clip"
