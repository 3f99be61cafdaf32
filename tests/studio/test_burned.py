"""Captions in the picture: a strip under a picture that is left whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageColor

from scenes.kit.ink.theme import load_theme
from scenes.kit.lesson.lesson import SPEED
from studio.ask.request import Quality, RenderRequest
from studio.encoding.tiles import no_tiles
from studio.engine.captioning import HIGH, CaptionedSink
from studio.film.captions import shown_at_once
from studio.film.manifest import Manifest
from studio.film.rendering import render_lesson

from .conftest import Package
from .test_cutting import pictures

SIZE = Quality(640, 360, 10)
STRIP = 360 - round(360 * 8 / (8 + HIGH))  # rows
SAID = "A square stands, " + "and it stays where it is, " * 5 + "for as long as this takes to say."

LONG = f"""
    from manim import RIGHT, Square
    from ._base import TinyLesson

    class LongLesson(TinyLesson):
        beats = ("stand", "move")

        def setup(self):
            self.square = Square(7.9, fill_opacity=1, color=self.theme.roles()["batch"])

        def stand(self):
            self.add(self.square)
            self.wait(1)

        def move(self):
            self.play(self.square.animate.shift(RIGHT), run_time=1)

        def caption(self, beat):
            return {SAID!r} if beat == "stand" else "It moves."
"""


@pytest.fixture
def request_(tiny: Package) -> RenderRequest:
    tiny.add("long", LONG)
    return RenderRequest("long", SIZE, package=tiny.name)


@pytest.fixture
def burned(request_: RenderRequest, tmp_path: Path) -> tuple[Manifest, list[np.ndarray]]:
    manifest = render_lesson(replace(request_, burned=True), tmp_path)
    return manifest, pictures(tmp_path / "long.mp4")


def near(pixels: np.ndarray, color: str) -> np.ndarray:
    return np.abs(pixels.astype(int) - ImageColor.getrgb(color)).max(axis=-1) < 24


def test_each_cue_is_shown_for_as_long_as_it_takes_to_say(
    burned: tuple[Manifest, list[np.ndarray]],
) -> None:
    manifest, frames = burned
    strips = np.array([frame[-STRIP:] for frame in frames], dtype=int)
    other = np.abs(np.diff(strips, axis=0)).max(axis=(1, 2, 3)) > 60
    cues = shown_at_once(SAID)
    words = np.cumsum([len(cue.split()) for cue in cues])
    begins = [round(count / SPEED * SIZE.fps) for count in words[:-1]]
    second = manifest.sections[1].first_frame
    assert len(cues) > 2 and begins[-1] < second
    assert (np.flatnonzero(other) + 1).tolist() == [*begins, second]
    ink = load_theme("dark").text
    assert all(near(strip, ink).any() for strip in strips)


@pytest.mark.thorough
def test_the_picture_is_whole_above_the_strip(burned: tuple[Manifest, list[np.ndarray]]) -> None:
    _, frames = burned
    square = load_theme("dark").roles()["batch"]
    for frame in frames:
        assert not near(frame[-STRIP:], square).any()
        found = near(frame, square)
        assert found.sum() == pytest.approx((7.9 * 360 / (8 + HIGH)) ** 2, rel=0.05)


def test_it_is_as_long_as_the_film_without(
    burned: tuple[Manifest, list[np.ndarray]], request_: RenderRequest, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    manifest, frames = burned
    without = render_lesson(request_, plain)
    assert len(frames) == manifest.frames == without.frames
    assert manifest.sections == without.sections
    assert (tmp_path / "long.srt").read_text() == (plain / "long.srt").read_text()


class Written:
    """A sink that notes what it is given."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, bool, object]] = []

    tag = begin = close = abort = lambda *_: None

    def write(self, pixels, repeat=1, *, keyframe=False, changed=None) -> None:
        self.found.append((int(pixels[-1, 0, 0]), repeat, keyframe, changed.tolist()))


def test_a_picture_that_stays_is_written_once_for_each_cue() -> None:
    cues = [(frame, np.full((16, 4, 4), 10 + frame, np.uint8)) for frame in (0, 3, 8)]
    written = Written()
    sink = CaptionedSink(written, lambda _: cues)  # type: ignore[arg-type]
    pixels = np.zeros((64, 4, 4), np.uint8)
    none = no_tiles(pixels.shape)
    sink.begin("a")
    sink.write(pixels, 5, keyframe=True, changed=~none)
    sink.write(pixels, 6, changed=none)
    low, all_ = [[False], [False], [False], [True]], [[True]] * 4
    assert written.found == [
        (10, 3, True, all_),
        (13, 2, False, low),
        (13, 3, False, none.tolist()),
        (18, 3, False, low),
    ]
