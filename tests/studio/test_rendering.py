from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import av
import manim
import numpy as np
import pytest
from PIL import Image

from scenes.kit.ink.theme import THEMES
from scenes.kit.lesson.lesson import SPEED
from studio.ask.errors import RequestError
from studio.ask.request import Quality
from studio.film.manifest import Manifest, read_manifest
from studio.film.poster import to_rgb
from studio.film.rendering import Progress, render_lesson

from .conftest import ENDLESS, PALETTE, Package


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made"
    made.mkdir()
    return made


def decoded(film: Path) -> list[av.VideoFrame]:
    with av.open(str(film)) as container:
        return list(container.decode(video=0))


def test_a_lesson_becomes_five_files(tiny: Package, folder: Path) -> None:
    manifest = render_lesson(tiny.request("square"), folder)
    made = {path.name for path in folder.iterdir() if path.is_file()}
    assert made == {f"square.{kind}" for kind in ("mp4", "png", "srt", "vtt", "json")}
    assert manifest.files == {
        name: (folder / name).stat().st_size for name in made - {"square.json"}
    }


def test_manifest_says_what_was_rendered(tiny: Package, folder: Path) -> None:
    request = replace(tiny.request("square", side=1.5), theme="light", language="es")
    manifest = render_lesson(request, folder, inputs="digest")
    assert manifest.lesson == "square"
    assert manifest.title == "square, es"
    assert manifest.parameters == {"side": 1.5}
    assert (manifest.theme, manifest.language, manifest.quality) == ("light", "es", "72p10")
    assert (manifest.width, manifest.height, manifest.fps) == (128, 72, 10)
    assert manifest.versions["manim"] == manim.__version__
    assert manifest.inputs == "digest"
    assert 0 < manifest.render_seconds < 60
    assert read_manifest(folder / "square.json") == manifest


def test_sections_are_the_beats_and_their_times_are_those_of_the_frames(
    tiny: Package, folder: Path
) -> None:
    manifest = render_lesson(tiny.request("square"), folder)
    frames = decoded(folder / "square.mp4")
    assert manifest.frames == len(frames) == 41  # 1 s and its end, 1 s, and the hold of 2 s
    assert manifest.duration == pytest.approx(float(frames[-1].time) + 0.1)
    assert [section.name for section in manifest.sections] == ["appear", "move"]
    expected = 0
    for section in manifest.sections:
        assert section.first_frame == expected
        assert section.start == pytest.approx(float(frames[expected].time))
        assert section.duration == section.frames / manifest.fps
        assert frames[expected].key_frame
        expected += section.frames
    assert expected == manifest.frames


SPEAKING = '''
    from scenes.kit.lesson.lesson import Lesson

    class SpeakingLesson(Lesson):
        """Says more in one language than in the other."""

        beats = ("stay",)

        def stay(self):
            self.wait(0.5)
'''


def test_one_film_carries_the_captions_of_all_languages(tiny: Package, folder: Path) -> None:
    tiny.add("speaking", SPEAKING)
    said = {"en": "It stays.", "es": "Se queda " + "mucho " * 9 + "tiempo."}
    for language, sentence in said.items():
        words = tiny.folder / "words" / language / "speaking.toml"
        words.write_text(f'title = "T"\n[captions]\nstay = "{sentence}"\n', encoding="utf-8")
    (section,) = render_lesson(tiny.request("speaking"), folder).sections
    assert section.captions == said and section.caption == said["en"]
    assert section.duration >= len(said["es"].split()) / SPEED - 0.1  # a frame


def test_captions_are_the_beats(tiny: Package, folder: Path) -> None:
    render_lesson(tiny.request("square"), folder)
    text = (folder / "square.srt").read_text(encoding="utf-8")
    assert re.findall(r"(\S+) --> (\S+)", text) == [
        ("00:00:00,000", "00:00:01,100"),
        ("00:00:01,100", "00:00:04,100"),
    ]
    assert "Watch move." in text
    assert (folder / "square.vtt").read_text(encoding="utf-8").count("-->") == 2


