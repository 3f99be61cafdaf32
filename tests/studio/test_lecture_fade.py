"""Parts that fade into each other: what fades is encoded, everything else is copied."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio.ask.request import Quality
from studio.lecture.fading import faded, key_frames
from studio.lecture.joining import Piece, join
from studio.lecture.stills import held, write_still

from .test_cutting import pictures

SIZE = Quality(128, 72, 10)
FADE = 0.5


def flat(color: tuple[int, int, int], path: Path, frames: int) -> Piece:
    """A film of one colour, with a bright row that says where it is not."""
    pixels = np.full((SIZE.height, SIZE.width, 4), (*color, 255), dtype=np.uint8)
    write_still(pixels, path, SIZE, frames)
    return Piece(path, path.stem, frames, SIZE.fps)


@pytest.fixture
def before(tmp_path: Path) -> Piece:
    return flat((200, 40, 40), tmp_path / "before.mp4", 20)


@pytest.fixture
def after(tmp_path: Path) -> Piece:
    """A film of 70 frames, that has a second key frame at the sixtieth."""
    return flat((40, 40, 200), tmp_path / "after.mp4", 70)


def test_only_frames_up_to_the_next_key_frame_are_others(
    before: Piece, after: Piece, tmp_path: Path
) -> None:
    assert key_frames(after.film, SIZE.fps) == [0, 60]
    made = faded(before, after, FADE, SIZE, tmp_path / "made.mp4")
    film = tmp_path / "film.mp4"
    join([before, made], film, title="A", language="eng")
    whole, old, new = pictures(film), pictures(before.film), pictures(after.film)
    assert len(whole) == 90
    assert all(np.array_equal(a, b) for a, b in zip(whole[:20], old, strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(whole[80:], new[60:], strict=True))
    still = [np.abs(a.astype(int) - b).max() for a, b in zip(whole[25:80], new[5:60], strict=True)]
    assert max(still) < 6  # encoded once more, nothing to see of it
    reds = [int(picture[36, 64, 0]) for picture in whole[19:26]]
    assert reds == sorted(reds, reverse=True) and len(set(reds)) >= 6  # from the old to the new
    for number, picture in enumerate(whole[20:25], start=1):
        wanted = old[-1] + (new[0].astype(float) - old[-1]) * number / 6
        assert np.abs(picture - wanted).max() < 8
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        times = [p.pts * stream.time_base for p in container.demux(stream) if p.size]
        assert times == [Fraction(n, 10) for n in range(90)] and stream.average_rate == 10
    assert sorted(path.name for path in tmp_path.glob("made*")) == ["made.mp4"]


def test_a_film_shorter_than_the_fade_is_all_fade(before: Piece, tmp_path: Path) -> None:
    short = flat((40, 40, 200), tmp_path / "short.mp4", 3)
    made = faded(before, short, FADE, SIZE, tmp_path / "made.mp4")
    assert (made.frames, len(pictures(made.film))) == (3, 3)


def test_no_fade_is_a_cut(before: Piece, after: Piece, tmp_path: Path) -> None:
    assert faded(before, after, 0.0, SIZE, tmp_path / "made.mp4") is after


def test_a_pause_holds_the_last_picture(after: Piece, tmp_path: Path) -> None:
    longer = held(after, 2.0, SIZE, tmp_path / "longer.mp4")
    whole, film = pictures(longer.film), pictures(after.film)
    assert len(whole) == longer.frames == 90
    assert all(np.array_equal(a, b) for a, b in zip(whole[:70], film, strict=True))
    assert all(np.abs(picture.astype(int) - film[-1]).max() < 6 for picture in whole[70:])
