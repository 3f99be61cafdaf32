"""Clips in every format, read back by programs other than those that wrote them."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.clips.straight import straight
from studio.encoding import formats
from studio.encoding.formats import Picture, format_names, load_format

from .conftest import Package

Pixels = NDArray[np.uint8]
SIZE = (96, 64)
DRAWN = [name for name in format_names() if load_format(name).writer is not None]
MOVING = [name for name in DRAWN if not load_format(name).still]
CLEAR = [name for name in DRAWN if load_format(name).alpha]
EXACT = ("apng", "png")


def pictures(alpha: bool, count: int = 5) -> list[Pixels]:
    """A disc that fades towards its rim, over a block that moves, on a ground or on nothing."""
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    made = []
    for step in range(count):
        picture = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
        picture[...] = (0, 0, 0, 0) if alpha else (15, 17, 23, 255)
        picture[20:44, 8 + 8 * step : 32 + 8 * step] = (86, 180, 233, 255)
        inside = np.hypot(x - 70, y - 32) < 14
        picture[inside] = (240, 163, 58, 128 if alpha else 255)
        made.append(picture)
    return made


def write(name: str, path: Path, *, alpha: bool = False, loop: bool = False) -> list[Pixels]:
    """Each picture once, the last three times."""
    format = load_format(name)
    assert format.writer is not None
    writer = format.writer(path, Picture(*SIZE, 25, loop, alpha, "a title"))
    made = pictures(alpha)
    for picture in made:
        writer.write(picture.copy(), 3 if picture is made[-1] else 1)
    writer.close()
    return made[-1:] if format.still else [*made, made[-1], made[-1]]


def read(path: Path) -> list[Pixels]:
    """Frames as RGBA: images by Pillow, an image for each time it changes; films by FFmpeg."""
    if path.suffix in (".webm", ".mov"):
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            if path.suffix == ".webm":  # FFmpeg's own decoder drops alpha
                decoder = av.CodecContext.create("libvpx-vp9", "r")
                packets = list(container.demux(stream))
                frames = [frame for packet in packets for frame in decoder.decode(packet)]
            else:
                frames = list(container.decode(stream))
            return [frame.to_ndarray(format="rgba", src_colorspace="itu709") for frame in frames]
    with Image.open(path) as image:
        shown: list[Pixels] = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            picture = np.asarray(image.convert("RGBA"))  # a WebP's duration is known only then
            shown += [picture] * max(1, round(float(image.info.get("duration", 40)) / 40))
        return shown


def over(picture: Pixels, ground: NDArray[np.float64]) -> NDArray[np.float64]:
    """A picture with straight alpha laid over a ground."""
    alpha = picture[..., 3:] / 255
    return picture[..., :3] * alpha + ground * (1 - alpha)


@pytest.mark.parametrize("name", DRAWN)
def test_pictures_come_back_in_their_colours_and_as_long_as_they_were_shown(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / f"clip{load_format(name).suffix}"
    written, found = write(name, path), read(path)
    assert len(found) == len(written)
    for one, other in zip(found, written, strict=True):
        off = np.abs(one[..., :3].astype(float) - other[..., :3])
        assert off.mean() < (0 if name in EXACT else 2.5) + 1e-9
        assert (one[..., 3] == 255).all()


@pytest.mark.parametrize("name", CLEAR)
def test_alpha_is_straight_over_any_ground(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"clip{load_format(name).suffix}"
    written, found = write(name, path, alpha=True), read(path)
    noise = np.random.default_rng(0).integers(0, 256, (SIZE[1], SIZE[0], 3)).astype(float)
    for ground in (np.full_like(noise, 255), np.zeros_like(noise), noise):
        for one, other in zip(found, written, strict=True):
            off = np.abs(over(one, ground) - over(other, ground))
            assert off.mean() < (0 if name in EXACT else 2.5) + 1e-9
            assert off[:8].max() <= 2  # where there is nothing, nothing is seen


@pytest.mark.parametrize("loop", [True, False])
@pytest.mark.parametrize("name", ["gif", "webp", "apng"])
def test_loops_go_on_for_ever_and_the_rest_plays_once(
    name: str, loop: bool, tmp_path: Path
) -> None:
    path = tmp_path / f"clip{load_format(name).suffix}"
    write(name, path, loop=loop)
    with Image.open(path) as image:
        played = image.info.get("loop")
        assert played == 0 if loop else played in (1, None)  # no word of it: once


@pytest.mark.parametrize("name", ["webm", "mov"])
def test_films_are_tagged_and_start_at_zero(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"clip{load_format(name).suffix}"
    write(name, path, alpha=True)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        times = [p.pts * stream.time_base for p in container.demux(stream) if p.size]
        assert [round(float(time) * 25, 1) for time in times] == list(range(7))
        context = stream.codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert container.metadata.get("title", container.metadata.get("TITLE")) == "a title"


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_pictures_make_the_same_bytes(name: str, tmp_path: Path) -> None:
    one, other = (tmp_path / f"{n}{load_format(name).suffix}" for n in "ab")
    write(name, one, alpha=load_format(name).alpha)
    write(name, other, alpha=load_format(name).alpha)
    assert one.read_bytes() == other.read_bytes()


def test_cairos_colours_are_divided_by_alpha() -> None:
    drawn = np.array([[[0, 0, 0, 0], [60, 30, 0, 60], [128, 64, 0, 128], [9, 8, 7, 255]]], np.uint8)
    found = straight(drawn)
    assert found.tolist() == [[[0, 0, 0, 0], [255, 128, 0, 60], [255, 128, 0, 128], [9, 8, 7, 255]]]
    assert drawn[0, 1].tolist() == [60, 30, 0, 60]


BITMAP = '''
"""BMP: a beat's last picture for what reads nothing newer."""

from pathlib import Path
from PIL import Image
from studio.encoding.formats import Format, FrameWriter, Picture

class Bitmap:
    def __init__(self, path, picture):
        self.path = path

    def write(self, pixels, repeat=1):
        self.last = pixels

    def close(self):
        Image.fromarray(self.last).convert("RGB").save(self.path)

    def abort(self): ...

FORMAT = Format("old programs", ".bmp", width=128, fps=10, writer=Bitmap, still=True)
'''


def test_a_format_is_added_by_a_module_of_its_own(
    tiny: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = tmp_path / "formats"
    more.mkdir()
    (more / "bmp.py").write_text(BITMAP, encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(more)])
    assert "bmp" in format_names()
    format = load_format("bmp")
    assert format.writer is not None
    writer = format.writer(tmp_path / "a.bmp", Picture(*SIZE, 10))
    writer.write(pictures(alpha=False)[0])
    writer.close()
    assert np.array_equal(read(tmp_path / "a.bmp")[0], pictures(alpha=False)[0])
