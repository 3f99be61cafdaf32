"""``studio lecture``: all that a file asks for, known again, gone on with, refused in lines."""

from __future__ import annotations

import json
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from studio.cli import main
from studio.clips.cliplist import read_clips
from studio.film.manifest import read_manifest
from studio.lecture.file import Lecture
from studio.lecture.manifest import read_lecture_manifest

from ..thorough import thorough
from .conftest import Package
from .test_cutting import pictures
from .test_lecture_file import write as write_file

Run = Callable[..., Result]
HEAD = 'title = "Two squares"\nauthor = "A. Lecturer"\nlanguage = "es"\nquality = "l"\n'
PARTS = """
    [[part]]
    card = "Two squares"
    kind = "title"
    seconds = 1
    [[part]]
    lesson = "square"
    [[part]]
    pause = 2
    [[part]]
    lesson = "dot"
    [[part]]
    lesson = "square"
    name = "large"
    set = { side = 3 }
    beats = ["move"]
    notes = { move = "Ask before you play." }
"""


def write(folder: Path, head: str = HEAD, parts: str = PARTS) -> Path:
    return write_file(folder, textwrap.dedent(head) + textwrap.dedent(parts))


@pytest.fixture
def run(tiny: Package, tmp_path: Path) -> Run:
    """Make a lecture of the tiny lessons, in ``out/week3``."""

    def make(path: Path, *arguments: str, command: str = "lecture") -> Result:
        words = [command, str(path), *arguments, "--output", str(tmp_path / "out")]
        return CliRunner().invoke(main, words, obj=tiny.studio)

    return make


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_all_that_is_asked_for_is_made(run: Run, tmp_path: Path) -> None:
    head = HEAD + 'outputs = ["film", "html", "pptx", "clips", "gallery"]\n'
    made = run(write(tmp_path, head))
    assert made.exit_code == 0, made.output
    folder = tmp_path / "out" / "week3"
    opened = ["film.mp4", "decks/week3/index.html", "decks/week3.pptx", "clips"]
    opened += ["gallery/index.html"]
    assert made.stdout.splitlines()[-5:] == [str(folder / name) for name in opened]

    manifest = read_lecture_manifest(folder)
    assert manifest is not None
    assert [part.called for part in manifest.parts] == ["card-1", "square", "dot", "large"]
    assert manifest.parts[-1].parameters["side"] == 3.0
    assert manifest.parts[-1].beats == ["move"]
    with av.open(str(folder / "film.mp4")) as film:
        video, (text,) = film.streams.video[0], film.streams.subtitles
        assert video.average_rate == 10 and video.frames == round(10 * manifest.duration)
        assert (video.metadata["language"], text.metadata["language"]) == ("spa", "spa")
        assert (film.metadata["title"], film.metadata["artist"]) == ("Two squares", "A. Lecturer")
        begun = [float(c["start"] * c["time_base"]) for c in film.chapters()]
        titles = [c["metadata"]["title"] for c in film.chapters()]
    begins = [part.start for part in manifest.parts]
    assert titles == [part.title for part in manifest.parts] and len(set(titles)) == 4
    assert begun == pytest.approx(begins)
    assert begins[2] - begins[1] == pytest.approx(manifest.parts[1].duration)  # with its pause
    assert (folder / "film.srt").read_text(encoding="utf-8").count("Watch move.") == 2
    assert (folder / "chapters.txt").read_text(encoding="utf-8").startswith("0:00 ")

    slides = Presentation(str(folder / "decks" / "week3.pptx")).slides
    titled = [slide.shapes.title.text for slide in slides]
    assert titled[-1] == titles[-1] and titled[-1].endswith("(large)")
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert len(notes) == 1 + 2 + 1 + 1 and notes[-1] == "Ask before you play.\nWatch move."
    page = (folder / "decks" / "week3" / "index.html").read_text(encoding="utf-8")
    assert page.count("<section ") == 5 and page.count("Ask before you play.") == 1
    assert "data-clicks" not in page  # it begins with a card, that nobody waits for
    assert (folder / "gallery" / "films" / "large" / "large.mp4").is_file()
    clips = read_clips(folder / "clips" / "large")
    assert clips is not None and [clip.beat for clip in clips.clips] == ["move"]


def test_the_film_is_its_parts_one_after_the_other(run: Run, tmp_path: Path) -> None:
    assert run(write(tmp_path)).exit_code == 0
    folder = tmp_path / "out" / "week3"
    card, square, dot, large = (
        pictures(folder / "films" / f"{name}.mp4") for name in ("card-1", "square", "dot", "large")
    )
    whole = pictures(folder / "film.mp4")
    before, after = len(card) + len(square), len(dot) + len(large)
    assert [p.tobytes() for p in whole[:before]] == [p.tobytes() for p in [*card, *square]]
    assert [p.tobytes() for p in whole[-after:]] == [p.tobytes() for p in [*dot, *large]]
    paused = whole[before:-after]
    assert len(paused) == 20
    again = np.abs(np.stack(paused).astype(int) - square[-1])  # encoded once more
    assert again.max() < 16 and again.mean(axis=(1, 2, 3)).max() < 0.2
    source = read_manifest(folder / "films" / "large.whole.json")
    assert source is not None
    moved = next(section for section in source.sections if section.name == "move")
    cut = pictures(folder / "films" / "large.whole.mp4")[moved.first_frame :][: moved.frames]
    assert [p.tobytes() for p in cut] == [p.tobytes() for p in large]