def test_a_film_names_itself_and_its_language(tiny: Package, folder: Path) -> None:
    render_lesson(replace(tiny.request("square"), language="es"), folder)
    with av.open(str(folder / "square.mp4")) as film:
        assert film.metadata["title"] == "square, es"
        assert film.streams.video[0].metadata["language"] == "spa"


def test_poster_is_the_last_frame(tiny: Package, folder: Path) -> None:
    render_lesson(tiny.request("square"), folder)
    last = to_rgb(decoded(folder / "square.mp4")[-1]).to_ndarray()
    with Image.open(folder / "square.png") as poster:
        assert poster.size == (128, 72)
        assert np.array_equal(np.asarray(poster), last)


def test_two_renders_are_the_same_to_the_byte(tiny: Package, folder: Path) -> None:
    names = ("square.mp4", "square.png", "square.srt", "square.vtt")
    render_lesson(tiny.request("square"), folder)
    first = [(folder / name).read_bytes() for name in names]
    render_lesson(tiny.request("square"), folder)
    assert [(folder / name).read_bytes() for name in names] == first


@pytest.mark.parametrize("theme", THEMES)
def test_a_film_has_the_colours_that_were_drawn(tiny: Package, folder: Path, theme: str) -> None:
    tiny.add("palette", PALETTE)
    request = replace(tiny.request("palette"), theme=theme, quality=Quality(426, 240, 10))
    render_lesson(request, folder)
    picture = to_rgb(decoded(folder / "palette.mp4")[0]).to_ndarray().astype(int)
    found = picture.reshape(-1, 3)
    for role, color in THEMES[theme].roles().items():
        near = np.abs(found - list(bytes.fromhex(color[1:]))).max(axis=1) <= 4
        assert near.sum() > 15 * 15, role  # a square is 30 pixels wide
    corner = picture[:10, :10] - list(bytes.fromhex(THEMES[theme].background[1:]))
    assert np.abs(corner).max() <= 4


def test_parameters_change_the_picture(tiny: Package, folder: Path) -> None:
    render_lesson(tiny.request("square"), folder)
    before = (folder / "square.png").read_bytes()
    render_lesson(tiny.request("square", side=3), folder)
    assert (folder / "square.png").read_bytes() != before


def test_progress_counts_frames_and_beats(tiny: Package, folder: Path) -> None:
    seen: list[Progress] = []
    render_lesson(tiny.request("square"), folder, seen.append)
    assert seen[0] == Progress(frames=10, beat=1, beats=2, name="appear")
    assert seen[-1] == Progress(frames=41, beat=2, beats=2, name="move")
    assert [progress.frames for progress in seen] == sorted(progress.frames for progress in seen)


def test_manims_own_files_stay_in_the_folder_and_its_settings_as_they_were(
    tiny: Package, folder: Path
) -> None:
    before = dict(manim.config)
    render_lesson(tiny.request("square"), folder)
    assert dict(manim.config) == before
    assert not (Path.cwd() / "media" / "videos" / "tiny_lessons").exists()


def test_an_unknown_parameter_is_refused(tiny: Package, folder: Path) -> None:
    with pytest.raises(RequestError, match="no parameter 'size'; it has side"):
        render_lesson(tiny.request("square", size=1), folder)
    assert not list(folder.iterdir())


def test_a_value_that_setup_finds_impossible_is_refused(tiny: Package, folder: Path) -> None:
    with pytest.raises(RequestError, match=r"^side = 2\.0: two is a crowd$"):
        render_lesson(tiny.request("square", side=2), folder)
    assert not (folder / "square.mp4").exists()


def test_a_lesson_that_stops_leaves_no_film(tiny: Package, folder: Path) -> None:
    tiny.add("endless", ENDLESS)

    def stop(progress: Progress) -> None:
        if progress.frames > 20:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        render_lesson(tiny.request("endless"), folder, stop)
    assert not (folder / "endless.mp4").exists()
    assert read_manifest(folder / "endless.json") is None


def test_an_unreadable_manifest_is_none(tmp_path: Path) -> None:
    path = tmp_path / "square.json"
    assert read_manifest(path) is None
    path.write_text("{}")
    assert read_manifest(path) is None
    path.write_bytes(b"\xff{")
    assert read_manifest(path) is None
    assert "lesson" in Manifest.model_fields
