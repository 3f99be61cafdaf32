from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from manim import Scene
from numpy.typing import NDArray

from scenes.kit.ink.theme import THEMES
from studio.ask.request import Quality
from studio.encoding.encoder import CONTAINER, BackgroundEncoder, VideoEncoder, VideoSpec
from studio.encoding.tiles import HEIGHT, WIDTH, no_tiles
from studio.engine.drawing import FilmRenderer
from studio.engine.settings import manim_settings
from studio.film.poster import to_rgb

SIZE = Quality(192, 108, 10)


def filmed_with(quality: Quality) -> VideoSpec:
    """What a film of this size is encoded with, as the renderer of films is given it by manim."""
    with tempfile.TemporaryDirectory() as folder, manim_settings(quality, Path(folder)):
        writer = Scene(FilmRenderer(Path(folder) / "film.mp4", lambda _: None)).renderer.file_writer
        writer.abort_encode_jobs()
        return writer.video_encoder


SPEC = filmed_with(SIZE)


def picture(color: str, row: int = 0) -> NDArray[np.uint8]:
    """A flat colour with a black band at a row."""
    pixels = np.empty((SIZE.height, SIZE.width, 4), np.uint8)
    pixels[...] = (*bytes.fromhex(color[1:]), 255)
    pixels[row : row + 8, :, :3] = 0
    return pixels


def packets(path: Path) -> list[av.Packet]:
    with av.open(str(path)) as film:
        return [packet for packet in film.demux(video=0) if packet.pts is not None]