@pytest.mark.thorough
def test_what_has_not_changed_is_not_made_again(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path)
    assert run(path).exit_code == 0
    folder = tmp_path / "out" / "week3"
    before, films = times(folder), times(folder / "films")
    again = run(path)
    assert again.stdout == f"{folder}  up to date\n" and again.exit_code == 0
    assert (times(folder), times(folder / "films")) == (before, films)

    write(tmp_path, parts=PARTS.replace("side = 3", "side = 3.5"))
    assert run(path).exit_code == 0
    after = times(folder / "films")
    changed = {name.partition(".")[0] for name in after if after[name] != films.get(name)}
    assert changed == {"large"}
    assert times(folder)["film.mp4"] != before["film.mp4"]


@pytest.mark.parametrize(
    ("captions", "tracks"),
    [
        ("track", 1),
        thorough("burned", 0),
        thorough("none", 0),
    ],
)
def test_captions_are_a_track_or_in_the_picture_or_nowhere(
    run: Run, tmp_path: Path, captions: str, tracks: int
) -> None:
    """The tiny theme's ground is dark: what is bright at the lower edge are letters."""
    parts = '[[part]]\nlesson = "square"\n'
    assert run(write(tmp_path, HEAD, parts)).exit_code == 0
    path = write(tmp_path, f'{HEAD}captions = "{captions}"\n', parts)
    assert run(path).exit_code == 0
    folder = tmp_path / "out" / "week3"
    with av.open(str(folder / "film.mp4")) as film:
        assert len(film.streams.subtitles) == tracks
    assert (folder / "film.srt").is_file() == (captions != "none")
    low = [picture[-10:].max() for picture in pictures(folder / "film.mp4")]
    assert (min(low) > 100) == (captions == "burned")


def test_options_take_the_place_of_the_files(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, parts='[[part]]\nlesson = "dot"\n')
    assert run(path, "--language", "en", "--theme", "light", "--fps", "25").exit_code == 0
    manifest = read_lecture_manifest(tmp_path / "out" / "week3")
    assert manifest is not None
    assert (manifest.language, manifest.theme, manifest.fps) == ("en", "light", 25)


def test_a_lecture_that_is_made_is_known_without_manim(
    run: Run, tiny: Package, tmp_path: Path, python: Callable[..., str]
) -> None:
    """Its import alone would take longer than the second that people wait."""
    path = write(tmp_path)
    assert run(path).exit_code == 0
    program = f"""
        import sys
        from pathlib import Path
        from studio.ask.request import QUALITIES, Quality
        from studio.lecture.manifest import lecture_up_to_date
        from studio.lecture.plan import read_plan
        sizes = {{**QUALITIES, "l": Quality(128, 72, 10)}}
        path, folder = map(Path, sys.argv[1:])
        done = lambda plan: bool(lecture_up_to_date(folder, plan.inputs))
        assert done(read_plan(path, {{}}, {tiny.name!r}, sizes, done))
        assert not {{"manim", "numpy", "typst", "scenes.kit"}} & set(sys.modules)
    """
    python(program, path, tmp_path / "out" / "week3")


@pytest.fixture
def python(tiny: Package) -> Callable[..., str]:
    """Run a program with the tiny lessons at hand."""
    import sys

    from .conftest import ROOT

    def said(program: str, *arguments: object) -> str:
        begin = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(tiny.parent)!r}]\n"
        command = [sys.executable, "-P", "-c", begin + textwrap.dedent(program)]
        return subprocess.run(
            [*command, *map(str, arguments)], check=True, capture_output=True, text=True
        ).stdout

    return said


@pytest.mark.thorough
def test_a_killed_run_is_gone_on_with(
    start: Callable[..., subprocess.Popen[str]], run: Run, tmp_path: Path
) -> None:
    path, output = write(tmp_path), tmp_path / "out"
    process = start("lecture", path, "--output", output, "--jobs", "1")
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("square") and "of film" in line:
            break
    process.kill()
    process.communicate()
    assert not (output / "week3" / "lecture.json").exists()
    assert not (output / "week3" / "film.mp4").exists()
    square = (output / "week3" / "films" / "square.mp4").stat().st_mtime_ns
    assert run(path).exit_code == 0
    assert (output / "week3" / "films" / "square.mp4").stat().st_mtime_ns == square
    assert not list(output.rglob(".studio-*"))
    manifest = read_lecture_manifest(output / "week3")
    assert manifest is not None
    assert len(pictures(output / "week3" / "film.mp4")) == 10 * manifest.duration


def test_a_file_to_start_from_and_a_schema(tmp_path: Path) -> None:
    path = tmp_path / "week3.toml"
    made = CliRunner().invoke(main, ["lecture", "--new", str(path)])
    assert (made.exit_code, made.stdout.split(":")[0]) == (0, str(path)) and path.is_file()
    schema = CliRunner().invoke(main, ["lecture", "--schema"])
    assert json.loads(schema.stdout) == Lecture.model_json_schema()
    refused = CliRunner().invoke(main, ["lecture"])
    assert refused.exit_code == 2 and refused.stderr.startswith("studio: name a lecture's file")


def test_faults_are_lines_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, parts='[[part]]\nlesson = "sqare"\n[[part]]\nlesson = "dto"\n')
    refused = run(path)
    assert refused.exit_code == 2
    assert refused.stderr.splitlines() == [
        "studio: week3.toml:6: part 1: no lesson 'sqare': did you mean square?",
        "studio: week3.toml:8: part 2: no lesson 'dto': did you mean dot?",
    ]
    assert not (tmp_path / "out").exists()
