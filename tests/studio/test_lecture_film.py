"""Films joined into one, read back frame by frame, with their chapters and captions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio.ask.errors import StudioError
from studio.ask.request import Quality
from studio.film.captions import Caption
from studio.film.rendering import render_lesson
from studio.lecture.excerpt import excerpts
from studio.lecture.joining import Piece, chapters_text, join, joined_captions, piece

from .conftest import Package
from .test_cutting import pictures

THREE = '''
    from manim import RIGHT, Square
    from ._base import TinyLesson

    class ThreeLesson(TinyLesson):
        """Three steps of a square."""

        beats = ("one", "two", "three")

        def setup(self):
            self.square = Square(2, fill_opacity=1, color=self.theme.roles()["batch"])

        def one(self):
            self.play(self.square.animate.shift(RIGHT), run_time=0.5)

        def two(self):
            self.play(self.square.animate.shift(RIGHT), run_time=0.5)

        def three(self):
            self.play(self.square.animate.shift(RIGHT), run_time=0.5)
'''


@pytest.fixture
def pieces(tiny: Package, tmp_path: Path) -> list[Piece]:
    """Two lessons' films, the first of which comes twice."""
    made = {
        lesson: piece(tmp_path / f"{lesson}.mp4", render_lesson(tiny.request(lesson), tmp_path))
        for lesson in ("square", "dot")
    }
    return [made["square"], made["dot"], made["square"]]


@pytest.fixture
def film(pieces: list[Piece], tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    join(pieces, path, title="Zwei Quadrate – ¿sí?", language="spa")
    return path


def test_every_picture_is_that_of_its_part_at_an_exact_rate(
    film: Path, pieces: list[Piece]
) -> None:
    wanted = np.concatenate([pictures(one.film) for one in pieces])
    assert np.array_equal(np.array(pictures(film)), wanted)
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        times = sorted(p.pts * stream.time_base for p in container.demux(stream) if p.size)
        assert times == [Fraction(n, 10) for n in range(len(wanted))]
        assert stream.average_rate == 10


def test_chapters_title_and_captions_are_in_the_film(film: Path, pieces: list[Piece]) -> None:
    begins = np.cumsum([0, *(one.frames for one in pieces)]) / 10
    with av.open(str(film)) as container:
        assert container.metadata["title"] == "Zwei Quadrate – ¿sí?"
        found = [
            (chapter["metadata"]["title"], float(chapter["start"] * chapter["time_base"]))
            for chapter in container.chapters()
        ]
        assert found == [(one.title, b) for one, b in zip(pieces, begins[:-1], strict=True)]
        (text,) = container.streams.subtitles
        assert text.metadata["language"] == "spa"
        said = [
            (bytes(packet)[2:].decode("utf-8"), float(packet.pts * packet.time_base))
            for packet in container.demux(text)
            if packet.size > 2
        ]
    captions = joined_captions(pieces)
    assert [words for words, _ in said] == [caption.text for caption in captions]
    assert [begin for _, begin in said] == pytest.approx([c.start for c in captions], abs=1e-3)
    assert captions[0].text == "Watch appear." and captions[-1].end == pytest.approx(begins[-1])


def test_without_a_track_there_is_none(pieces: list[Piece], tmp_path: Path) -> None:
    join(pieces, tmp_path / "film.mp4", title="A", language="eng", track=False)
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert not container.streams.subtitles and len(container.chapters()) == 3


@pytest.mark.parametrize(
    ("beats", "stretches"),
    [
        ((), [(0, 3)]),
        (("one", "two", "three"), [(0, 3)]),
        (("two", "three"), [(1, 3)]),
        (("one", "three"), [(0, 1), (2, 3)]),
        (("two",), [(1, 2)]),
    ],
)
def test_some_beats_are_a_film(
    tiny: Package, tmp_path: Path, beats: tuple[str, ...], stretches: list[tuple[int, int]]
) -> None:
    tiny.add("three", THREE)
    manifest = render_lesson(tiny.request("three"), tmp_path)
    film, folder = tmp_path / "three.mp4", tmp_path / "cut"
    folder.mkdir()
    pieces = excerpts(film, manifest, beats, folder)
    join(pieces, tmp_path / "film.mp4", title="A", language="eng")
    whole, sections = pictures(film), manifest.sections
    bounds = [*(section.first_frame for section in sections), manifest.frames]
    wanted = [picture for a, b in stretches for picture in whole[bounds[a] : bounds[b]]]
    assert np.array_equal(np.array(pictures(tmp_path / "film.mp4")), np.array(wanted))
    kept = [section for a, b in stretches for section in sections[a:b]]
    captions = joined_captions(pieces)
    assert [caption.text for caption in captions] == [section.caption for section in kept]
    begins = np.cumsum([0, *(section.duration for section in kept)])[:-1]
    assert [caption.start for caption in captions] == pytest.approx(begins)


def test_films_that_differ_are_not_joined(
    pieces: list[Piece], tiny: Package, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    request = replace(tiny.request("dot"), quality=Quality(160, 90, 10))
    odd = piece(other / "dot.mp4", render_lesson(request, other))
    with pytest.raises(StudioError, match="is not coded as the films"):
        join([*pieces, odd], tmp_path / "film.mp4", title="A", language="eng")


@pytest.mark.parametrize(
    ("lengths", "lines"),
    [
        ([4, 60, 65, 3700], ["0:00 part 1", "1:04 part 2", "2:09 part 3"]),
        ([12, 5, 20], ["0:00 part 0", "0:12 part 2"]),
        ([20, 5], ["0:00 part 0"]),
        ([3, 3], ["0:00 part 0"]),
        ([3600, 62, 20], ["0:00 part 0", "1:00:00 part 1", "1:01:02 part 2"]),
    ],
)
def test_chapters_for_video_sites_are_ten_seconds_or_longer(
    lengths: list[int], lines: list[str]
) -> None:
    parts = [
        Piece(Path(), f"part {n}", seconds * 10, 10, (Caption(0, 1, "A"),))
        for n, seconds in enumerate(lengths)
    ]
    assert chapters_text(parts).splitlines() == lines