def frames(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as film:
        return list(film.decode(video=0))


def test_film_is_tagged_bt709_with_limited_range(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with VideoEncoder(film, SPEC) as encoder:
        encoder.write(picture("#FF7A45"), 3)
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1
        assert (stream.width, stream.height, stream.average_rate) == (192, 108, 10)
        assert container.streams.best("audio") is None


def test_index_precedes_the_pictures(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with VideoEncoder(film, SPEC) as encoder:
        encoder.write(picture("#FF7A45"))
    content = film.read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_frames_come_at_even_times_from_zero(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with VideoEncoder(film, SPEC) as encoder:
        for row in range(25):
            encoder.write(picture("#56B4E9", row))
        encoder.write(picture("#56B4E9"), 10)
        assert encoder.frames == 35
    assert [frame.time for frame in frames(film)] == pytest.approx([n / 10 for n in range(35)])


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_of_a_theme_survives(tmp_path: Path, theme: str) -> None:
    colors = [THEMES[theme].background, *THEMES[theme].roles().values()]
    film = tmp_path / "film.mp4"
    with VideoEncoder(film, SPEC) as encoder:
        for color in colors:
            encoder.write(picture(color))
    for color, frame in zip(colors, frames(film), strict=True):
        flat = to_rgb(frame).to_ndarray()[24:].astype(int)
        assert np.abs(flat - list(bytes.fromhex(color[1:]))).max() <= 4, color


def test_thin_lines_keep_their_contrast(tmp_path: Path) -> None:
    pixels = picture("#0F1117")
    pixels[40, :, :3] = list(bytes.fromhex("8593AB"))  # a contour, one pixel wide
    film = tmp_path / "film.mp4"
    with VideoEncoder(film, SPEC) as encoder:
        encoder.write(pixels, 5)
    for frame in frames(film):
        decoded = to_rgb(frame).to_ndarray().astype(int)
        assert decoded[40].mean() > 0.9 * np.mean(list(bytes.fromhex("8593AB")))
        assert decoded[[38, 42]].mean() < 1.3 * np.mean(list(bytes.fromhex("0F1117")))


def test_only_tiles_that_changed_are_converted(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    before, after = rng.integers(0, 256, (2, SIZE.height, SIZE.width, 4), np.uint8)
    changed = no_tiles(after.shape)
    changed[[0, 2, 2, -1], [0, 1, 3, -1]] = True
    encoder = VideoEncoder(tmp_path / "film.mp4", SPEC)
    wholes = []
    for pixels, tiles in ((before, None), (after, None), (before, None), (after, changed)):
        encoder.put(encoder.convert(pixels, tiles))
        wholes.append(encoder._frame.to_ndarray(format="yuv420p"))
    encoder.abort()
    first, second, _, mixed = wholes
    luma = np.repeat(np.repeat(changed, HEIGHT, axis=0), WIDTH, axis=1)
    luma = luma[: SIZE.height, : SIZE.width]
    chroma = luma[::2, ::2].reshape(SIZE.height // 4, -1)
    where = np.concatenate([luma, chroma, chroma])
    np.testing.assert_array_equal(mixed, np.where(where, second, first))


def test_a_picture_follows_on_one_of_another_film(tmp_path: Path) -> None:
    encoder = VideoEncoder(tmp_path / "film.mp4", SPEC)
    encoder.put(encoder.convert(picture("#2CC295")))
    expected = encoder._frame.to_ndarray()
    other = av.VideoFrame(SIZE.width, SIZE.height, "yuv420p")
    before = other.to_ndarray()
    encoder.take(other)
    encoder.put(encoder.convert(picture("#2CC295"), no_tiles((SIZE.height, SIZE.width))))
    encoder.append()
    np.testing.assert_array_equal(encoder._frame.to_ndarray(), expected)
    np.testing.assert_array_equal(other.to_ndarray(), before)
    encoder.close()


def test_every_code_is_bt709s_within_one(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (SIZE.height, SIZE.width, 4), np.uint8)
    pixels[:2, :2], pixels[:2, 2:4] = 255, 0
    encoder = VideoEncoder(tmp_path / "film.mp4", SPEC)
    encoder.put(encoder.convert(pixels))
    found = encoder._frame.to_ndarray(format="yuv420p").astype(float)
    encoder.abort()
    red, green, blue = np.moveaxis(pixels[..., :3] / 255, 2, 0)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    chromas = (blue - luma) / 1.8556, (red - luma) / 1.5748
    assert np.abs(found[: SIZE.height] - (16 + 219 * luma)).max() < 0.51
    for part, chroma in zip(np.split(found[SIZE.height :], 2), chromas, strict=True):
        mean = chroma.reshape(SIZE.height // 2, 2, -1, 2).mean(axis=(1, 3))
        assert np.abs(part.reshape(mean.shape) - (128 + 224 * mean)).max() < 0.51
    assert found[0, 0] == 235 and found[0, 2] == 16


def test_code_is_compiled_where_there_is_no_room_to_keep_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()  # no folder can be made in it
    code = (
        "import numpy as np; from studio.encoding.bt709 import convert, put;"
        "planes = [np.zeros(shape, np.uint8) for shape in ((2, 2), (1, 1), (1, 1))];"
        "put(convert(np.full((2, 2), 0xFF0000FF, np.uint32), np.ones((1, 1), bool)), *planes);"
        "print(*(int(plane[0, 0]) for plane in planes))"
    )
    found = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "file" / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == "63 102 240\n", found.stderr  # red, by BT.709


def test_other_codings_and_odd_sides_are_refused(tmp_path: Path) -> None:
    odd = replace(SPEC, width=191)
    with pytest.raises(ValueError, match="yuv420p of even sides; got yuv420p of 191×108"):
        VideoEncoder(tmp_path / "film.mp4", odd)
    with pytest.raises(ValueError, match="got yuv444p"):
        VideoEncoder(tmp_path / "film.mp4", replace(SPEC, pixel_format="yuv444p"))
    assert not list(tmp_path.iterdir())


def test_key_frames_are_where_they_are_asked_for(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with VideoEncoder(film, SPEC) as encoder:
        for row in range(30):
            encoder.write(picture("#F0E442", row), keyframe=row in (0, 7, 23))
    assert [n for n, packet in enumerate(packets(film)) if packet.is_keyframe] == [0, 7, 23]


def test_a_second_has_a_key_frame(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with VideoEncoder(film, SPEC) as encoder:
        encoder.write(picture("#F0E442"), 130)
    keys = [n for n, packet in enumerate(packets(film)) if packet.is_keyframe]
    assert keys == [0, 60, 120]  # 60 frames: a second of the default quality


def test_same_frames_make_the_same_bytes(tmp_path: Path) -> None:
    films = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    for film in films:
        with VideoEncoder(film, SPEC) as encoder:
            for row in range(40):
                encoder.write(picture("#9AA4B2", row))
        time.sleep(1.1)  # a time stamp of the file would tell them apart
    assert films[0].read_bytes() == films[1].read_bytes()


def test_a_frame_of_the_wrong_size_is_refused(tmp_path: Path) -> None:
    encoder = VideoEncoder(tmp_path / "film.mp4", SPEC)
    with pytest.raises(ValueError, match=r"\(108, 192, 4\); got uint8 \(10, 10, 4\)"):
        encoder.write(np.zeros((10, 10, 4), np.uint8))
    encoder.abort()


def test_an_abandoned_film_is_removed(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with pytest.raises(RuntimeError, match="stop"), VideoEncoder(film, SPEC) as encoder:
        encoder.write(picture("#9AA4B2"))
        raise RuntimeError("stop")
    assert not film.exists()


class TestInTheBackground:
    def test_film_is_the_same(self, tmp_path: Path) -> None:
        with VideoEncoder(tmp_path / "one.mp4", SPEC) as encoder:
            for row in range(20):
                encoder.write(picture("#9AA4B2", row), repeat=1 + row % 3, keyframe=row == 11)
        background = BackgroundEncoder(VideoEncoder(tmp_path / "two.mp4", SPEC), 4)
        pixels = picture("#9AA4B2")
        for row in range(20):
            pixels[:] = picture("#9AA4B2", row)  # the array is free as soon as it is handed over
            background.write(pixels, repeat=1 + row % 3, keyframe=row == 11)
        background.close()
        assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()

    @pytest.mark.parametrize("part", ["convert", "put", "append"])
    def test_an_error_surfaces_and_does_not_block(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
    ) -> None:
        encoder = VideoEncoder(tmp_path / "film.mp4", SPEC)
        monkeypatch.setattr(encoder, part, failing(OSError(28, "No space left on device")))
        background = BackgroundEncoder(encoder, 1)
        with pytest.raises(OSError, match="No space"):
            for _ in range(20):
                background.write(picture("#9AA4B2"))
        background.abort()
        assert not (tmp_path / "film.mp4").exists()

    @pytest.mark.parametrize("part", ["put", "append"])
    def test_an_error_of_the_last_frame_surfaces_on_closing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
    ) -> None:
        encoder = VideoEncoder(tmp_path / "film.mp4", SPEC)
        monkeypatch.setattr(encoder, part, failing(OSError(28, "No space left on device")))
        background = BackgroundEncoder(encoder, 4)
        background.write(picture("#9AA4B2"))
        with pytest.raises(OSError, match="No space"):
            background.close()
        background.abort()


def failing(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("fps", [15, 24, 25, 30, 50, 60])
def test_films_joined_by_stream_copy_keep_their_rate(tmp_path: Path, fps: int) -> None:
    listed = []
    for number, count in enumerate((7, 11, 5)):
        path = tmp_path / f"{number}.mp4"
        with VideoEncoder(path, filmed_with(replace(SIZE, fps=fps))) as encoder:
            for row in range(count):
                encoder.write(picture("#56B4E9", row))
        listed.append(f"file '{path}'\n")
    (tmp_path / "list").write_text("".join(listed), encoding="utf-8")
    joined = tmp_path / "joined.mp4"
    with (
        av.open(str(tmp_path / "list"), format="concat", options={"safe": "0"}) as source,
        av.open(str(joined), "w", options=CONTAINER) as film,
    ):
        stream = film.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                film.mux(packet)
    with av.open(str(joined)) as film:
        stream = film.streams.video[0]
        times = [Fraction(f.pts * f.time_base) for f in film.decode(video=0)]
        assert stream.average_rate == fps
        assert times == [Fraction(n, fps) for n in range(23)]


def test_a_film_counts_its_length_in_a_unit_that_every_rate_divides(tmp_path: Path) -> None:
    with VideoEncoder(tmp_path / "film.mp4", SPEC) as encoder:
        encoder.write(picture("#56B4E9"), 7)
    data = (tmp_path / "film.mp4").read_bytes()
    version, _, _, unit, length = struct.unpack_from(">5I", data, data.index(b"mvhd") + 4)
    assert version == 0 and (unit, length) == (90000, 7 * 90000 // SIZE.fps)
    assert all(unit % fps == 0 for fps in (15, 24, 25, 30, 50, 60))
